import { expect, test } from 'vitest';
import { readItem, readLine } from './wire-guards.ts';

test('a number that JSON has and nobody counts with is noticed', () => {
  expect(readItem({ kind: 'keys', position: 7, at: 1 })).toMatchObject({ position: 7 });
  // What broke: nothing would ever have come after it.
  for (const position of ['1e999', '-1', '0.5', '9007199254740993'])
    expect(() => readItem(JSON.parse(`{"kind":"keys","position":${position},"at":1}`))).toThrow(
      /not as it should be/,
    );
  expect(() => readLine(JSON.parse('{"kind":"end","users":1e999}'))).toThrow(/not as it should be/);
});
