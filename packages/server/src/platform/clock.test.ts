import { expect, test } from 'vitest';
import { parseTime } from './clock.ts';

test.each([
  ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ['2026-12-31T23:59:59.5+01:00', Date.UTC(2026, 11, 31, 22, 59, 59, 500)],
])('%s is a time', (text, expected) => {
  expect(parseTime(text)).toBe(expected);
});

// What broke: they were days of the next month.
test.each([
  '2026-02-29T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-04-31T12:00:00+02:00',
  '2026-13-01T00:00:00Z',
  '',
])('%j is none', (text) => {
  expect(parseTime(text)).toBeNaN();
});
