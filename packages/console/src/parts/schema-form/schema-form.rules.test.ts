import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf, readAt, shownPaths, writeAt } from './schema-form.rules.ts';

const tutorial = {
  type: 'object',
  $defs: { level: { enum: ['VIEWER', 'EDITOR'], title: 'User type' } },
  required: ['accessgroup'],
  properties: {
    accessgroup: {
      type: 'object',
      required: ['user_type'],
      properties: { user_type: { $ref: '#/$defs/level' } },
    },
    since: { type: ['string', 'null'], format: 'date', description: 'First day.' },
    limit: { type: 'integer', minimum: 0, maximum: 9 },
    tags: { type: 'array', items: { type: 'string' } },
    isLead: { type: 'boolean' },
    region: { oneOf: [{ const: 1, title: 'North' }, { const: 2 }] },
    rules: { type: 'array', items: { type: 'object' } },
    either: { type: ['string', 'number'] },
    odd: { anyOf: [{ type: 'string' }, { minimum: 1 }] },
  },
};

describe('fields of a schema', () => {
  test('are as the schema says, references followed', () => {
    const fields = fieldsOf(tutorial);
    expect(fields.map(({ kind, label, isRequired }) => [kind, label, isRequired])).toEqual([
      ['group', 'accessgroup', true],
      ['text', 'since', false],
      ['number', 'limit', false],
      ['texts', 'tags', false],
      ['flag', 'isLead', false],
      ['choice', 'region', false],
      ['json', 'rules', false],
      ['json', 'either', false],
      ['json', 'odd', false],
    ]);
    expect(fields[0]).toMatchObject({
      fields: [
        {
          kind: 'choice',
          label: 'User type',
          path: ['accessgroup', 'user_type'],
          isRequired: true,
          choices: [
            { text: '"VIEWER"', label: 'VIEWER' },
            { text: '"EDITOR"', label: 'EDITOR' },
          ],
        },
      ],
    });
    expect(fields[1]).toMatchObject({ format: 'date', isNullable: true, description: 'First day.' });
    expect(fields[2]).toMatchObject({ isInteger: true, minimum: 0, maximum: 9 });
    expect(fields[5]).toMatchObject({
      choices: [
        { text: '1', label: 'North' },
        { text: '2', label: '2' },
      ],
    });
  });

  test('are those beside which errors can stand', () => {
    expect(shownPaths(fieldsOf(tutorial)).slice(0, 2)).toEqual(['data.accessgroup.user_type', 'data.since']);
  });

  test('are none of a schema without properties', () => {
    expect(fieldsOf({ type: 'object' })).toEqual([]);
  });
});

const names = fc.constantFrom('a', 'b', 'c', 'toString', '__proto');
const data = fc.dictionary(
  names,
  fc.oneof(
    fc.integer(),
    fc.string(),
    fc.dictionary(names, fc.oneof(fc.boolean(), fc.dictionary(names, fc.integer()))),
  ),
);
const paths = fc.array(names, { minLength: 1, maxLength: 3 });

describe('writing at a path', () => {
  test('is read there again, and nowhere else is anything else', () => {
    fc.assert(
      fc.property(data, fc.tuple(paths, paths), fc.integer(), (before, [path, other], value) => {
        const after = writeAt(before, path, value);
        expect(readAt(after, path)).toBe(value);
        const isApart = other.some((name, index) => index < path.length && name !== path[index]);
        if (isApart) expect(readAt(after, other)).toEqual(readAt(before, other));
      }),
    );
  });

  test('keeps the order of what is there, and nothing takes a part out', () => {
    const before = { a: 1, b: { x: 1, y: 2 }, c: 3 };
    expect(JSON.stringify(writeAt(before, ['b', 'x'], 5))).toBe('{"a":1,"b":{"x":5,"y":2},"c":3}');
    expect(writeAt(before, ['b', 'x'], undefined)).toEqual({ a: 1, b: { y: 2 }, c: 3 });
    expect(before.b.x).toBe(1);
  });
});
