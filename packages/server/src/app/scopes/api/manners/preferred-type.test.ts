import { expect, test } from 'vitest';
import { preferredType } from './preferred-type.ts';

const json = 'application/json';
const csv = 'text/csv';

test.each([
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['application/json', json],
  ['text/csv', csv],
  ['TEXT/CSV; charset=utf-8', csv],
  ['text/*', csv],
  ['text/csv, application/json', json],
  ['application/json;q=0.5, text/csv', csv],
  ['text/csv;q=0.5, */*', json],
  ['text/csv;q=0, application/json;q=0', json],
  ['text/csv;q=nonsense', json],
  ['text/html', json],
  [', ;q=1,', json],
])('of %j the answer is %s', (accept, expected) => {
  expect(preferredType(accept, [json, csv])).toBe(expected);
});
