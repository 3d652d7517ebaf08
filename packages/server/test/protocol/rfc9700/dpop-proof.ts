import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface ProofOf {
  method: string;
  url: string;
  /** Of a request to a resource: the token that it goes with. */
  accessToken?: string;
}

/** Somebody with a key, who proves with each request to have it (RFC 9449). */
export async function keyHolder(): Promise<(of: ProofOf) => Promise<string>> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return ({ method, url, accessToken }) => {
    const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
    const claims = { htm: method, htu: url, jti: randomUUID(), ...(ath !== undefined && { ath }) };
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };
    return new SignJWT(claims).setIssuedAt().setProtectedHeader(header).sign(privateKey);
  };
}
