import { expect, it } from 'vitest';
import { expiryOf } from './token-lifetime.rules.ts';

it.each([
  ['never', null],
  ['30', 1_000 + 30 * 86_400_000],
  ['365', 1_000 + 365 * 86_400_000],
  ['', undefined],
  ['-1', undefined],
  ['1e9', undefined],
  ['99999', undefined],
])('a token for %j expires at %j', (choice, expected) => {
  expect(expiryOf(choice, 1_000)).toBe(expected);
});
