import Type from 'typebox';
import { exactly, Id, nullable, PageQuery, pageOf, Time } from './common.ts';

/** One sign-in on one device. */
export const ApiSession = exactly({
  id: Id,
  created_at: Time,
  last_seen_at: Time,
  expires_at: Time,
  authenticated_at: Time,
  amr: Type.Array(Type.String(), { description: 'Authentication methods (RFC 8176).' }),
  address: nullable(Type.String()),
  user_agent: nullable(Type.String()),
  is_current: Type.Boolean({ description: 'Whether this request belongs to it.' }),
});

export const SessionListQuery = exactly(PageQuery);
export const ApiSessionPage = pageOf(ApiSession);
export const ApiEnded = exactly({ ended: Type.Integer({ description: 'How many sessions were ended.' }) });

export const EndAllQuery = exactly({
  keep_current: Type.Boolean({ default: false, description: 'Leaves the session of this request.' }),
});

export const UserSessionParams = exactly({ id: Id, session: Id });
export const UserTokenParams = exactly({ id: Id, token: Id });

export const ApiToken = exactly({
  id: Id,
  name: Type.String(),
  kind: Type.Union([Type.Literal('named'), Type.Literal('login')]),
  scope: Type.String({ description: 'Space-separated; empty means everything its user may do.' }),
  created_at: Time,
  last_used_at: nullable(Time),
  expires_at: nullable(Time),
  revoked_at: nullable(Time),
});

export const ApiTokens = exactly({ items: Type.Array(ApiToken) });

export const ApiTokenCreation = exactly({
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*$' }),
  scope: Type.Optional(
    Type.String({
      maxLength: 2_000,
      pattern: '^[^\\u0000]*$',
      description: 'Permissions, separated by spaces.',
    }),
  ),
  expires_at: Type.Optional(nullable(Time)),
});

export const ApiTokenCreated = exactly({
  ...ApiToken.properties,
  token: Type.String({ description: 'Shown this once. Send it as `Authorization: Token …`.' }),
});
