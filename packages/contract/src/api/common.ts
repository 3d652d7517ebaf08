import Type, { type Static, type TProperties, type TSchema } from 'typebox';

/** Objects of the management API name all their fields; whatever else a request carries is refused. */
export function exactly<P extends TProperties>(properties: P, options: { description?: string } = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** Of one type or null; written as one schema with two types, so that a refusal gives one reason. */
export function nullable<S extends TSchema & { type: string }>(schema: S) {
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
}

export const Id = Type.String({ format: 'uuid', description: 'UUID of version 7.' });
export const Time = Type.String({ format: 'date-time', description: 'ISO 8601 in UTC.' });

/** Names in paths; what they may be exactly is checked where they are given. No NUL: databases refuse it. */
export const NameOrId = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000]*$',
  description: 'Name (in any case) or id.',
});

export const PageQuery = {
  cursor: Type.Optional(
    Type.String({ maxLength: 100, description: 'The `next_cursor` of the page before. Opaque.' }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at most.' }),
};

/** One page of a list. */
export function pageOf<S extends TSchema>(item: S) {
  return exactly({
    items: Type.Array(item),
    next_cursor: nullable(Type.String({ description: 'Ask with it for the next page; null on the last.' })),
  });
}

export const IdParams = exactly({ id: Id });

export const FieldProblem = exactly({
  path: Type.String({ description: 'Where in the request, such as `roles.0`.' }),
  message: Type.String(),
});

/** RFC 9457: every refusal of the management API. */
export const Problem = exactly({
  type: Type.String({ description: '`urn:ostiary:error:` and the code.' }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: 'Stable; branch on it.' }),
  errors: Type.Optional(Type.Array(FieldProblem)),
  request_id: Type.String({ description: 'Quote it to whoever runs this server.' }),
});
