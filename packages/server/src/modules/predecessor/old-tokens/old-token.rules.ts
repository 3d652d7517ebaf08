import { createHmac, type KeyObject } from 'node:crypto';
import { parseCompactJwt, parseJsonObject, type Claims } from '#modules/keys';
import { isSameSecret } from '#platform/sealing.ts';

export interface OldKey {
  secret: KeyObject;
  algorithm: 'HS256' | 'HS384' | 'HS512';
}

/**
 * What the holder of that key signed; undefined for everything else. A token that names its key is one of Ostiary's
 * own, or somebody else's: SimpleJWT names none. So nothing is ever judged by both.
 */
export function readOldToken({ secret, algorithm }: OldKey, token: string): Claims | undefined {
  const jwt = parseCompactJwt(token);
  if (!jwt || jwt.header.alg !== algorithm || jwt.header.kid !== undefined) return undefined;
  if (jwt.header.typ !== undefined && jwt.header.typ !== 'JWT') return undefined;
  const hash = algorithm.replace('HS', 'sha');
  const signature = createHmac(hash, secret).update(jwt.signingInput).digest();
  return isSameSecret(signature, jwt.signature) ? parseJsonObject(jwt.payload) : undefined;
}

export type OldTokenProblem = 'invalid' | 'expired' | 'wrong_type' | 'no_id' | 'no_user_claim';

export interface OldTokenRules {
  nowSeconds: number;
  leewaySeconds: number;
  type: 'access' | 'refresh';
  userIdClaim: string;
  issuer: string | null;
  audience: string | null;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function hasBegun(value: unknown, { nowSeconds, leewaySeconds }: OldTokenRules): boolean {
  return value === undefined || (isTime(value) && value <= nowSeconds + leewaySeconds);
}

/** One that says whom it is for, or from, is not for whoever expects nothing of the kind. */
function isFromAndFor({ iss, aud }: Claims, { issuer, audience }: OldTokenRules): boolean {
  const isFrom = issuer === null ? iss === undefined : iss === issuer;
  const isFor =
    audience === null
      ? aud === undefined
      : aud === audience || (Array.isArray(aud) && aud.includes(audience));
  return isFrom && isFor;
}

/** An id as the predecessor writes it: a whole number or a text (contracts/simplejwt.md). */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What is wrong with the claims of an authentic token of the predecessor. Pure. */
export function findOldTokenProblem(claims: Claims, rules: OldTokenRules): OldTokenProblem | undefined {
  const { exp, iat, nbf, jti, token_type: type } = claims;
  if (!isTime(exp) || !hasBegun(iat, rules) || !hasBegun(nbf, rules)) return 'invalid';
  if (exp <= rules.nowSeconds - rules.leewaySeconds) return 'expired';
  if (!isFromAndFor(claims, rules)) return 'invalid';
  if (type !== rules.type) return 'wrong_type';
  if (typeof jti !== 'string' || jti === '') return 'no_id';
  return idText(claims[rules.userIdClaim]) === undefined ? 'no_user_claim' : undefined;
}
