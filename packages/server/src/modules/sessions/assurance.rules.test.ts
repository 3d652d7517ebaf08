import { describe, expect, test } from 'vitest';
import { acrOf, acrOfSession, assuranceLevels, isAtLeast } from './assurance.rules.ts';

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
