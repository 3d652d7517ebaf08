import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { ClientAuth } from './token-requests.ts';

/** A key of a client: for `private_key_jwt` (RFC 7523), signed request objects (RFC 9101) and DPoP (RFC 9449). */
export interface ClientKey {
  publicJwk: JWK;
  jwks: { keys: Record<string, unknown>[] };
  thumbprint: string;
  /** Signs claims as they stand. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** Client authentication; a claim that is undefined is left out. */
  assertion(clientId: string, claims: Record<string, unknown>): Promise<ClientAuth>;
  proof(
    method: string,
    url: string,
    options?: { accessToken?: string; claims?: Record<string, unknown> },
  ): Promise<string>;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

export async function clientKey(kid = 'key-1'): Promise<ClientKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const bare = await exportJWK(publicKey);
  const publicJwk: JWK = { ...bare, alg: 'ES256', use: 'sig', kid };
  const sign: ClientKey['sign'] = (claims, header = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(privateKey);
  return {
    publicJwk,
    jwks: { keys: [{ ...publicJwk }] },
    thumbprint: await calculateJwkThumbprint(bare),
    sign,
    async assertion(clientId, claims) {
      const now = nowSeconds();
      const client_assertion = await sign({
        ...{ iss: clientId, sub: clientId, jti: randomUUID(), iat: now, exp: now + 60 },
        ...claims,
      });
      const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      return { body: { client_assertion, client_assertion_type } };
    },
    proof(htm, htu, { accessToken, claims = {} } = {}) {
      const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
      return sign(
        { htm, htu, jti: randomUUID(), iat: nowSeconds(), ...(ath && { ath }), ...claims },
        { typ: 'dpop+jwt', jwk: bare, kid: undefined },
      );
    },
  };
}
