import type { KnownClient } from '#modules/applications';
import type { PresentedRefresh } from '#modules/tokens';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { findGrant, type Grant } from '../storage/grants.store.ts';
import { readKept, rotateFamily } from '../storage/refresh-families.ts';
import { signAccessToken, type AccessTokenDeps } from './access-token.ts';
import { findDirectClient, findDirectPublicClient, type PlainRequest } from './direct-client.ts';

type Deps = AccessTokenDeps & Pick<OauthDeps, 'applications' | 'access' | 'database' | 'sessions' | 'tokens'>;

export const refreshFields: ReadonlySet<string> = new Set([
  'grant_type',
  'refresh_token',
  'client_id',
  'client_secret',
]);

/** A refresh token of this client for nothing but a signed access token for Ostiary itself. */
async function findPlainRefresh(
  deps: Deps,
  { application }: KnownClient,
  token: string,
): Promise<PresentedRefresh | undefined> {
  const presented = await deps.tokens.clientFamilies.find(token);
  if (presented?.clientId !== application.clientId || presented.verdict === 'replayed') return undefined;
  const { grantId, scope } = presented;
  const { jkt, claims, resource } = readKept(presented);
  const isForUs = resource === ownAudience(deps);
  // An ID token, a proof of possession, single claims: the engine's.
  if (grantId === null || !isForUs || jkt !== undefined || claims !== undefined) return undefined;
  return scope.split(' ').includes('openid') ? undefined : presented;
}

/** What of the refresh token's scope the user granted and the client may still have, as the engine orders it. */
function scopeWithin(
  deps: Deps,
  from: { scope: string; grant: Grant; allowed: readonly string[] },
): string | undefined {
  const { resources, rejected } = from.grant.payload as {
    resources?: Record<string, string>;
    rejected?: object;
  };
  if (rejected !== undefined && Object.keys(rejected).length > 0) return undefined;
  const words = new Set(from.scope.split(' '));
  const granted = resources?.[ownAudience(deps)]?.split(' ') ?? [];
  return granted.filter((name) => words.has(name) && from.allowed.includes(name)).join(' ');
}

/**
 * A refresh (RFC 6749 section 6) with rotation, as the engine answers it where no ID token is due. Undefined when
 * anything about it needs judging, or when somebody else used the token meanwhile.
 */
export async function refreshDirectly(deps: Deps, request: PlainRequest): Promise<object | undefined> {
  const token = request.fields.get('refresh_token');
  if (request.fields.get('grant_type') !== 'refresh_token' || token === undefined) return undefined;
  // Less scope than was granted: the engine narrows.
  if (request.fields.has('scope')) return undefined;
  const known = (await findDirectClient(deps, request)) ?? (await findDirectPublicClient(deps, request));
  if (known?.application.grants.includes('refresh_token') !== true) return undefined;
  const presented = await findPlainRefresh(deps, known, token);
  const grant = presented && (await findGrant(deps.database.db, presented.grantId ?? ''));
  if (!grant || grant.clientId !== presented.clientId || grant.userId !== presented.user.id) return undefined;
  const { application } = known;
  const scope = scopeWithin(deps, { scope: presented.scope, grant, allowed: application.scopes });
  if (scope === undefined) return undefined;
  const seconds = application.refreshTokenSeconds ?? deps.config.tokens.refreshSeconds;
  if (presented.verdict === 'current') {
    const isRotated = await deps.database.write((tx) => rotateFamily(deps, tx, { presented, seconds }));
    if (!isRotated) return undefined;
  }
  const { roles, permissions } = await deps.access.accessOf(deps.database.db, presented.user.id);
  const { authTime, acr, amr } = readKept(presented);
  const signed = await signAccessToken(deps, application, {
    scope: scope === '' ? undefined : scope,
    bearer: {
      ...{ userId: presented.user.id, grantId: grant.id, sessionId: presented.sessionId },
      ...{ roles, permissions, authentication: { auth_time: authTime, acr, amr } },
    },
  });
  return {
    ...{ access_token: signed.token, expires_in: signed.expiresIn },
    ...{ refresh_token: deps.tokens.clientFamilies.successorOf(presented), scope, token_type: 'Bearer' },
  };
}
