import { expect, test } from 'vitest';
import { isNarrowed, userFilterFrom } from './users-filter.rules.ts';

test('a filter is what the address says, without what is none', () => {
  expect(userFilterFrom({ search: ' ann ', state: 'inactive', kind: 'staff', order: '-email' })).toEqual({
    search: 'ann',
    is_active: false,
    is_staff: true,
    order: '-email',
  });
  expect(userFilterFrom({ search: ' ', state: 'all', kind: 'king', order: 'age', tab: 'x' })).toEqual({});
});

test('an order leaves nobody out', () => {
  expect(isNarrowed({ order: '-email' })).toBe(false);
  expect(isNarrowed({ order: '-email', role: 'clerk' })).toBe(true);
});
