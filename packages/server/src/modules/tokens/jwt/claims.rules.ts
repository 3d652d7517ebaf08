import type { Config } from '#config';
import type { Access } from '#modules/access';
import type { Claims, JwtReading } from '#modules/keys';
import type { ServiceAccess } from '#modules/services';

export type ClaimNames = Config['tokens']['claims'];
export type SignedKind = 'access' | 'sliding';

/** The media type in the header: RFC 9068 section 2.1 for access tokens; SimpleJWT's for sliding ones. */
export const typOf: Record<SignedKind, string> = { access: 'at+jwt', sliding: 'JWT' };

/** Ostiary's own token API, where OAuth has a client (RFC 9068 section 2.2 requires one). */
export const firstPartyClientId = 'ostiary';

/** All times in seconds since 1970. */
export interface ClaimsInput {
  kind: SignedKind;
  tokenId: string;
  userId: string;
  sessionId: string;
  clientId: string;
  scope: string;
  issuer: string;
  audience: string;
  authenticatedAt: number;
  /** How well the user has shown who they are, and by which methods (RFC 8176). */
  acr: string;
  amr: readonly string[];
  issuedAt: number;
  expiresAt: number;
  /** Sliding tokens: until when they can be refreshed. */
  refreshExpiresAt?: number;
  access: Access;
  /** What the user has in the service that the audience is; null for nothing, and for Ostiary itself. */
  serviceAccess: ServiceAccess | null;
}

/** SimpleJWT's claims first and in its order, then those of RFC 9068 and our own. */
export function buildClaims(names: ClaimNames, input: ClaimsInput): Claims {
  return {
    [names.tokenType]: input.kind,
    exp: input.expiresAt,
    iat: input.issuedAt,
    [names.tokenId]: input.tokenId,
    ...(input.refreshExpiresAt === undefined ? {} : { [names.slidingRefreshExp]: input.refreshExpiresAt }),
    [names.userId]: input.userId,
    iss: input.issuer,
    sub: input.userId,
    aud: input.audience,
    sid: input.sessionId,
    client_id: input.clientId,
    scope: input.scope,
    auth_time: input.authenticatedAt,
    acr: input.acr,
    amr: input.amr,
    roles: input.access.roles,
    permissions: input.access.permissions,
    ...(input.serviceAccess && { service_access: input.serviceAccess }),
  };
}

export type ClaimsProblem = 'invalid' | 'expired' | 'no_exp' | 'no_id';

export interface Expectation {
  nowSeconds: number;
  leewaySeconds: number;
  issuer: string;
  audience: string;
  names: ClaimNames;
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

/** Absent, or a time that has come, give or take the leeway. */
function hasBegun(value: unknown, { nowSeconds, leewaySeconds }: Expectation): boolean {
  return value === undefined || (isTime(value) && value <= nowSeconds + leewaySeconds);
}

/** A token without an audience is from before there was one to name. */
function isAddressedTo(audience: string, aud: unknown): boolean {
  return aud === undefined || aud === audience || (Array.isArray(aud) && aud.includes(audience));
}

/**
 * What is wrong with the claims of an authentic token: time first, then issuer and audience when they are
 * there, then what every token of ours has (contracts/simplejwt.md, "Errors").
 */
export function findClaimsProblem(claims: Claims, expected: Expectation): ClaimsProblem | undefined {
  const { exp, iat, nbf, iss, aud } = claims;
  if (!hasBegun(iat, expected) || !hasBegun(nbf, expected)) return 'invalid';
  if (isTime(exp)) {
    if (exp <= expected.nowSeconds - expected.leewaySeconds) return 'expired';
  } else if (exp !== undefined) return 'invalid';
  if (iss !== undefined && iss !== expected.issuer) return 'invalid';
  if (!isAddressedTo(expected.audience, aud)) return 'invalid';
  if (exp === undefined) return 'no_exp';
  const tokenId = claims[expected.names.tokenId];
  return typeof tokenId === 'string' && tokenId !== '' ? undefined : 'no_id';
}

/** Which token of ours it is; undefined for one that our keys signed for another purpose. */
export function kindOf(
  names: ClaimNames,
  reading: Extract<JwtReading, { isAuthentic: true }>,
): SignedKind | undefined {
  const kind = reading.claims[names.tokenType];
  if (kind !== 'access' && kind !== 'sliding') return undefined;
  return reading.header.typ === typOf[kind] ? kind : undefined;
}

/**
 * Whether a service may take such a token for itself: one that is addressed to it, or one of Ostiary's own token
 * API for whoever accepts it. What an application was given for Ostiary itself is not for a service.
 */
export function isForService(
  { aud, clientId }: { aud: unknown; clientId: unknown },
  { own, service }: { own: string; service: string },
): boolean {
  if (aud === service || (Array.isArray(aud) && aud.includes(service))) return true;
  return clientId === firstPartyClientId && isAddressedTo(own, aud);
}

export function textClaim(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
