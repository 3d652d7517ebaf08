import { fileURLToPath } from 'node:url';
import { startServer } from './processes.ts';

const baseline = fileURLToPath(new URL('../baseline/oidc-server.ts', import.meta.url));

/** A signed-in browser whose user need not be asked anything, and a refresh token of theirs. */
export interface Member {
  cookie: string;
  refreshToken: string;
}

/** A confidential client that may use every grant. */
export interface OauthClient {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/** An authorization server with one client, which answers with signed access tokens (RFC 9068). */
export interface OauthServer extends OauthClient {
  url: string;
  paths: { authorize: string; token: string; introspect: string };
  /** A new access token of the client that can only be looked up: memory forgets old ones. */
  opaqueToken(): Promise<string>;
  /** New ones at each call, so that no round inherits the chains of another. */
  members(count: number): Promise<Member[]>;
  stop(): Promise<void>;
}

interface Seeded extends OauthClient {
  opaqueToken: string;
  members: Member[];
}

/** The engine alone, with its memory adapter. */
export async function startBareEngine(): Promise<OauthServer & { pid: number }> {
  const running = await startServer({ args: [baseline], readyPath: '/jwks' });
  const seed = async (count: number): Promise<Seeded> => {
    const response = await fetch(`${running.url}/seed?count=${String(count)}`);
    return (await response.json()) as Seeded;
  };
  const { clientId, clientSecret, redirectUri } = await seed(0);
  return {
    ...{ clientId, clientSecret, redirectUri },
    url: running.url,
    pid: running.child.pid ?? 0,
    paths: { authorize: '/auth', token: '/token', introspect: '/token/introspection' },
    opaqueToken: async () => (await seed(0)).opaqueToken,
    members: async (count) => (await seed(count)).members,
    stop: running.stop,
  };
}
