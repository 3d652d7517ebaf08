import { availableParallelism } from 'node:os';
import { median } from '../support/load.ts';
import { startOstiary, signIn, signUp, type Installation } from '../support/ostiary.ts';
import { administratorEnv, registerClient } from '../support/oauth-ostiary.ts';
import { coresOf, loadCores, treeCpuSeconds } from '../support/processes.ts';
import { wrk, type WrkRequest } from '../support/wrk.ts';
import { atLeast, type BenchOptions, type Figure } from './case.ts';

const bound = 1.7;
/** As many for each worker, so that each is as busy. */
const connectionsEach = 32;
/** Two for the workers, the rest for the load. */
const hasCores = availableParallelism() >= 4;

const coresOfLoad = hasCores ? `2-${String(availableParallelism() - 1)}` : loadCores;

interface Measured {
  perSecond: number;
  /** Requests for each second that all processes of the server computed. */
  perCpuSecond: number;
}

async function run(server: Installation, request: WrkRequest, seconds: number): Promise<Measured> {
  const pid = server.child.pid ?? 0;
  const before = treeCpuSeconds(pid);
  const { requests, perSecond } = await wrk(request, seconds, coresOfLoad);
  return { perSecond, perCpuSecond: requests / (treeCpuSeconds(pid) - before) };
}

interface Side {
  server: Installation;
  requests: Record<'verify' | 'client credentials', WrkRequest>;
}

async function startSide(workers: number): Promise<Side> {
  const env = { ...administratorEnv, OSTIARY_WORKERS: String(workers) };
  const server = await startOstiary(env, { cores: coresOf(workers) });
  await signUp(server.url, 'workers@bench.test');
  const { access } = await signIn(server.url, 'workers@bench.test');
  const { clientId, clientSecret } = await registerClient(server.url);
  const connections = connectionsEach * workers;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return {
    server,
    requests: {
      verify: {
        connections,
        url: `${server.url}/auth/token/verify/`,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token: access }),
      },
      'client credentials': {
        connections,
        url: `${server.url}/o/token`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: `Basic ${basic}` },
        body: 'grant_type=client_credentials&scope=read',
      },
    },
  };
}

function toFigure(name: string, ones: readonly Measured[], twos: readonly Measured[]): Figure {
  const ratio = (of: (one: Measured) => number): number =>
    median(twos.map((two, index) => of(two) / of(ones[index] ?? two)));
  const rates = [twos, ones].map((all) => `${median(all.map((one) => one.perSecond)).toFixed(0)}/s`);
  const wall = ratio((one) => one.perSecond);
  // What two cores would serve if each did as much in a second of computing as it does here.
  const byCpu = 2 * ratio((one) => one.perCpuSecond);
  const details = `${rates.join(' against ')}, ${wall.toFixed(2)} by the clock, ${byCpu.toFixed(2)} by computing time`;
  if (hasCores) return { name: `${name}: 2 workers / 1`, ...atLeast(wall, bound), details };
  return {
    name: `${name}: 2 workers / 1, by computing time: too few cores`,
    ...atLeast(byCpu, bound),
    details,
  };
}

/** What a second worker adds, on SQLite. With fewer than four cores the load takes them from the workers. */
export async function workersCase({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const one = await startSide(1);
  const two = await startSide(2);
  try {
    const figures: Figure[] = [];
    for (const name of ['verify', 'client credentials'] as const) {
      const ones: Measured[] = [];
      const twos: Measured[] = [];
      for (const side of [one, two]) await run(side.server, side.requests[name], seconds);
      for (let round = 0; round < rounds; round++) {
        ones.push(await run(one.server, one.requests[name], seconds));
        twos.push(await run(two.server, two.requests[name], seconds));
      }
      figures.push(toFigure(name, ones, twos));
    }
    return figures;
  } finally {
    await one.server.stop();
    await two.server.stop();
  }
}
