import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import type { Settings } from './settings.ts';

/** Ostiary, as this application knows it. */
export interface Provider {
  configuration: client.Configuration;
  /** The keys with which it signs. */
  keys: JWTVerifyGetKey;
}

/** Plain http is for an issuer on the same machine only. */
function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

async function discover({ issuer, clientId, clientSecret }: Settings): Promise<Provider> {
  const configuration = await client.discovery(
    issuer,
    clientId,
    undefined,
    client.ClientSecretBasic(clientSecret),
    {
      execute: [
        // Over https the connection proves where an id token comes from; the signature does so anywhere.
        client.enableNonRepudiationChecks,
        ...(isLoopback(issuer) ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  const { jwks_uri: jwksUri } = configuration.serverMetadata();
  if (jwksUri === undefined) throw new Error(`${issuer.href} names no keys`);
  return { configuration, keys: createRemoteJWKSet(new URL(jwksUri)) };
}

/** Asks the issuer for its addresses when they are first needed, so that either may be started first. */
export function lazyProvider(settings: Settings): () => Promise<Provider> {
  let provider: Promise<Provider> | undefined;
  return () => {
    provider ??= discover(settings).catch((error: unknown) => {
      provider = undefined;
      throw error;
    });
    return provider;
  };
}
