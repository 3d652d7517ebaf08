import { expect, test } from 'vitest';
import { parseSchema } from './data-schema.rules.ts';

test('an empty text is no schema, an object is one', () => {
  expect(parseSchema(' \n')).toEqual({ value: null });
  expect(parseSchema('{"type":"object"}')).toEqual({ value: { type: 'object' } });
  expect(parseSchema('[]')).toMatchObject({ line: 1 });
});

test('what is no JSON is told by line', () => {
  expect(parseSchema('{\n  "type": "object",\n  oops\n}')).toMatchObject({ line: 3 });
  expect(parseSchema('{')).toHaveProperty('reason');
});
