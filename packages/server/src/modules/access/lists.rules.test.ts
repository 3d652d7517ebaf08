import { describe, expect, test } from 'vitest';
import {
  checkQuery,
  isByName,
  isHopeless,
  parseRankPosition,
  rankOf,
  rankPosition,
  rankWithoutLevel,
  toListed,
} from './lists.rules.ts';

const badCursor: unknown = expect.objectContaining({
  code: 'request.invalid',
  fields: [{ path: 'cursor', message: 'This is not a cursor of this list.' }],
});

describe('the rank of a role', () => {
  test('is its level, and behind every level for one without', () => {
    expect([0, 1_000, null].map((level) => rankOf({ level }))).toEqual([0, 1_000, rankWithoutLevel]);
    expect(rankWithoutLevel).toBeGreaterThan(1_000);
  });

  test.each([
    { rank: 0, nameKey: 'owner' },
    { rank: rankWithoutLevel, nameKey: 'a:b' },
    { rank: 12, nameKey: '' },
    { rank: 345, nameKey: 'over\ntwo lines 🙂' },
  ])('is read as it was written: %j', (position) => {
    expect(parseRankPosition(rankPosition(position))).toEqual(position);
  });

  test.each(['', 'owner', ':owner', '1', 'x:owner', '-1:owner', '12345:owner', ' 1:owner', '1.5:owner'])(
    'is not read from %j',
    (position) => {
      expect(() => parseRankPosition(position)).toThrow(badCursor);
    },
  );
});

describe('a list is asked for', () => {
  const id = '018f0000-0000-7000-8000-000000000000';
  const orders = ['name', '-name', 'created_at', '-created_at', 'level'] as const;

  test.each(orders)('in order of %s, from its beginning', (order) => {
    expect(() => checkQuery({ order, limit: 9 })).not.toThrow();
    expect(isByName(order)).toBe(order.endsWith('name'));
  });

  test.each(orders)('with a search only where that is in order of name: %s', (order) => {
    const query = { order, limit: 9, search: 'x' };
    if (order.endsWith('name')) expect(() => checkQuery(query)).not.toThrow();
    else {
      const message = 'A search is in order of name: ask for name or -name, or for no order.';
      const refusal = { code: 'request.invalid', fields: [{ path: 'order', message }] };
      expect(() => checkQuery(query)).toThrow(expect.objectContaining(refusal));
    }
  });

  test.each(orders)('from a place that it can have, in order of %s', (order) => {
    const ask = (after: string) => () => checkQuery({ order, limit: 9, after });
    expect(ask(id)).not.toThrow();
    if (order.endsWith('created_at')) expect(ask('a name')).toThrow(badCursor);
    else expect(ask('a name')).not.toThrow();
    for (const after of ['a\0', 'a\ud800']) expect(ask(after)).toThrow(badCursor);
  });

  test('for what no name can have is hopeless', () => {
    for (const search of [undefined, '', 'x', '🙂']) expect(isHopeless(search)).toBe(false);
    for (const search of ['a\0', 'a\ud800']) expect(isHopeless(search)).toBe(true);
  });
});

describe('a page', () => {
  const page = (found: string[], limit: number) => toListed(found, limit, (item) => `after ${item}`);

  test('has a next one where one more was found, and begins behind its own last', () => {
    expect(page(['a', 'b', 'c'], 2)).toEqual({ items: ['a', 'b'], next: 'after b' });
    expect(page(['a', 'b'], 1)).toEqual({ items: ['a'], next: 'after a' });
  });

  test('is the last where no more was found', () => {
    expect(page(['a', 'b'], 2)).toEqual({ items: ['a', 'b'], next: null });
    expect(page(['a'], 2)).toEqual({ items: ['a'], next: null });
    expect(page([], 2)).toEqual({ items: [], next: null });
  });

  test('of nothing has no place to go on from', () => {
    expect(page(['a'], 0)).toEqual({ items: [], next: null });
  });
});
