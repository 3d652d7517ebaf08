import type { AccessToken, ClientCredentials, JWTStructured, KoaContextWithOIDC } from 'oidc-provider';
import type { Claims } from '#modules/keys';
import type { OauthDeps } from '../oauth.deps.ts';
import { authenticationClaims } from '../signed/authentication-claims.ts';
import { serviceAccessOf } from '../signed/service-access.ts';
import { permissionsWithin } from './permissions-within.rules.ts';

type Deps = Pick<OauthDeps, 'access' | 'services' | 'database' | 'config'>;

/** Set by a grant of ours on a token it makes: claims that are not the engine's. */
const extraClaims = new WeakMap<object, Claims>();

export function addClaims(token: object, claims: Claims): void {
  extraClaims.set(token, { ...extraClaims.get(token), ...claims });
}

/** What is kept with a token that nobody but Ostiary can read. */
export function opaqueExtra(
  ctx: KoaContextWithOIDC | undefined,
  token: AccessToken | ClientCredentials,
): Claims | undefined {
  if (token.resourceServer?.accessTokenFormat !== 'opaque') return undefined;
  const { act } = extraClaims.get(token) ?? {};
  return { ...(act !== undefined && { act }), ...authenticationOf(ctx, token) };
}

/**
 * When and how the user proved who they are (RFC 9068 section 2.2.1): the code or refresh token knows, or the token
 * that this one was exchanged for.
 */
function authenticationOf(ctx: KoaContextWithOIDC | undefined, token: object): Claims {
  const { AuthorizationCode, RefreshToken, DeviceCode } = ctx?.oidc.entities ?? {};
  const { authTime, acr, amr } = AuthorizationCode ?? RefreshToken ?? DeviceCode ?? {};
  return authenticationClaims({ auth_time: authTime, acr, amr, ...extraClaims.get(token) });
}

/** Claims that the client asked to have at userinfo (OpenID Connect Core section 5.5), for that endpoint. */
function requestedClaims(ctx: KoaContextWithOIDC | undefined): Claims {
  const { AuthorizationCode, RefreshToken, DeviceCode } = ctx?.oidc.entities ?? {};
  const requested = AuthorizationCode?.claims ?? RefreshToken?.claims ?? DeviceCode?.claims;
  return requested?.userinfo ? { claims: { userinfo: requested.userinfo } } : {};
}

/**
 * The claims of a signed access token (RFC 9068), so that it reads like one of the first-party API: session,
 * user, roles and permissions are there under the same names.
 */
export function createClaimsCustomizer(deps: Deps) {
  const { claims: names } = deps.config.tokens;
  return async (
    ctx: KoaContextWithOIDC | undefined,
    token: AccessToken | ClientCredentials,
    jwt: JWTStructured,
  ): Promise<void> => {
    const { payload } = jwt;
    const own: Claims = {
      [names.tokenType]: 'access',
      [names.tokenId]: payload['jti'],
      ...extraClaims.get(token),
    };
    if (token.kind === 'AccessToken' && 'accountId' in token) {
      const { accountId, grantId, sessionUid, scope } = token;
      const { roles, permissions } = await deps.access.accessOf(deps.database.db, accountId);
      const serviceAccess = await serviceAccessOf(deps, payload['aud'], accountId);
      Object.assign(own, {
        [names.userId]: accountId,
        ...(grantId !== '' && { grant_id: grantId }),
        ...{ sid: sessionUid, roles, permissions: permissionsWithin(permissions, scope) },
        ...authenticationOf(ctx, token),
        ...(serviceAccess && { service_access: serviceAccess }),
        ...requestedClaims(ctx),
      });
    }
    Object.assign(payload, own);
  };
}
