import type { OauthDeps } from '../oauth.deps.ts';
import { readSignedAccess, toAccessPayload } from '../signed/signed-tokens.ts';
import { hasGrant } from '../storage/grants.store.ts';
import { findDirectClient, type PlainRequest } from './direct-client.ts';

type Deps = Pick<
  OauthDeps,
  'applications' | 'keys' | 'clock' | 'sessions' | 'config' | 'database' | 'sealer'
>;

export const introspectionFields: ReadonlySet<string> = new Set([
  'token',
  'token_type_hint',
  'client_id',
  'client_secret',
]);

const inactive = { active: false };

/**
 * Introspection (RFC 7662) of a signed access token by a client with a secret, as the engine answers it: the
 * request that services send most. Everything else is the engine's.
 */
export async function introspectDirectly(deps: Deps, request: PlainRequest): Promise<object | undefined> {
  const token = request.fields.get('token');
  if (token?.includes('.') !== true) return undefined;
  if ((await findDirectClient(deps, request)) === undefined) return undefined;
  const signed = await readSignedAccess(deps, token);
  if (!signed) return inactive;
  const payload = toAccessPayload(signed);
  const { grantId, extra, jkt } = payload;
  if (grantId !== undefined && !(await hasGrant(deps.database.db, grantId))) return inactive;
  return {
    active: true,
    ...(payload.accountId !== undefined && { sub: payload.accountId }),
    ...extra,
    ...{ client_id: payload.clientId, exp: payload.exp, iat: payload.iat },
    ...(payload.sid !== undefined && { sid: payload.sid }),
    ...{ iss: deps.config.publicUrl, jti: payload.jti, aud: payload.aud },
    ...(payload.scope !== undefined && { scope: payload.scope }),
    ...(jkt !== undefined && { cnf: { jkt } }),
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
  };
}
