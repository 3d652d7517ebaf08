import { describe, expect, it } from 'vitest';
import type { Session } from '#modules/sessions';
import { methodsInWords, pageOfSessions, rowsFor } from './session-page.rules.ts';

function session(id: string): Session {
  return {
    ...{ id, userId: 'u', createdAt: 1, lastSeenAt: 1, expiresAt: 9, authenticatedAt: 1, amr: ['pwd'] },
    ...{ acr: null, address: null, userAgent: null, endedAt: null, endReason: null },
  };
}

const ids = (sessions: readonly Session[]): string[] => sessions.map(({ id }) => id);
const rows = (...named: string[]): Session[] => named.map(session);

describe('a page of sessions', () => {
  it('leaves out the present one, wherever it stands', () => {
    for (const all of [rows('now', 'a', 'b'), rows('a', 'now', 'b'), rows('a', 'b', 'now')]) {
      const page = pageOfSessions(all, 'now', 2);
      expect([ids(page.others), page.next]).toEqual([['a', 'b'], null]);
    }
  });

  it('knows of a next one only when there is more', () => {
    expect(rowsFor(2)).toBe(4);
    const page = pageOfSessions(rows('a', 'now', 'b', 'c'), 'now', 2);
    expect([ids(page.others), page.next]).toEqual([['a', 'b'], 'b']);
    expect(pageOfSessions(rows('a', 'b', 'c', 'd'), 'now', 2).next).toBe('b');
    expect(pageOfSessions(rows('a', 'b'), null, 2).next).toBeNull();
    expect(pageOfSessions([], null, 2)).toEqual({ others: [], next: null });
  });
});

describe('how somebody signed in', () => {
  const words = { pwd: 'password', otp: 'code', hwk: 'passkey', swk: 'passkey' };

  it.each([
    [
      ['pwd', 'otp', 'mfa'],
      ['password', 'code'],
    ],
    [['hwk', 'swk', 'user', 'mfa'], ['passkey']],
    [['constructor', '__proto__', ''], []],
  ])('%j is %j', (amr, expected) => {
    expect(methodsInWords(amr, words)).toEqual(expected);
  });
});
