import { expect, test } from 'vitest';
import { cellAfter } from './cell.rules.ts';

const size = { row: 3, column: 4 };

test.each([
  ['ArrowRight', { row: 1, column: 2 }],
  ['ArrowLeft', { row: 1, column: 0 }],
  ['ArrowUp', { row: 0, column: 1 }],
  ['ArrowDown', { row: 2, column: 1 }],
  ['Home', { row: 1, column: 0 }],
  ['End', { row: 1, column: 3 }],
  ['PageDown', { row: 2, column: 1 }],
  ['PageUp', { row: 0, column: 1 }],
])('%s leads from one box to another', (key, next) => {
  expect(cellAfter(key, { row: 1, column: 1 }, size)).toEqual(next);
});

test('no key leads out of the table, and letters lead nowhere', () => {
  expect(cellAfter('ArrowUp', { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
  expect(cellAfter('ArrowRight', { row: 2, column: 3 }, size)).toEqual({ row: 2, column: 3 });
  expect(cellAfter('a', { row: 0, column: 0 }, size)).toBeUndefined();
});
