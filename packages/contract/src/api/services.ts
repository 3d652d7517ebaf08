import Type from 'typebox';
import { exactly, FieldsOf, Id, listQuery, nullable, pageOf, searchFilter, sparse, Time } from './common.ts';

const name = Type.String({
  description: '1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.',
  examples: ['Orders'],
});

const audience = Type.String({
  description: 'An absolute URI without fragment (RFC 8707): the `aud` of its tokens. It never changes.',
  examples: ['https://orders.example.org'],
});

/** No NUL: databases refuse it. */
const line = (maxLength: number) => ({ maxLength, pattern: '^[^\\u0000]*$' });

const fieldNames = [
  'email',
  'username',
  'first_name',
  'last_name',
  'phone',
  'external_id',
  'created_at',
] as const;
type Field = (typeof fieldNames)[number];

const chosen = {
  description: Type.String({ maxLength: 500, examples: ['What was ordered, and by whom.'] }),
  scopes: Type.Array(
    exactly({
      name: Type.String({ ...line(100), examples: ['orders.read'] }),
      description: Type.String({
        ...line(200),
        description: 'What it allows, in words for the consent page.',
        examples: ['See your orders'],
      }),
    }),
    { maxItems: 200, description: 'The words that its tokens may carry, and what they allow.' },
  ),
  token_format: Type.Unsafe<'jwt' | 'opaque'>({
    type: 'string',
    enum: ['jwt', 'opaque'],
    description: '`jwt` (RFC 9068) is verified locally, `opaque` only by introspection.',
  }),
  access_token_seconds: nullable(
    Type.Integer({
      minimum: 30,
      maximum: 86_400,
      description: 'Lifetime of its tokens; null for what the application or the server says.',
      examples: [300],
    }),
  ),
  entry: Type.Unsafe<'everyone' | 'granted'>({
    type: 'string',
    enum: ['everyone', 'granted'],
    description: 'Who may enter: everybody, or only those who were given access, who are then all it sees.',
  }),
  access_levels: Type.Array(Type.String({ ...line(50), examples: ['reader'] }), {
    maxItems: 50,
    description: 'What access to it may be given as, from the least to the most.',
    examples: [['reader', 'editor']],
  }),
  fields: Type.Array(Type.Unsafe<Field>({ type: 'string', enum: [...fieldNames] }), {
    maxItems: fieldNames.length,
    uniqueItems: true,
    description: 'What it may see of a user’s profile.',
    examples: [['email', 'username', 'first_name', 'last_name']],
  }),
  data_schema: Type.Unsafe<Record<string, unknown> | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'A JSON Schema (2020-12) of the data that it has about users; null for none.',
    examples: [
      {
        type: 'object',
        properties: {
          accessgroup: { type: 'object', properties: { user_type: { enum: ['VIEWER', 'EDITOR'] } } },
        },
        additionalProperties: false,
      },
    ],
  }),
};

/** A resource server. */
export const ApiService = exactly({
  id: Id,
  name,
  audience,
  ...chosen,
  created_at: Time,
  updated_at: Time,
});

export const ServiceListQuery = listQuery({
  orders: ['name', '-name', 'created_at', '-created_at'],
  filters: { search: searchFilter('The beginning of a name, in any case. The order is then by name.') },
  item: ApiService,
});

export const ApiServicePage = pageOf(sparse(ApiService));
export const ServiceQuery = exactly({ fields: FieldsOf(ApiService) });

export const ApiServiceCreation = exactly({
  name,
  audience,
  ...Type.Partial(Type.Object(chosen)).properties,
});

export const ApiServiceChanges = exactly({
  name: Type.Optional(name),
  ...Type.Partial(Type.Object(chosen)).properties,
});

export const ServiceParams = exactly({
  service: Type.String({
    minLength: 1,
    maxLength: 500,
    pattern: '^[^\\u0000]*$',
    description: 'Its id, name (in any case) or audience, percent-encoded.',
    examples: ['Orders'],
  }),
});
