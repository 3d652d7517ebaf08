import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Settings } from './settings.ts';

/** Who calls, as their token says. */
export interface Caller {
  /** The user; for a program without one, the client itself. */
  subject: string;
  clientId: string;
  scopes: Set<string>;
}

/** The token is not good: 401. */
export class InvalidToken extends Error {}

/** Nobody can say at the moment whether it is: 503. */
export class IssuerUnreachable extends Error {}

export type VerifyAccessToken = (token: string) => Promise<Caller>;

/** Signatures that only the issuer can make. With HS256 everybody who verifies could also sign. */
const algorithms = ['ES256', 'EdDSA', 'RS256'];

/** Where the keys are, by OpenID Connect Discovery 1.0. */
async function discoverKeys(issuer: URL): Promise<JWTVerifyGetKey> {
  const base = issuer.href.replace(/\/$/, '');
  const answer = await fetch(`${base}/.well-known/openid-configuration`);
  if (!answer.ok) throw new Error(`Discovery answered ${answer.status}`);
  const metadata = (await answer.json()) as { issuer: string; jwks_uri: string };
  // Section 4.3: otherwise one issuer could speak for another.
  if (metadata.issuer !== base) throw new Error(`${base} calls itself ${metadata.issuer}`);
  // Fetched when they are first needed, kept, and fetched again when an unknown key turns up.
  return createRemoteJWKSet(new URL(metadata.jwks_uri));
}

/** The claims that RFC 9068 section 2.2 requires, with the types it gives them. */
function callerOf({ sub, client_id: clientId, scope }: JWTPayload): Caller {
  if (typeof sub !== 'string' || typeof clientId !== 'string') throw new InvalidToken('no subject or client');
  return { subject: sub, clientId, scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []) };
}

/** The token is at fault, rather than the network or the keys. */
function isFaultOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWKSNoMatchingKey
  );
}

/** Verifies JWT access tokens (RFC 9068 section 4) without asking the issuer about each of them. */
export function createVerifier({
  issuer,
  audience,
}: Pick<Settings, 'issuer' | 'audience'>): VerifyAccessToken {
  let discovering: Promise<JWTVerifyGetKey> | undefined;
  const keys = (): Promise<JWTVerifyGetKey> => {
    discovering ??= discoverKeys(issuer).catch((error: unknown) => {
      // The next request tries again: this API may start before its issuer.
      discovering = undefined;
      throw error;
    });
    return discovering;
  };

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, await keys(), {
        issuer: issuer.href.replace(/\/$/, ''),
        audience,
        algorithms,
        // An id token is signed with the same keys and is no access token.
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'jti'],
        clockTolerance: 5,
      });
      return callerOf(payload);
    } catch (error) {
      if (error instanceof InvalidToken) throw error;
      if (isFaultOfToken(error)) throw new InvalidToken('not accepted', { cause: error });
      throw new IssuerUnreachable('the keys of the issuer cannot be had', { cause: error });
    }
  };
}
