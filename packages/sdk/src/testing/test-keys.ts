import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** Signing keys of a test, and the set of public ones. */
export interface TestKeys {
  /** RFC 7517. */
  readonly publicKeys: readonly JWK[];
  sign(claims: Record<string, unknown>): Promise<string>;
  rotate(dropsOld: boolean): Promise<void>;
}

const alg = 'ES256';

interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: JWK;
}

async function makeKey(): Promise<SigningKey> {
  const pair = await generateKeyPair(alg);
  const jwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey: pair.privateKey, publicKey: { ...jwk, kid, alg, use: 'sig' } };
}

export async function createTestKeys(): Promise<TestKeys> {
  let current = await makeKey();
  let publicKeys = [current.publicKey];
  return {
    get publicKeys() {
      return publicKeys;
    },
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, typ: 'at+jwt', kid: current.kid })
        .sign(current.privateKey),
    async rotate(dropsOld) {
      current = await makeKey();
      publicKeys = dropsOld ? [current.publicKey] : [...publicKeys, current.publicKey];
    },
  };
}
