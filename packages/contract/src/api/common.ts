import Type, { type Static, type TObject, type TOptional, type TProperties, type TSchema } from 'typebox';

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
  examples: ['read-write'],
});

export const PageQuery = {
  cursor: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'The `next_cursor` of the page before. Opaque.',
      examples: ['MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw'],
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at most.' }),
};

/** What a list can be asked for: declared here, and nothing else is accepted. */
export interface ListOptions<F extends TProperties, O extends string> {
  /** Each an optional schema: what is not given does not narrow the list. */
  filters?: F;
  /** Orderings, the default first; a `-` in front means descending. Each is backed by an index. */
  orders: readonly [O, ...O[]];
  /** Names of the item's properties, for `fields`. */
  item: { properties: object };
}

/** The query of a list: page, ordering, sparse fields and filters. */
export function listQuery<const O extends string, F extends TProperties = Record<never, TSchema>>(
  options: ListOptions<F, O>,
) {
  const [first] = options.orders;
  return exactly({
    ...PageQuery,
    order: Type.Optional(
      Type.Unsafe<O>({ type: 'string', enum: [...options.orders], description: `Default \`${first}\`.` }),
    ),
    fields: FieldsOf(options.item),
    ...(options.filters ?? ({} as F)),
  });
}

/** `fields=id,email`: only these properties are answered. `id` always is. */
export function FieldsOf(item: { properties: object }) {
  const names = Object.keys(item.properties).join('|');
  return Type.Optional(
    Type.String({
      maxLength: 500,
      pattern: `^(${names})(,(${names}))*$`,
      description: 'Only these properties of each item, separated by commas; `id` always comes along.',
      examples: [Object.keys(item.properties).slice(0, 2).join(',')],
    }),
  );
}

/** A flag in a query, given as `true` or `false`. */
export const flagFilter = (description: string) =>
  Type.Optional(Type.Boolean({ description, examples: [true] }));

/** The beginning of a name, for searching as one types. */
export const searchFilter = (description: string) =>
  Type.Optional(
    Type.String({ minLength: 1, maxLength: 254, pattern: '^[^\\u0000]*$', description, examples: ['ann'] }),
  );

/** What a read answers when `fields` may have left some out: everything optional but the id. */
export function sparse<P extends TProperties & { id: TSchema }>(item: TObject<P>) {
  const { id, ...others } = item.properties;
  return exactly({ id, ...Type.Partial(Type.Object(others)).properties } as { id: P['id'] } & {
    [K in Exclude<keyof P, 'id'>]: TOptional<P[K]>;
  });
}

/** `If-Match` of a change (RFC 9110 section 13.1.1): the `ETag` of what was read, or `*`. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The `ETag` you read; 412 when it was changed since.',
      examples: ['"3"'],
    }),
  ),
});

/** One page of a list. */
export function pageOf<S extends TSchema>(item: S) {
  return exactly({
    items: Type.Array(item),
    next_cursor: nullable(
      Type.String({
        description: 'Ask with it for the next page; null on the last.',
        examples: ['MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw'],
      }),
    ),
  });
}

export const IdParams = exactly({ id: Id });

export const FieldProblem = exactly({
  path: Type.String({ description: 'Where in the request, such as `roles.0`.', examples: ['email'] }),
  message: Type.String({ examples: ['Must be string.'] }),
});

/** RFC 9457: every refusal of the management API. */
export const Problem = exactly({
  type: Type.String({
    description: '`urn:ostiary:error:` and the code.',
    examples: ['urn:ostiary:error:users.not_found'],
  }),
  title: Type.String({ examples: ['Not Found'] }),
  status: Type.Integer({ examples: [404] }),
  detail: Type.String({ examples: ['There is no such user.'] }),
  code: Type.String({ description: 'Stable; branch on it.', examples: ['users.not_found'] }),
  errors: Type.Optional(Type.Array(FieldProblem)),
  request_id: Type.String({
    description: 'Quote it to whoever runs this server.',
    examples: ['019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23'],
  }),
});
