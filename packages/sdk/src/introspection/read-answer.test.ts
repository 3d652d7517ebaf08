import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

test('access that has no data, or a level that is no text, is no answer of Ostiary', () => {
  const good = { level: null, data: {} };
  expect(readAnswer({ active: true, service_access: good })).toMatchObject({ service_access: good });
  // What broke: `null` was let through as data, and whoever read it failed.
  for (const service_access of [{ ...good, data: null }, { ...good, data: [] }, { ...good, level: 3 }, {}])
    expect(() => readAnswer({ active: true, service_access })).toThrow(/RFC 7662/);
});
