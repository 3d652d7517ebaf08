import { fileURLToPath } from 'node:url';
import { administrator, administratorEnv, create, oauthServerOf, registerClient } from './oauth-ostiary.ts';
import type { OauthServer } from './oauth-server.ts';
import { password, signIn, startOstiary } from './ostiary.ts';
import { coresOf, startServer, treeCpuSeconds, type Running } from './processes.ts';
import type { Store } from './store.ts';

const guardedService = fileURLToPath(new URL('../baseline/guarded-service.ts', import.meta.url));

/** Seconds that the processes of each have computed so far. */
export interface Computed {
  server: number;
  database: number;
}

/** A running installation on a store. */
export interface Site {
  url: string;
  pid: number;
  store: Store;
  oauth: OauthServer;
  /** An access token of an administrator. */
  token: string;
  computed(): Computed;
  stop(): Promise<void>;
}

export interface SiteOptions {
  workers?: number;
  nodeFlags?: readonly string[];
}

/** Refresh tokens rotate: that is the dearer way, and the one for production. */
const settings = {
  ...administratorEnv,
  OSTIARY_ACCESS_TOKEN_LIFETIME: '6h',
  OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
  OSTIARY_HASH_WORKERS: '1',
};

/** Starts a server on the store, which has its client from the first time on. */
export async function startSite(
  store: Store,
  { workers = 1, nodeFlags = [] }: SiteOptions = {},
): Promise<Site> {
  const env = { ...settings, ...store.env, OSTIARY_WORKERS: String(workers) };
  const server = await startOstiary(env, { cores: coresOf(workers), nodeFlags });
  try {
    store.client ??= await registerClient(server.url);
    const pid = server.child.pid ?? 0;
    return {
      url: server.url,
      pid,
      store,
      oauth: oauthServerOf(server, store.client),
      token: (await signIn(server.url, administrator.email)).access,
      computed: () => ({
        server: treeCpuSeconds(pid),
        database: store.postgres ? treeCpuSeconds(store.postgres.pid) : 0,
      }),
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A client service of a site, with a token that it lets in. */
export interface GuardedService {
  running: Running;
  token: string;
}

export async function startGuardedService(
  site: Site,
  { hasMirror }: { hasMirror: boolean },
): Promise<GuardedService> {
  const name = `Guarded ${crypto.randomUUID()}`;
  const audience = `https://${name.toLowerCase().replace(' ', '-')}.bench.test`;
  const { id } = await create(`${site.url}/api/v1/services`, site.token, {
    name,
    audience,
    access_levels: ['reader', 'editor'],
  });
  const { key } = await create(`${site.url}/api/v1/services/${String(id)}/keys`, site.token, {});
  const answer = await fetch(`${site.url}/auth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'ostiary-service': String(key) },
    body: JSON.stringify({ email: administrator.email, password }),
  });
  const { access } = (await answer.json()) as { access?: string };
  if (access === undefined) throw new Error(`No token for the service: ${String(answer.status)}`);
  const env = {
    OSTIARY: site.url,
    AUDIENCE: audience,
    KEY: String(key),
    MIRROR: hasMirror ? 'on' : 'off',
  };
  const running = await startServer({ args: [guardedService], env, readyPath: '/bare' });
  return { running, token: access };
}
