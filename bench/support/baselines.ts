import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { costed } from './costs.ts';
import { hashesAlone } from './hashes.ts';
import { measure, type LoadResult, type Pace } from './load.ts';
import { clientCredentialsLoad, codeFlowLoad, introspectionLoad } from './oauth-load.ts';
import { startBareEngine } from './oauth-server.ts';
import { guardedLoad, type OperationName } from './operations.ts';
import { startServer, treeCpuSeconds } from './processes.ts';
import type { GuardedService, Site } from './site.ts';

const refreshServer = fileURLToPath(new URL('../baseline/refresh-server.ts', import.meta.url));
const verifyServer = fileURLToPath(new URL('../baseline/verify-server.ts', import.meta.url));
const connections = 16;

export interface Baseline {
  name: string;
  /** How many a second of computing is enough for. */
  perCpuSecond(seconds: number): Promise<number>;
}

export interface Baselines {
  of: Record<OperationName, Baseline>;
  stop(): Promise<void>;
}

function of(name: string, pid: number, run: (pace: Pace) => Promise<LoadResult>): Baseline {
  return {
    name,
    async perCpuSecond(seconds) {
      const computed = () => ({ server: treeCpuSeconds(pid), database: 0 });
      return 1e6 / (await costed(computed, seconds, () => run({ seconds }))).server;
    },
  };
}

function post(url: string, body: object): (pace: Pace) => Promise<LoadResult> {
  const headers = { 'content-type': 'application/json' };
  const requests = [{ method: 'POST' as const, headers, body: JSON.stringify(body) }];
  return (pace) => measure({ url, ...pace, connections, requests, expected: [200] });
}

export interface BareVerification extends Baseline {
  stop(): Promise<void>;
}

/** A bare route that verifies the signature of the site's token. */
export async function startBareVerification({ url, token }: Site): Promise<BareVerification> {
  const jwks = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: object[] };
  const env = { JWK: JSON.stringify(jwks.keys[0]) };
  const { url: bareUrl, child, stop } = await startServer({ args: [verifyServer], env, readyPath: '/ready' });
  return { ...of('bare verification', child.pid ?? 0, post(`${bareUrl}/verify`, { token })), stop };
}

/** What each operation is compared to: the least that anybody would have to do for it. */
export async function startBaselines(site: Site, guarded: GuardedService): Promise<Baselines> {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-bench-'));
  const verification = await startBareVerification(site);
  const env = { DATABASE: join(directory, 'bare.sqlite') };
  const rotation = await startServer({ args: [refreshServer], env, readyPath: '/ready' });
  const engine = await startBareEngine();
  const oauth = (run: (pace: Pace) => Promise<LoadResult>): Baseline =>
    of('bare OAuth engine in memory', engine.pid, run);
  const bareRoute = of('bare Fastify route', guarded.running.child.pid ?? 0, (pace) =>
    guardedLoad(guarded, pace, '/bare'),
  );
  return {
    of: {
      'sign-in': {
        name: 'the hash alone',
        perCpuSecond: async (seconds) => (await hashesAlone(seconds)).perCpuSecond,
      },
      refresh: of(
        'one signature and two durable writes',
        rotation.child.pid ?? 0,
        post(`${rotation.url}/refresh`, { refresh: 'x'.repeat(91) }),
      ),
      verify: verification,
      'client credentials': oauth((pace) => clientCredentialsLoad(engine, pace)),
      'code flow': oauth((pace) => codeFlowLoad(engine, pace)),
      introspection: oauth(async (pace) => introspectionLoad(engine, pace, [await engine.opaqueToken()])),
      'user read': bareRoute,
      'guarded request': bareRoute,
    },
    async stop() {
      for (const one of [verification, rotation, engine]) await one.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
