import Type from 'typebox';
import { exactly, Id, listQuery, nullable, pageOf, sparse, Time } from './common.ts';

const scope = {
  description: 'Space-separated; empty means everything its user may do.',
  examples: ['orders.read'],
};

/** One sign-in on one device. */
export const ApiSession = exactly({
  id: Id,
  created_at: Time,
  last_seen_at: Time,
  expires_at: Time,
  authenticated_at: Time,
  amr: Type.Array(Type.String(), {
    description: 'Authentication methods (RFC 8176).',
    examples: [['pwd']],
  }),
  address: nullable(Type.String({ examples: ['203.0.113.7'] })),
  user_agent: nullable(Type.String({ examples: ['Mozilla/5.0 (X11; Linux x86_64)'] })),
  is_current: Type.Boolean({ description: 'Whether this request belongs to it.', examples: [false] }),
  ended_at: nullable(Time),
  end_reason: nullable(Type.String({ examples: ['signed_out'] })),
});

/** Expired sessions count as ended. Both are deleted 30 days after they would have expired. */
const state = Type.Unsafe<'live' | 'ended' | 'all'>({
  type: 'string',
  enum: ['live', 'ended', 'all'],
  default: 'live',
  description: 'Those that are live, those that have ended or expired, or both.',
});

export const SessionListQuery = listQuery({
  orders: ['-created_at'],
  filters: { state },
  item: ApiSession,
});
export const ApiSessionPage = pageOf(sparse(ApiSession));
export const ApiEnded = exactly({
  ended: Type.Integer({ description: 'How many sessions were ended.', examples: [2] }),
});

export const EndAllQuery = exactly({
  keep_current: Type.Boolean({ default: false, description: 'Leaves the session of this request.' }),
});

export const UserSessionParams = exactly({ id: Id, session: Id });
export const UserTokenParams = exactly({ id: Id, token: Id });
export const UserFamilyParams = exactly({ id: Id, family: Id });

/** The refresh tokens that follow one another from one sign-in. */
export const ApiRefreshFamily = exactly({
  id: Id,
  session_id: Id,
  client_id: nullable(
    Type.String({ description: 'Null for the first-party token API.', examples: ['console'] }),
  ),
  scope: Type.String(scope),
  generation: Type.Integer({ description: 'How often its token was rotated.', examples: [3] }),
  created_at: Time,
  rotated_at: nullable(Time),
  expires_at: Time,
  ended_at: nullable(Time),
  end_reason: nullable(Type.String({ examples: ['ended_by_administrator'] })),
});

export const FamilyListQuery = listQuery({ orders: ['-created_at'], item: ApiRefreshFamily });
export const ApiRefreshFamilyPage = pageOf(sparse(ApiRefreshFamily));

export const ApiToken = exactly({
  id: Id,
  name: Type.String({ examples: ['backup script'] }),
  kind: Type.Union([Type.Literal('named'), Type.Literal('login')], { examples: ['named'] }),
  scope: Type.String(scope),
  created_at: Time,
  last_used_at: nullable(Time),
  expires_at: nullable(Time),
  revoked_at: nullable(Time),
});

export const TokenListQuery = listQuery({ orders: ['-created_at'], item: ApiToken });
export const ApiTokenPage = pageOf(sparse(ApiToken));

export const ApiTokenCreation = exactly({
  name: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '^[^\\u0000]*$',
    examples: ['backup script'],
  }),
  scope: Type.Optional(
    Type.String({
      maxLength: 2_000,
      pattern: '^[^\\u0000]*$',
      description: 'Permissions, separated by spaces.',
      examples: ['orders.read'],
    }),
  ),
  expires_at: Type.Optional(nullable(Time)),
});

export const ApiTokenCreated = exactly({
  ...ApiToken.properties,
  token: Type.String({
    description: 'Shown this once. Send it as `Authorization: Token …`.',
    examples: ['ost_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT'],
  }),
});
