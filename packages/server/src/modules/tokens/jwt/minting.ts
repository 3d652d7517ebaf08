import type { User } from '#modules/users';
import { epochSeconds } from '#platform/clock.ts';
import { randomTokenId } from '#platform/random.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { buildClaims, firstPartyClientId, typOf, type SignedKind } from './claims.rules.ts';
import { audienceOf } from './signed-token.ts';

export interface Bearer {
  user: User;
  sessionId: string;
  /** Epoch milliseconds. */
  authenticatedAt: number;
  clientId: string | null;
  scope: string;
}

interface Terms {
  kind: SignedKind;
  tokenId: string;
  lifetimeSeconds: number;
  /** Seconds since 1970. */
  refreshExpiresAt?: number;
}

async function mint(deps: TokenDeps, bearer: Bearer, terms: Terms): Promise<string> {
  const { config } = deps;
  const { kind, tokenId, lifetimeSeconds, refreshExpiresAt } = terms;
  const access = await deps.access.accessOf(deps.database.db, bearer.user.id);
  const issuedAt = epochSeconds(deps.clock.nowMs());
  const claims = buildClaims(config.claims, {
    kind,
    tokenId,
    userId: bearer.user.id,
    sessionId: bearer.sessionId,
    clientId: bearer.clientId ?? firstPartyClientId,
    scope: bearer.scope,
    issuer: config.issuer,
    audience: audienceOf(deps),
    authenticatedAt: epochSeconds(bearer.authenticatedAt),
    issuedAt,
    expiresAt: issuedAt + lifetimeSeconds,
    ...(refreshExpiresAt === undefined ? {} : { refreshExpiresAt }),
    access,
  });
  return deps.keys.sign(claims, typOf[kind]);
}

/**
 * An access token (RFC 9068). Its `iat` is the time at which it is made, also when a refresh makes it:
 * SimpleJWT repeats the refresh token's there, but local verifiers judge the age of a token by it.
 */
export function mintAccess(deps: TokenDeps, bearer: Bearer, lifetimeSeconds: number): Promise<string> {
  return mint(deps, bearer, { kind: 'access', tokenId: randomTokenId(), lifetimeSeconds });
}

/** A sliding token (contracts/simplejwt.md). A refreshed one keeps its id and the end of refreshing. */
export function mintSliding(
  deps: TokenDeps,
  bearer: Bearer,
  kept?: { tokenId: string; refreshExpiresAt: number },
): Promise<string> {
  const { slidingSeconds, slidingRefreshSeconds } = deps.config;
  const firstRefreshEnd = epochSeconds(deps.clock.nowMs()) + slidingRefreshSeconds;
  return mint(deps, bearer, {
    kind: 'sliding',
    tokenId: kept?.tokenId ?? randomTokenId(),
    lifetimeSeconds: slidingSeconds,
    refreshExpiresAt: kept?.refreshExpiresAt ?? firstRefreshEnd,
  });
}
