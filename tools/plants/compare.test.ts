import { expect, test } from 'vitest';
import { compare, listUnplanted } from './compare.ts';

const plant = { rule: 'no-luck', message: 'luck:', path: 'a.ts', content: '' };
const finding = { rule: 'no-luck', message: 'luck: is passed in', path: 'a.ts' };

test('a plant caught by its own rule alone is as it should be', () => {
  expect(compare([plant], [finding])).toEqual([]);
});

test('a plant that nothing catches is a problem', () => {
  expect(compare([plant], [])).toEqual(['a.ts: not caught by no-luck luck:']);
});

test('a plant caught under another message is a problem', () => {
  expect(compare([plant], [{ ...finding, message: 'other: thing' }])).toHaveLength(2);
});

test('a plant caught by a second rule is a problem', () => {
  expect(compare([plant], [finding, { ...finding, rule: 'no-more' }])).toHaveLength(1);
});

test('an innocent file that is reported is a problem', () => {
  expect(compare([plant], [finding, { ...finding, path: 'b.ts' }])).toHaveLength(1);
});

test('a rule or a ban without a plant is a problem', () => {
  expect(
    listUnplanted([plant], ['no-luck', 'no-cycles'], ['luck: is passed in', 'time: is passed in']),
  ).toEqual(['no-cycles: no plant', 'time: is passed in: no plant']);
});
