import { describe, expect, test } from 'vitest';
import { isInRange } from './breaches.rules.ts';

describe('the lines of a range', () => {
  const rest = '0018A45C4D1DEF81644B54AB7F969B88D65';
  test.each([
    [`${rest}:21`, true],
    [`00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2\r\n${rest}:1\r\n011053FD0102E94D6AE2F8B83D76FAF94F6:1`, true],
    [`00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2\n${rest}:1\n011053FD0102E94D6AE2F8B83D76FAF94F6:1`, true],
    [`${rest.toLowerCase()}:21\n`, true],
    [`${rest}:0`, false],
    [`${rest}:010`, false],
    [`${rest}:many, such as 9`, false],
    [`${rest}:`, false],
    [rest, false],
    [`F${rest}:21`, false],
    [`${rest}F:21`, false],
    [`${rest.slice(1)}F:21`, false],
    [`${rest.slice(1)}:21`, false],
    ['', false],
  ])('%j: %j', (answer, isThere) => {
    expect(isInRange(answer, rest)).toBe(isThere);
  });
});
