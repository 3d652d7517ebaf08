import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { GrowthRow, PruningRow } from '../report/figures.types.ts';
import type { Operation } from './operations.ts';
import { ostiaryBin } from './ostiary.ts';
import { canPin, loadCores, treeCpuSeconds } from './processes.ts';
import type { Site } from './site.ts';

const watched = ['sign-in', 'refresh', 'user read'];
const sliceSeconds = 5;

interface Pruned {
  deleted: number;
  seconds: number;
  cpuSeconds: number;
}

/** `ostiary prune` on a core beside the server's. */
async function prune({ store }: Site, onStart: (isOver: () => boolean) => Promise<void>): Promise<Pruned> {
  const argv = [process.execPath, ostiaryBin, 'prune', '--json'];
  if (canPin) argv.unshift('taskset', '-c', loadCores);
  const [file = '', ...args] = argv;
  const startedAt = performance.now();
  const child = spawn(file, args, {
    env: { ...process.env, ...store.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  const database = store.postgres?.pid;
  const databaseBefore = database === undefined ? 0 : treeCpuSeconds(database);
  let cpuSeconds = 0;
  let isOver = false;
  const ended = (once(child, 'exit') as Promise<[number | null]>).finally(() => (isOver = true));
  const watch = setInterval(() => {
    // Not once it has ended.
    if (!isOver && child.pid !== undefined && child.exitCode === null) cpuSeconds = treeCpuSeconds(child.pid);
  }, 100);
  const [[code]] = await Promise.all([ended, onStart(() => isOver)]);
  clearInterval(watch);
  if (code !== 0) throw new Error(`ostiary prune ended with ${String(code)}`);
  const { deleted } = JSON.parse(await said) as { deleted: Record<string, number> };
  const ofDatabase = database === undefined ? 0 : treeCpuSeconds(database) - databaseBefore;
  return {
    deleted: Object.values(deleted).reduce((sum, count) => sum + count, 0),
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: cpuSeconds + ofDatabase,
  };
}

/** Half of what each was answered with nothing beside it, together a third of what the server can. */
function ratesOf(rows: readonly GrowthRow[]): Map<string, number> {
  return new Map(rows.map(({ operation, perSecond }) => [operation, Math.max(1, Math.floor(perSecond / 9))]));
}

async function loadAll(
  operations: readonly Operation[],
  rates: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const p99s = await Promise.all(
    operations.map(async (operation): Promise<[string, number]> => {
      const pace = { seconds: sliceSeconds, ratePerSecond: rates.get(operation.name) ?? 1 };
      return [operation.name, (await operation.run(pace)).p99Ms];
    }),
  );
  return new Map(p99s);
}

/** What people notice of millions of rows being deleted, and what that costs. */
export async function pruneBeside(
  site: Site,
  all: readonly Operation[],
  { tokens, rows }: { tokens: number; rows: readonly GrowthRow[] },
): Promise<PruningRow> {
  const operations = all.filter(({ name }) => watched.includes(name));
  const rates = ratesOf(rows);
  const before = await loadAll(operations, rates);
  const during = new Map<string, number>();
  const { deleted, seconds, cpuSeconds } = await prune(site, async (isOver) => {
    while (!isOver()) {
      for (const [name, p99] of await loadAll(operations, rates)) {
        during.set(name, Math.max(during.get(name) ?? 0, p99));
      }
    }
  });
  const p99Ms = Object.fromEntries(
    [...before].map(([name, p99]) => [name, { before: p99, during: during.get(name) ?? Number.NaN }]),
  );
  const microsecondsEach = (cpuSeconds * 1e6) / deleted;
  return { engine: site.store.engine, tokens, deleted, seconds, microsecondsEach, p99Ms };
}
