import { describe, expect, test } from 'vitest';
import { acrOf, acrOfSession, assuranceLevels, isAtLeast, isProvedLately } from './assurance.rules.ts';

test('the levels are those of one factor and of two, weakest first', () => {
  expect(assuranceLevels).toEqual(['aal1', 'aal2']);
});

test.each([
  [['pwd'], 'aal1'],
  [['otp'], 'aal1'],
  [[], 'aal1'],
  [['pwd', 'otp', 'mfa'], 'aal2'],
  [['hwk', 'user', 'mfa'], 'aal2'],
] as const)('the methods %j amount to %s', (amr, acr) => {
  expect(acrOf(amr)).toBe(acr);
});

describe('a session', () => {
  test.each([
    ['aal2', 'aal2', true],
    ['aal2', 'aal1', true],
    ['aal1', 'aal2', false],
    ['aal1', 'aal1', true],
    [null, 'aal2', false],
    [null, 'aal1', true],
    ['a level that nobody knows', 'aal2', false],
  ] as const)('of level %s reaches %s: %s', (acr, wanted, isReached) => {
    expect(isAtLeast(acr, wanted)).toBe(isReached);
  });

  test.each([
    ['aal2', 'aal2'],
    ['aal1', 'aal1'],
    [null, 'aal1'],
    ['a level that nobody knows', 'aal1'],
  ] as const)('that says %s has the level %s', (acr, level) => {
    expect(acrOfSession({ acr })).toBe(level);
  });
});

describe('a session that has to be proved within 300 seconds', () => {
  const now = Date.UTC(2026, 10, 28);
  const within = { now, ageSeconds: 300 };
  const bound = now - 300_000;

  test.each([
    ['just now', now, true],
    ['at the bound', bound, true],
    ['a millisecond before the bound', bound - 1, false],
    ['a day ago', now - 86_400_000, false],
  ] as const)('and was %s: %s', (_when, authenticatedAt, isLately) => {
    const session = { acr: 'aal2', authenticatedAt };
    expect(isProvedLately(session, { ...within, hasFactor: true })).toBe(isLately);
    expect(isProvedLately(session, { ...within, hasFactor: false })).toBe(isLately);
  });

  test.each([
    ['aal2', true, true],
    ['aal2', false, true],
    ['aal1', true, false],
    ['aal1', false, true],
    [null, true, false],
    [null, false, true],
  ] as const)('and reaches %s, where its user has a factor (%s): %s', (acr, hasFactor, isEnough) => {
    expect(isProvedLately({ acr, authenticatedAt: bound }, { ...within, hasFactor })).toBe(isEnough);
    expect(isProvedLately({ acr, authenticatedAt: bound - 1 }, { ...within, hasFactor })).toBe(false);
  });
});
