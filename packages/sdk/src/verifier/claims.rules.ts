import type { RefusalCode } from '../types.ts';
import type { AccessTokenClaims } from '../wire.ts';

export interface Expectation {
  /** Epoch milliseconds. */
  now: number;
  leewaySeconds: number;
  issuer: string;
  audience: string;
}

export type ClaimsReading =
  { isGood: true; claims: AccessTokenClaims } | { isGood: false; code: RefusalCode; reason: string };

type Fields = Record<string, unknown>;

function invalid(reason: string): ClaimsReading {
  return { isGood: false, code: 'token_invalid', reason };
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `service_access` as the server writes it. */
function isAccess(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { level, data } = value;
  return (level === null || typeof level === 'string') && isObject(data);
}

/** Claims that are read later, if there are any: each with what it must be. */
const optional = Object.entries<(value: unknown) => boolean>({
  client_id: isText,
  sid: isText,
  grant_id: isText,
  scope: (value) => typeof value === 'string',
  auth_time: isTime,
  acr: isText,
  amr: isTextList,
  roles: isTextList,
  permissions: isTextList,
  service_access: (value) => value === null || isAccess(value),
  act: isObject,
  cnf: isObject,
});

function hasShape(claims: Fields): claims is AccessTokenClaims {
  const { sub, jti, exp, iat } = claims;
  if (!isText(sub) || !isText(jti) || !isTime(exp) || !isTime(iat)) return false;
  return optional.every(([name, fits]) => claims[name] === undefined || fits(claims[name]));
}

/**
 * What is wrong with the claims of a token whose signature is good (RFC 9068 section 4). `claims` are those of the
 * reading when nothing is.
 */
export function readClaims(claims: Fields, expected: Expectation): ClaimsReading {
  const { leewaySeconds, issuer, audience } = expected;
  const nowSeconds = expected.now / 1000;
  const { iss, aud, exp, nbf } = claims;
  if (iss !== issuer) return invalid('It is of another issuer.');
  if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) {
    return { isGood: false, code: 'token_wrong_audience', reason: 'It is for another service.' };
  }
  if (isTime(exp) && exp <= nowSeconds - leewaySeconds) {
    return { isGood: false, code: 'token_expired', reason: 'It has expired.' };
  }
  if (!hasShape(claims)) return invalid('A claim is missing, or is not what it should be.');
  if (claims.iat > nowSeconds + leewaySeconds) return invalid('It was issued in the future.');
  if (nbf !== undefined && (!isTime(nbf) || nbf > nowSeconds + leewaySeconds)) {
    return invalid('Its time has not come yet.');
  }
  return { isGood: true, claims };
}

/** The media type of an access token (RFC 9068 section 4), so that no other kind of token of the issuer will do. */
export function isAccessTokenType(typ: string | undefined): boolean {
  const name = typ?.toLowerCase();
  return name === 'at+jwt' || name === 'application/at+jwt';
}
