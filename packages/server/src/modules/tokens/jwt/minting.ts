import type { Service } from '#modules/services';
import { acrOf, type Session } from '#modules/sessions';
import type { User } from '#modules/users';
import { epochSeconds } from '#platform/clock.ts';
import { randomTokenId } from '#platform/random.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { buildClaims, firstPartyClientId, typOf, type SignedKind } from './claims.rules.ts';
import { audienceOf } from './signed-token.ts';

/** What tokens tell of their session. Times in epoch milliseconds. */
export type BearerSession = Pick<Session, 'id' | 'authenticatedAt' | 'expiresAt' | 'amr' | 'acr'>;

export interface Bearer {
  user: User;
  session: BearerSession;
  clientId: string | null;
  scope: string;
  /** Whom the token is for; null for Ostiary itself. */
  service: Service | null;
}

interface Terms {
  kind: SignedKind;
  tokenId: string;
  lifetimeSeconds: number;
  /** Seconds since 1970. */
  refreshExpiresAt?: number;
}

/**
 * A service may want its tokens to live longer than ours do; none outlives the session, since nobody would be told
 * that it ended by itself.
 */
function lifetimeIn({ service, session }: Bearer, issuedAt: number, seconds: number): number {
  if (service?.accessTokenSeconds == null) return seconds;
  return Math.min(service.accessTokenSeconds, epochSeconds(session.expiresAt) - issuedAt);
}

async function mint(deps: TokenDeps, bearer: Bearer, terms: Terms): Promise<string> {
  const { config } = deps;
  const { kind, tokenId, lifetimeSeconds, refreshExpiresAt } = terms;
  const { user, session, service } = bearer;
  const { db } = deps.database;
  const access = await deps.access.accessOf(db, user.id);
  const serviceAccess = service
    ? await deps.services.accessOf(db, { serviceId: service.id, userId: user.id })
    : null;
  const issuedAt = epochSeconds(deps.clock.nowMs());
  const claims = buildClaims(config.claims, {
    kind,
    tokenId,
    userId: user.id,
    sessionId: session.id,
    clientId: bearer.clientId ?? firstPartyClientId,
    scope: bearer.scope,
    issuer: config.issuer,
    audience: service?.audience ?? audienceOf(deps),
    authenticatedAt: epochSeconds(session.authenticatedAt),
    acr: session.acr ?? acrOf(session.amr),
    amr: session.amr,
    issuedAt,
    expiresAt: issuedAt + lifetimeIn(bearer, issuedAt, lifetimeSeconds),
    ...(refreshExpiresAt === undefined ? {} : { refreshExpiresAt }),
    access,
    serviceAccess,
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
