import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';

/** A key of a client for `private_key_jwt`: it keeps one half and registers the other. */
export interface ClientKey {
  privateKey: { key: CryptoKey; kid: string };
  /** What an application is registered with. */
  registration: { authentication: 'private_key_jwt'; jwks: { keys: Record<string, unknown>[] } };
}

export async function clientKey(): Promise<ClientKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = 'client-key-1';
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return {
    privateKey: { key: privateKey, kid },
    registration: { authentication: 'private_key_jwt', jwks: { keys: [publicJwk] } },
  };
}
