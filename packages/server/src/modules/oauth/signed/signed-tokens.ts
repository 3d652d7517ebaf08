import type { AdapterPayload } from 'oidc-provider';
import type { Claims } from '#modules/keys';
import { firstPartyClientId } from '#modules/tokens';
import type { User } from '#modules/users';
import { epochSeconds } from '#platform/clock.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { artifactHash } from '../storage/artifacts.adapter.ts';
import { findArtifact } from '../storage/artifacts.store.ts';
import { hasGrant } from '../storage/grants.store.ts';
import { currentUnit } from '../storage/unit-of-work.ts';
import { authenticationClaims } from './authentication-claims.ts';

type Deps = Pick<
  OauthDeps,
  'keys' | 'clock' | 'sessions' | 'applications' | 'config' | 'database' | 'sealer'
>;

/** A signed access token of ours that is good at this moment, as far as its session and client go. */
export interface SignedAccess {
  claims: Claims;
  /** Null for a token of a client for itself. */
  user: User | null;
  clientId: string;
  tokenId: string;
}

export const revokedModel = 'RevokedToken';

function text(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isInTime(claims: Claims, nowSeconds: number): boolean {
  const { exp } = claims;
  return typeof exp === 'number' && exp > nowSeconds;
}

/** The active user of a live session. */
async function findBearer(deps: Deps, claims: Claims, userId: string): Promise<User | undefined> {
  const found = await deps.sessions.findWithUser(text(claims, 'sid') ?? '', userId);
  return found?.session && found.user.isActive ? found.user : undefined;
}

/** Whether that token was revoked by itself; what was issued under a grant ends with the grant. */
export async function isRevoked(deps: Pick<Deps, 'database' | 'sealer'>, tokenId: string): Promise<boolean> {
  const hash = artifactHash(deps, revokedModel, tokenId);
  return (await findArtifact(deps.database.db, revokedModel, hash)) !== undefined;
}

/** Whether the token ends with a grant of its own client, which the engine looks for. */
export function isUnderOwnGrant(claims: Claims): boolean {
  return text(claims, 'grant_id') !== undefined && claims['grant_client_id'] === undefined;
}

/** What the engine does not look at: the grant of another client that a token was exchanged under, and denials. */
async function isStanding(
  deps: Deps,
  claims: Claims,
  { clientId, tokenId }: { clientId: string; tokenId: string },
): Promise<boolean> {
  // A grant ends with its client, which need not be an application of ours.
  if (clientId === firstPartyClientId || isUnderOwnGrant(claims)) return true;
  if ((await deps.applications.findClient(clientId)) === undefined) return false;
  const grantId = text(claims, 'grant_id');
  if (grantId !== undefined && !(await hasGrant(deps.database.db, grantId))) return false;
  return !(await isRevoked(deps, tokenId));
}

/** Undefined for everything else. */
export async function readSignedAccess(deps: Deps, token: string): Promise<SignedAccess | undefined> {
  const reading = await deps.keys.read(token);
  if (!reading.isAuthentic || reading.header.typ !== 'at+jwt') return undefined;
  const { claims } = reading;
  const names = deps.config.tokens.claims;
  const userId = text(claims, names.userId);
  const clientId = text(claims, 'client_id');
  const tokenId = text(claims, names.tokenId);
  if (!isInTime(claims, epochSeconds(deps.clock.nowMs())) || text(claims, 'iss') !== deps.config.publicUrl) {
    return undefined;
  }
  if (clientId === undefined || tokenId === undefined) return undefined;
  const user = userId === undefined ? null : await findBearer(deps, claims, userId);
  if (user === undefined) return undefined;
  if (!(await isStanding(deps, claims, { clientId, tokenId }))) return undefined;
  return { claims, user, clientId, tokenId };
}

/** What people call the user: as they sign in. */
export function nameOf(user: User): string {
  return user.username ?? user.email ?? user.id;
}

/** As the engine would have stored it. */
export function toAccessPayload({ claims, user, clientId, tokenId }: SignedAccess): AdapterPayload {
  const { exp, iat, aud, cnf, act, roles, permissions, service_access } = claims;
  const { jkt } = (cnf ?? {}) as { jkt?: string };
  const grantId = isUnderOwnGrant(claims) ? text(claims, 'grant_id') : undefined;
  const scope = text(claims, 'scope');
  const sid = text(claims, 'sid');
  const requested = claims['claims'] as AdapterPayload['claims'];
  return {
    ...{ jti: tokenId, clientId, kind: user ? 'AccessToken' : 'ClientCredentials' },
    ...{ exp: exp as number, iat: iat as number, aud: aud as string },
    ...(user && { accountId: user.id }),
    ...(grantId !== undefined && { grantId }),
    ...(scope !== undefined && { scope }),
    ...(sid !== undefined && { sid, sessionUid: sid }),
    ...(jkt !== undefined && { jkt }),
    ...(requested !== undefined && { claims: requested }),
    // What introspection tells beside the standard members (RFC 7662 section 2.2).
    extra: {
      ...(user && { username: nameOf(user), roles, permissions, ...authenticationClaims(claims) }),
      ...(service_access !== undefined && { service_access }),
      ...(act !== undefined && { act }),
    },
  };
}

/** Noted for `destroy`, which is given the token's id alone. */
export function noteSignedAccess(access: SignedAccess): void {
  currentUnit().seen.set(`SignedAccess:${access.tokenId}`, access);
}

export function notedSignedAccess(tokenId: string): SignedAccess | undefined {
  return currentUnit().seen.get(`SignedAccess:${tokenId}`) as SignedAccess | undefined;
}
