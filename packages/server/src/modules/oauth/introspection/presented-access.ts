import { apiTokenPrefix } from '#modules/tokens';
import { epochSeconds } from '#platform/clock.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { findOldAccess } from '../signed/old-access-payload.ts';
import { findApiToken } from '../signed/api-token-payload.ts';
import type { FoundAccess } from '../signed/found-access.types.ts';
import { findLiveAccess } from '../signed/opaque-tokens.ts';
import { readSignedAccess, toAccessPayload } from '../signed/signed-tokens.ts';
import { hasGrant } from '../storage/grants.store.ts';
import { readStoredAccess } from '../storage/stored-access.ts';

type Needed = 'access' | 'applications' | 'clock' | 'config' | 'database' | 'keys' | 'sealer' | 'sessions';
export type PresentedAccessDeps = Pick<OauthDeps, Needed | 'services' | 'tokens' | 'usage'>;

async function findSigned(deps: PresentedAccessDeps, token: string): Promise<FoundAccess | undefined> {
  const signed = await readSignedAccess(deps, token);
  if (!signed) return findOldAccess(deps, token);
  const payload = toAccessPayload(signed);
  const { grantId } = payload;
  if (grantId !== undefined && !(await hasGrant(deps.database.db, grantId))) return undefined;
  const { grant_id: anyGrantId } = signed.claims;
  return { payload, user: signed.user, grantId: typeof anyGrantId === 'string' ? anyGrantId : undefined };
}

async function findStored(deps: PresentedAccessDeps, token: string): Promise<FoundAccess | undefined> {
  const payload = await readStoredAccess(deps, token);
  if (!payload || (payload.exp ?? 0) <= epochSeconds(deps.clock.nowMs())) return undefined;
  return payload.accountId === undefined ? { payload, user: null } : findLiveAccess(deps, payload);
}

/**
 * An access token that is good at this moment, signed, stored or static, as the engine would have found it, but
 * without the engine and its unit of work. Never a refresh token.
 */
export function findPresentedAccess(
  deps: PresentedAccessDeps,
  token: string,
): Promise<FoundAccess | undefined> {
  if (token.includes('.')) return findSigned(deps, token);
  return token.startsWith(apiTokenPrefix) ? findApiToken(deps, token) : findStored(deps, token);
}
