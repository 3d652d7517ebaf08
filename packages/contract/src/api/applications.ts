import Type from 'typebox';
import { exactly, FieldsOf, Id, listQuery, nullable, pageOf, searchFilter, sparse, Time } from './common.ts';

/** Names follow OAuth 2.0 Dynamic Client Registration (RFC 7591) wherever it has one. */

const name = Type.String({ description: '1 to 100 visible characters.', examples: ['Shop'] });

const clientType = Type.Unsafe<'confidential' | 'public'>({
  type: 'string',
  enum: ['confidential', 'public'],
  description: 'RFC 6749 section 2.1. It never changes.',
});

const authentication = Type.Unsafe<'client_secret' | 'private_key_jwt' | 'none'>({
  type: 'string',
  enum: ['client_secret', 'private_key_jwt', 'none'],
  description:
    'How it proves who it is; `none` is for public clients. A secret is taken by Basic and in the body.',
});

const applicationType = Type.Unsafe<'web' | 'native'>({
  type: 'string',
  enum: ['web', 'native'],
  description: '`native` runs on people’s own machines: schemes of its own, any loopback port (RFC 8252).',
});

type Grant =
  | 'authorization_code'
  | 'refresh_token'
  | 'client_credentials'
  | 'urn:ietf:params:oauth:grant-type:device_code'
  | 'urn:ietf:params:oauth:grant-type:token-exchange';

const grantTypes = Type.Array(
  Type.Unsafe<Grant>({
    type: 'string',
    enum: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:token-exchange',
    ],
  }),
  { maxItems: 5, description: 'The grants it may use.', examples: [['authorization_code', 'refresh_token']] },
);

/** What a text of one line may be at most; the service says what it must be. No NUL: databases refuse it. */
const text = { maxLength: 2_000, pattern: '^[^\\u0000]*$' };

const uris = (description: string, example: string, maxItems = 50) =>
  Type.Array(Type.String(text), { maxItems, description, examples: [[example]] });

const uri = (description: string, example: string) =>
  nullable(Type.String({ ...text, description, examples: [example] }));

/** As its sender made it; the service says what must be in it. */
const anyObject = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });

const jwks = nullable(
  Type.Object(
    {
      keys: Type.Array(anyObject, { minItems: 1, maxItems: 20 }),
    },
    {
      additionalProperties: false,
      description: 'Public keys of `private_key_jwt` (RFC 7517), unless they are at `jwks_uri`.',
      examples: [
        {
          keys: [
            {
              kty: 'EC',
              crv: 'P-256',
              x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
              y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
              kid: 'shop-1',
            },
          ],
        },
      ],
    },
  ),
);

const seconds = (minimum: number, maximum: number, description: string) =>
  nullable(Type.Integer({ minimum, maximum, description, examples: [900] }));

/** What its owner chooses. */
const chosen = {
  authentication,
  application_type: applicationType,
  grant_types: grantTypes,
  redirect_uris: uris(
    'Where a browser may be sent with a code. Compared exactly.',
    'https://shop.example.org/callback',
  ),
  post_logout_redirect_uris: uris(
    'Where a browser may be sent after signing out.',
    'https://shop.example.org/bye',
  ),
  allowed_origins: uris('Origins whose pages may call the endpoints (CORS).', 'https://shop.example.org'),
  scopes: Type.Array(Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$' }), {
    maxItems: 200,
    description: 'The scopes it may ask for.',
    examples: [['openid', 'profile', 'email', 'offline_access', 'read', 'write']],
  }),
  jwks,
  jwks_uri: uri('Where its public keys are.', 'https://shop.example.org/jwks.json'),
  access_token_seconds: seconds(30, 86_400, 'Lifetime of its access tokens; null for what the server says.'),
  refresh_token_seconds: seconds(
    60,
    31_536_000,
    'Lifetime of its refresh tokens; null for what the server says.',
  ),
  backchannel_logout_uri: uri(
    'Is told when somebody signs out (OpenID Connect Back-Channel Logout).',
    'https://shop.example.org/signed-out',
  ),
  logo_uri: uri('Its picture.', 'https://shop.example.org/logo.png'),
  client_uri: uri('Its home page.', 'https://shop.example.org'),
  policy_uri: uri('Its privacy policy.', 'https://shop.example.org/privacy'),
  tos_uri: uri('Its terms of service.', 'https://shop.example.org/terms'),
  is_first_party: Type.Boolean({
    description: 'One’s own: nobody is asked for consent. Takes `applications.manage`.',
    examples: [false],
  }),
  may_impersonate: Type.Boolean({
    description:
      'May exchange a user’s token without being named in it (RFC 8693). Takes `applications.manage`.',
    examples: [false],
  }),
  is_active: Type.Boolean({ description: 'Whether it gets tokens at all.', examples: [true] }),
};

export const ApiApplication = exactly({
  id: Id,
  client_id: Type.String({
    description: 'It never changes.',
    examples: ['m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A'],
  }),
  name,
  client_type: clientType,
  ...chosen,
  owner_id: nullable({ ...Id, description: 'Who registered it; null for one of the installation.' }),
  origin: Type.Unsafe<'managed' | 'registered'>({
    type: 'string',
    enum: ['managed', 'registered'],
    description: '`registered`: by dynamic registration (RFC 7591).',
  }),
  metadata: Type.Unsafe<Record<string, unknown>>({
    ...anyObject,
    description: 'Other client metadata as it was registered.',
    examples: [{ contacts: ['shop@example.org'] }],
  }),
  created_at: Time,
  updated_at: Time,
});

const orders = ['name', '-name', 'created_at', '-created_at'] as const;
const search = searchFilter('The beginning of a name, in any case. The order is then by name.');

export const ApplicationListQuery = listQuery({
  orders,
  filters: {
    search,
    owner_id: Type.Optional(Type.String({ format: 'uuid', description: 'Only those of this user.' })),
  },
  item: ApiApplication,
});

export const OwnApplicationListQuery = listQuery({ orders, filters: { search }, item: ApiApplication });
export const ApiApplicationPage = pageOf(sparse(ApiApplication));
export const ApplicationQuery = exactly({ fields: FieldsOf(ApiApplication) });

export const ApiApplicationCreation = exactly({
  name,
  client_type: Type.Optional(clientType),
  ...Type.Partial(Type.Object(chosen)).properties,
  owner_id: Type.Optional(
    nullable({
      ...Id,
      description:
        'Whose it is; null for the installation. Another than oneself takes `applications.manage`.',
    }),
  ),
});

export const ApiApplicationChanges = exactly({
  name: Type.Optional(name),
  ...Type.Partial(Type.Object(chosen)).properties,
});

const clientSecret = Type.String({
  description: 'Shown this once.',
  examples: ['ocs_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT'],
});

export const ApiApplicationCreated = exactly({
  ...ApiApplication.properties,
  client_secret: nullable({
    ...clientSecret,
    description: 'Shown this once; null for a client without one.',
  }),
});

export const ApplicationParams = exactly({
  application: Type.String({
    minLength: 1,
    maxLength: 256,
    pattern: '^[^\\u0000]*$',
    description: 'Its id or client id.',
    examples: ['m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A'],
  }),
});

/** Never the secret itself. */
export const ApiApplicationSecret = exactly({
  id: Id,
  hint: Type.String({ description: 'Its last four characters.', examples: ['wQkT'] }),
  created_at: Time,
  expires_at: nullable(Time),
});

export const ApiApplicationSecretPage = pageOf(ApiApplicationSecret);
export const ApiApplicationSecretCreation = exactly({ expires_at: Type.Optional(nullable(Time)) });

export const ApiApplicationSecretCreated = exactly({
  ...ApiApplicationSecret.properties,
  client_secret: clientSecret,
});

export const ApplicationSecretParams = exactly({ ...ApplicationParams.properties, secret: Id });
