import { describe, expect, test } from 'vitest';
import type { DataSchema, JsonObject } from '../services.types.ts';
import { problemOfProperty } from './data-schema.rules.ts';
import { problemsOfData, problemsOfSchema } from './data-validator.ts';

const accessgroup = {
  type: 'object',
  properties: { user_type: { enum: ['VIEWER', 'EDITOR'] } },
  required: ['user_type'],
  additionalProperties: false,
};
const good: DataSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    accessgroup,
    team: { $ref: '#/$defs/team' },
    since: { type: 'string', format: 'date' },
    tags: { type: 'array', items: { $ref: '#/$defs/team' }, uniqueItems: true },
  },
  additionalProperties: false,
  $defs: { team: { type: 'string', maxLength: 10, description: 'Which.' } },
};

const withProperties = (properties: object, more: object = {}): DataSchema => ({
  ...{ type: 'object', properties },
  ...more,
});

function pathsOf(schema: DataSchema): string[] {
  return problemsOfSchema(schema).map(({ path }) => path);
}

/** Each refers to the one before twice: 2 to the power of `depth` subschemas. */
function doubling(depth: number): DataSchema {
  const $defs: Record<string, object> = { d0: { type: 'string' } };
  for (let n = 1; n <= depth; n++) {
    const $ref = `#/$defs/d${String(n - 1)}`;
    $defs[`d${String(n)}`] = { anyOf: [{ $ref }, { $ref }] };
  }
  return withProperties({ a: { $ref: `#/$defs/d${String(depth)}` } }, { $defs });
}

function nested(depth: number): object {
  let schema: object = { type: 'string' };
  for (let n = 0; n < depth; n++) schema = { type: 'array', items: schema };
  return schema;
}

describe('the schema of a service’s data', () => {
  test('may use what JSON Schema has for shapes', () => {
    expect(problemsOfSchema(good)).toEqual([]);
    expect(problemsOfSchema({ type: 'object' })).toEqual([]);
    expect(problemsOfSchema(withProperties({ a: { oneOf: [true, { not: { const: 1 } }] } }))).toEqual([]);
    // A property may be called like a keyword.
    expect(problemsOfSchema(withProperties({ pattern: { type: 'string' } }))).toEqual([]);
  });

  test.each([
    ['says that it is of an object', {}, ['data_schema.type']],
    ['is not of something else', { type: 'array' }, ['data_schema.type']],
    ['is not of an object or nothing', { type: ['object', 'null'] }, ['data_schema.type']],
    ['does not refer elsewhere', withProperties({ a: { $ref: 'https://x.example/s' } }), ['a.$ref']],
    ['does not refer to a file', withProperties({ a: { $ref: '/etc/passwd' } }), ['a.$ref']],
    ['does not refer to nothing', withProperties({ a: { $ref: '#/$defs/b' } }), ['a.$ref']],
    [
      'does not refer to what objects inherit',
      withProperties({ a: { $ref: '#/$defs/toString' } }),
      ['a.$ref'],
    ],
    ['does not refer to itself', withProperties({ a: { $ref: '#' } }), ['a.$ref']],
    ['has no regular expression', withProperties({ a: { pattern: '(a+)+$' } }), ['a.pattern']],
    ['has none for names', withProperties({ a: { patternProperties: {} } }), ['a.patternProperties']],
    ['has no identifier', withProperties({ a: { $id: 'https://x.example/s' } }), ['a.$id']],
    ['has no anchor', withProperties({ a: { $dynamicRef: '#x' } }), ['a.$dynamicRef']],
    ['has known formats', withProperties({ a: { format: 'regex' } }), ['a.format']],
    ['has valid keywords', withProperties({ a: { type: 'text' } }), ['a.type', 'a.type', 'a.type']],
    ['has valid bounds', withProperties({ a: { maxLength: -1 } }), ['a.maxLength']],
    ['has valid lists', withProperties({ a: { anyOf: {} } }), ['a.anyOf']],
    ['is strict in items', withProperties({ a: { items: { pattern: 'x' } } }), ['a.items.pattern']],
    ['is strict in lists', withProperties({ a: { allOf: [true, { $id: 'x' }] } }), ['a.allOf.1.$id']],
    [
      'is strict in others',
      withProperties({ a: { additionalProperties: { $id: 'x' } } }),
      ['a.additionalProperties.$id'],
    ],
  ])('%s', (_, schema, paths) => {
    const full = paths.map((path) =>
      path.startsWith('data_schema') ? path : `data_schema.properties.${path}`,
    );
    expect(pathsOf(schema)).toEqual(full);
  });

  test('is strict in definitions that nothing refers to', () => {
    expect(pathsOf({ type: 'object', $defs: { a: { pattern: 'x' } } })).toEqual([
      'data_schema.$defs.a.pattern',
    ]);
  });

  test('does not contain itself, however far around', () => {
    const $defs = { a: { items: { $ref: '#/$defs/b' } }, b: { properties: { c: { $ref: '#/$defs/a' } } } };
    expect(problemsOfSchema(withProperties({ x: { $ref: '#/$defs/a' } }, { $defs }))[0]?.message).toBe(
      'A schema cannot contain itself.',
    );
    const twice = { a: { type: 'string' } };
    const pair = [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }];
    expect(problemsOfSchema(withProperties({ x: { prefixItems: pair } }, { $defs: twice }))).toEqual([]);
  });

  test('stands for so many subschemas at most, those behind references counted each time', () => {
    expect(pathsOf(doubling(7))).toEqual([]);
    expect(problemsOfSchema(doubling(60)).map(({ message }) => message)).toEqual([
      'A schema may stand for at most 2000 subschemas.',
    ]);
  });

  test('is neither deep nor large', () => {
    expect(pathsOf(withProperties({ a: nested(40) }))).toEqual([]);
    expect(pathsOf(withProperties({ a: nested(60) }))).toEqual(['data_schema']);
    expect(pathsOf(withProperties({ a: nested(100_000) }))).toEqual(['data_schema']);
    expect(pathsOf({ type: 'object', description: 'x'.repeat(32 * 1024) })).toEqual(['data_schema']);
    expect(pathsOf({ type: 'object', description: 'x'.repeat(32 * 1024 - 100) })).toEqual([]);
  });

  test('names no property as a user’s field is named', () => {
    for (const name of [
      'id',
      'email',
      'is_superuser',
      'date_joined',
      'access_level',
      '__proto__',
      '',
      'a b',
    ]) {
      const properties = Object.fromEntries([[name, { type: 'string' }]]);
      expect(pathsOf(withProperties(properties)), name).toEqual([`data_schema.properties.${name}`]);
      expect(problemOfProperty(name), name).toBeTypeOf('string');
    }
    for (const name of ['accessgroup', 'Team', 'x-1.b_c', 'constructor']) {
      expect(problemOfProperty(name), name).toBeUndefined();
    }
    // Further down they are anybody’s.
    expect(pathsOf(withProperties({ contact: { properties: { email: { type: 'string' } } } }))).toEqual([]);
  });
});

describe('somebody’s data', () => {
  const problems = (data: unknown, schema: DataSchema | null = good): string[] =>
    problemsOfData(schema, data as JsonObject).map(({ path }) => path);

  test('is what the schema says, with the path of what is not', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ accessgroup: { user_type: 'EDITOR' }, team: 'x', tags: ['a', 'b'] })).toEqual([]);
    expect(problems({ accessgroup: { user_type: 'OWNER' } })).toEqual(['data.accessgroup.user_type']);
    expect(problems({ accessgroup: {} })).toEqual(['data.accessgroup.user_type']);
    expect(problems({ other: 1, team: 'x'.repeat(11) })).toEqual(['data.other', 'data.team']);
    expect(problems({ since: '2026-02-30' })).toEqual([]);
    expect(problems({ since: 'yesterday', tags: ['a', 'a'] })).toEqual(['data.since', 'data.tags']);
  });

  test('is nothing where the service has no schema', () => {
    expect(problems({}, null)).toEqual([]);
    expect(problems({ a: 1 }, null)).toEqual(['data']);
  });

  test('never stands where a user’s field does, though the schema lets anything in', () => {
    const open = { type: 'object' };
    expect(problems({ team: 1 }, open)).toEqual([]);
    expect(problems({ is_superuser: true, email: 'x' }, open)).toEqual(['data.is_superuser', 'data.email']);
    expect(problems(JSON.parse('{"__proto__":{"is_staff":true}}'), open)).toEqual(['data.__proto__']);
  });

  test('is small enough to travel in a token', () => {
    const open = { type: 'object' };
    expect(problems({ a: 'x'.repeat(4 * 1024) }, open)).toEqual(['data']);
    expect(problems({ a: 'ä'.repeat(2_040) }, open)).toEqual([]);
    expect(problems({ a: 'ä'.repeat(2_050) }, open)).toEqual(['data']);
    expect(problems({ a: nested(30) }, open)).toEqual(['data']);
    expect(problems({ a: nested(100_000) }, open)).toEqual(['data']);
  });

  test('is told so much of at most', () => {
    const long = 'x'.repeat(3_000);
    for (const found of [
      problems({ [long]: 1 }, { type: 'object' }),
      problems({ accessgroup: { [long]: 1 } }),
      pathsOf(withProperties({ [long]: {} })),
      pathsOf(withProperties({ a: { properties: { [long]: { pattern: 'x' } } } })),
    ]) {
      expect(found.length).toBeGreaterThan(0);
      for (const path of found) expect(path.length).toBeLessThan(210);
    }
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`n${String(n)}`, 1]));
    expect(problems(many)).toHaveLength(20);
  });
});
