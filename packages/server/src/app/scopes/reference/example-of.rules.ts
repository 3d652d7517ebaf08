import type { JsonSchema } from './document.types.ts';

const byFormat: Record<string, unknown> = {
  uuid: '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70',
  'date-time': '2026-01-15T09:30:00.000Z',
};

const byType: Record<string, (schema: JsonSchema) => unknown> = {
  object: ({ properties = {} }) =>
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, exampleOf(schema)])),
  array: ({ items, minItems = 1 }) => (items ? Array.from({ length: minItems }, () => exampleOf(items)) : []),
  integer: ({ minimum = 1 }) => minimum,
  number: ({ minimum = 1 }) => minimum,
  boolean: () => false,
  string: () => 'text',
  null: () => null,
};

/**
 * A value that the schema accepts: its own example, default or first choice, or one put together from its
 * parts. A string with a pattern needs an example of its own.
 */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.format !== undefined && schema.format in byFormat) return byFormat[schema.format];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return exampleOf(choice);
  const [type = 'object'] = [schema.type].flat();
  return byType[type]?.(schema);
}
