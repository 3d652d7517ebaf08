import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftJoin } from './left-join.ts';

// The example of the exercise (seeds, left join of two hash maps).
test('joins words with their synonyms and antonyms', () => {
  const synonyms = new Map([
    ['diligent', 'employed'],
    ['fond', 'enamored'],
    ['guide', 'usher'],
    ['outfit', 'garb'],
    ['wrath', 'anger'],
  ]);
  const antonyms = new Map([
    ['diligent', 'idle'],
    ['fond', 'averse'],
    ['guide', 'follow'],
    ['flow', 'jam'],
    ['wrath', 'delight'],
  ]);
  expect(leftJoin(synonyms, antonyms)).toEqual([
    ['diligent', 'employed', 'idle'],
    ['fond', 'enamored', 'averse'],
    ['guide', 'usher', 'follow'],
    ['outfit', 'garb', null],
    ['wrath', 'anger', 'delight'],
  ]);
});

test('keeps all of the left when the right is empty, and nothing when the left is', () => {
  expect(leftJoin(new Map([['a', 1]]), new Map())).toEqual([['a', 1, null]]);
  expect(leftJoin(new Map(), new Map([['a', 1]]))).toEqual([]);
});

test('has each key of the left once, in its order, whatever the maps', () => {
  const entries = fc.array(fc.tuple(fc.nat(20), fc.nat()));
  fc.assert(
    fc.property(entries, entries, (left, right) => {
      const [a, b] = [new Map(left), new Map(right)];
      const expected = [...a.keys()].map((key) => [key, a.get(key), b.has(key) ? b.get(key) : null]);
      expect(leftJoin(a, b)).toEqual(expected);
    }),
  );
});
