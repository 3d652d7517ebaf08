import { apiTokenPrefix, isDrfTokenText, type StoredAccess } from '#modules/tokens';
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
 * A stored access token that is for Ostiary itself, which those are that another system issued: here every client is
 * given signed ones for it. Neither one for a service, nor one that its holder has to prove a key for (RFC 9449).
 */
export async function findOwnStoredAccess(
  deps: PresentedAccessDeps,
  token: string,
): Promise<StoredAccess | undefined> {
  const found = await findStored(deps, token);
  const { aud, jkt, clientId, scope = '', sessionUid } = found?.payload ?? {};
  if (!found || aud !== undefined || jkt !== undefined || clientId === undefined) return undefined;
  return { user: found.user, sessionId: sessionUid ?? null, clientId, scope };
}

/**
 * An access token that is good at this moment, signed, stored or static, as the engine would have found it, but
 * without the engine and its unit of work. Never a refresh token.
 */
export async function findPresentedAccess(
  deps: PresentedAccessDeps,
  token: string,
): Promise<FoundAccess | undefined> {
  if (token.includes('.')) return findSigned(deps, token);
  if (token.startsWith(apiTokenPrefix)) return findApiToken(deps, token);
  const imported = isDrfTokenText(token) ? await findApiToken(deps, token) : undefined;
  return imported ?? findStored(deps, token);
}
