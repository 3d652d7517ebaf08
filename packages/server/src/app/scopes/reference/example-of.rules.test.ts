import { describe, expect, it } from 'vitest';
import { exampleOf } from './example-of.rules.ts';

describe('the example of a schema', () => {
  it('is the first that the schema gives itself, even null or one that differs from its default', () => {
    expect(exampleOf({ type: 'string', examples: ['anna', 'ben'], default: 'x' })).toBe('anna');
    expect(exampleOf({ type: ['string', 'null'], examples: [null] })).toBeNull();
  });

  it('is otherwise its default, its only value, or its first choice', () => {
    expect(exampleOf({ type: 'integer', default: 50 })).toBe(50);
    expect(exampleOf({ const: 'named' })).toBe('named');
    expect(exampleOf({ type: 'string', enum: ['live', 'ended'] })).toBe('live');
    expect(exampleOf({ anyOf: [{ const: 'named' }, { const: 'login' }] })).toBe('named');
  });

  it('is made from its format or its type', () => {
    expect(exampleOf({ type: 'string', format: 'uuid' })).toMatch(/^019b6ad4-/);
    expect(exampleOf({ type: ['string', 'null'], format: 'date-time' })).toBe('2026-01-15T09:30:00.000Z');
    expect(exampleOf({ type: 'integer', minimum: 7 })).toBe(7);
    expect(exampleOf({ type: 'boolean' })).toBe(false);
    expect(exampleOf({ type: 'null' })).toBeNull();
  });

  it('has every property of an object, and the items that an array needs', () => {
    const schema = {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        tags: { type: 'array', items: { const: 'a' } },
        pair: { type: 'array', items: { const: 'b' }, minItems: 2 },
        none: { type: 'array' },
      },
      required: ['id'],
    };
    expect(exampleOf(schema)).toEqual({ id: 1, tags: ['a'], pair: ['b', 'b'], none: [] });
  });
});
