import type { AdapterPayload } from 'oidc-provider';

export const inactive = { active: false };

/**
 * What is told about an active access token (RFC 7662 section 2.2), the members in the engine's order. A member
 * that is undefined is left out by JSON.
 */
export function introspectionAnswer(
  payload: AdapterPayload,
  asked: { token: string; issuer: string },
): object {
  const { accountId, extra, clientId, exp, iat, sid, jti, aud, scope, jkt } = payload;
  return {
    ...{ active: true, sub: accountId, ...extra, client_id: clientId, exp, iat, sid, iss: asked.issuer },
    // What is kept is found by the token itself, which nobody needs to be told.
    jti: jti === asked.token ? undefined : jti,
    ...{ aud, scope: scope === '' ? undefined : scope, cnf: jkt === undefined ? undefined : { jkt } },
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
  };
}
