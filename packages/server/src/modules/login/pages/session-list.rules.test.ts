import { describe, expect, it } from 'vitest';
import type { Session } from '#modules/sessions';
import { listForPage } from './session-list.rules.ts';

const now = 1_000_000;

function session(id: string, changes: Partial<Session> = {}): Session {
  return {
    id,
    userId: 'u',
    createdAt: 1,
    lastSeenAt: 1,
    expiresAt: now + 1,
    authenticatedAt: 1,
    amr: ['pwd'],
    acr: null,
    address: null,
    userAgent: null,
    endedAt: null,
    endReason: null,
    ...changes,
  };
}

describe('listForPage', () => {
  it('leaves out what has ended or expired', () => {
    const list = listForPage(
      [session('a', { endedAt: 5 }), session('b', { expiresAt: now }), session('c')],
      null,
      now,
    );
    expect(list.shown.map(({ id }) => id)).toEqual(['c']);
  });

  it('puts this session first, then the latest seen', () => {
    const list = listForPage(
      [
        session('old', { lastSeenAt: 1 }),
        session('this', { lastSeenAt: 2 }),
        session('new', { lastSeenAt: 3 }),
      ],
      'this',
      now,
    );
    expect(list.shown.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      ['this', true],
      ['new', false],
      ['old', false],
    ]);
  });

  it('shows fifty and counts the rest', () => {
    const list = listForPage(
      Array.from({ length: 53 }, (_, i) => session(String(i))),
      null,
      now,
    );
    expect(list.shown).toHaveLength(50);
    expect(list.hiddenCount).toBe(3);
  });
});
