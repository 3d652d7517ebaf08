import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from '../../support/processes.ts';
import type { Installation } from '../world/installation.ts';
import type { World } from '../world/world.ts';
import { readBuckets, readFigures, type Buckets, type ServerFigures } from './metrics.ts';
import { childrenOf, sampleProcess, type ProcessSample } from './processes.ts';
import type { DatabaseSample, DatabaseWatch } from './tables.ts';

export interface ServiceFigures {
  heapMiB: number;
  loopDelayMs: number;
  rows: Record<string, number>;
  state: string;
  troubles: string[];
}

export interface Sample {
  /** Seconds since the load began. */
  at: number;
  processes: Record<string, ProcessSample>;
  server: ServerFigures;
  service: ServiceFigures;
  database: DatabaseSample;
}

export interface Watched {
  installation: Installation;
  service: Running;
  world: World;
  database: DatabaseWatch;
}

export interface Watch {
  samples: Sample[];
  /** Workers that were replaced, which nobody asked for. */
  strangers: number[];
  stop(): Promise<void>;
}

type ToldFigures = Omit<ServiceFigures, 'heapMiB'> & { heapUsed: number };

async function readService(world: World): Promise<ServiceFigures> {
  const { text } = await world.service.send({ path: '/figures' });
  const figures = JSON.parse(text) as ToldFigures;
  return { ...figures, heapMiB: figures.heapUsed / 1024 / 1024 };
}

/** Takes a sample so often, until it is stopped. */
export function startWatch(watched: Watched, everyMs: number): Watch {
  const { installation, service, world, database } = watched;
  const supervisor = installation.server.child.pid ?? 0;
  const workers = childrenOf(supervisor);
  const samples: Sample[] = [];
  const strangers: number[] = [];
  let buckets: Buckets = new Map();

  const named = (): [string, number][] => [
    ['supervisor', supervisor],
    ...workers.map((pid, index): [string, number] => [`worker ${String(index + 1)}`, pid]),
    ['client service', service.child.pid ?? 0],
  ];

  async function take(): Promise<void> {
    strangers.push(
      ...childrenOf(supervisor).filter((pid) => !workers.includes(pid) && !strangers.includes(pid)),
    );
    const at = world.answers.seconds();
    const processes = Object.fromEntries(named().map(([name, pid]) => [name, sampleProcess(pid)]));
    const { text } = await world.ostiary.send({ path: '/metrics' });
    const server = readFigures(text, buckets);
    if (Number.isFinite(server.heapMiB)) buckets = readBuckets(text);
    samples.push({
      at,
      processes,
      server,
      service: await readService(world),
      database: await database.sample(),
    });
  }

  const state = { isStopped: false };
  const watching = (async () => {
    for (let dueAt = performance.now(); !state.isStopped; dueAt += everyMs) {
      await sleep(Math.max(0, dueAt - performance.now()));
      await take();
    }
  })();
  watching.catch(() => undefined);
  return {
    samples,
    strangers,
    async stop() {
      state.isStopped = true;
      await watching;
    },
  };
}
