import { fileURLToPath } from 'node:url';
import { startServer } from './processes.ts';

const baseline = fileURLToPath(new URL('../baseline/oidc-server.ts', import.meta.url));

/** A signed-in browser whose user has agreed to everything, and a refresh token of that grant. */
export interface Member {
  cookie: string;
  refreshToken: string;
}

/** An authorization server with one confidential client, which may use every grant. */
export interface OauthServer {
  url: string;
  paths: { authorize: string; token: string; introspect: string };
  clientId: string;
  redirectUri: string;
  /** Of the client, by `client_secret_basic`. */
  authorization: string;
  /** A new access token of the client that must be looked up: the engine's memory forgets old ones. */
  opaqueToken(): Promise<string>;
  /** New ones at each call, so that no round inherits the length of the chains of another. */
  members(count: number): Promise<Member[]>;
  stop(): Promise<void>;
}

export function basic(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
}

interface Seeded {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  opaqueToken: string;
  members: Member[];
}

/** The engine alone, with its memory adapter. */
export async function startBareEngine(nodeOptions: readonly string[] = []): Promise<OauthServer> {
  const running = await startServer({ args: [...nodeOptions, baseline], readyPath: '/jwks' });
  const seed = async (count: number): Promise<Seeded> => {
    const response = await fetch(`${running.url}/seed?count=${String(count)}`);
    return (await response.json()) as Seeded;
  };
  const { clientId, clientSecret, redirectUri } = await seed(0);
  return {
    url: running.url,
    paths: { authorize: '/auth', token: '/token', introspect: '/token/introspection' },
    clientId,
    redirectUri,
    authorization: basic(clientId, clientSecret),
    opaqueToken: async () => (await seed(0)).opaqueToken,
    members: async (count) => (await seed(count)).members,
    stop: running.stop,
  };
}
