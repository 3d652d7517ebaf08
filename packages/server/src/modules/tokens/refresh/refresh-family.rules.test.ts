import { describe, expect, test } from 'vitest';
import { expiryAfterRotation, judgeRefresh, type RefreshFamily } from './refresh-family.rules.ts';

const family: RefreshFamily = {
  id: 'family',
  sessionId: 'session',
  userId: 'user',
  clientId: null,
  scope: '',
  generation: 5,
  secretHash: 'current',
  previousHash: 'previous',
  rotatedAt: 1_000_000,
  expiresAt: 2_000_000,
  endedAt: null,
  grantId: null,
  payload: null,
};
const at = (now: number) => ({ now, windowMs: 10_000 });

describe('a refresh token', () => {
  test.each([
    ['the newest', { generation: 5, hash: 'current' }, 1_500_000, 'current'],
    ['the one before, within the window', { generation: 4, hash: 'previous' }, 1_009_999, 'successor'],
    ['the one before, after the window', { generation: 4, hash: 'previous' }, 1_010_000, 'replayed'],
    ['the one before, when the clock was set back', { generation: 4, hash: 'previous' }, 1, 'successor'],
    ['an older one, within the window', { generation: 3, hash: 'older' }, 1_000_001, 'replayed'],
    [
      'an older one with the secret of the one before',
      { generation: 3, hash: 'previous' },
      1_000_001,
      'replayed',
    ],
    ['one from the future', { generation: 6, hash: 'current' }, 1_000_001, 'unknown'],
    ['the newest number with another secret', { generation: 5, hash: 'other' }, 1_000_001, 'unknown'],
    ['the number before with another secret', { generation: 4, hash: 'other' }, 1_000_001, 'replayed'],
    ['the newest at the last moment', { generation: 5, hash: 'current' }, 1_999_999, 'current'],
    ['the newest when it has expired', { generation: 5, hash: 'current' }, 2_000_000, 'expired'],
    ['an older one when the family has expired', { generation: 1, hash: 'older' }, 2_000_000, 'expired'],
  ])('%s', (...[, presented, now, verdict]) => {
    expect(judgeRefresh(family, presented, at(now))).toBe(verdict);
  });

  test('the one before is used up where there is no window, also when the clock was set back', () => {
    const previous = { generation: 4, hash: 'previous' };
    expect(judgeRefresh(family, previous, { now: 1, windowMs: 0 })).toBe('replayed');
    expect(judgeRefresh(family, previous, { now: 1, windowMs: 1 })).toBe('successor');
  });

  test('of an ended family is refused as such, whatever it is', () => {
    const ended = { ...family, endedAt: 1 };
    for (const presented of [
      { generation: 5, hash: 'current' },
      { generation: 4, hash: 'previous' },
      { generation: 1, hash: 'older' },
      { generation: 9, hash: 'none' },
    ]) {
      expect(judgeRefresh(ended, presented, at(3_000_000))).toBe('ended');
    }
  });

  test('of a family of which nobody knows when it rotated has no window, not even at the beginning of time', () => {
    const presented = { generation: 4, hash: 'previous' };
    expect(judgeRefresh({ ...family, rotatedAt: null }, presented, at(0))).toBe('replayed');
  });

  test('has no window when it is set to nothing', () => {
    const presented = { generation: 4, hash: 'previous' };
    expect(judgeRefresh(family, presented, { now: 1_000_000, windowMs: 0 })).toBe('replayed');
  });
});

describe('the token after a rotation', () => {
  const of = { expiresAt: 500_000, authenticatedAt: 100_000 };
  const lifetime = { seconds: 600, maxAgeSeconds: 3_600 };

  test('is good for its lifetime, but not beyond its age since the proof', () => {
    expect(expiryAfterRotation(of, { now: 400_000, ...lifetime })).toBe(1_000_000);
    expect(expiryAfterRotation(of, { now: 3_100_000, ...lifetime })).toBe(3_700_000);
    expect(expiryAfterRotation(of, { now: 3_600_000, ...lifetime })).toBe(3_700_000);
  });

  test('is good as long as the one before, where that was given for longer', () => {
    const given = { expiresAt: 9_000_000, authenticatedAt: 100_000 };
    expect(expiryAfterRotation(given, { now: 8_500_000, ...lifetime })).toBe(9_000_000);
  });
});
