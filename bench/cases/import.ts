import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { password, signIn, startOstiary } from '../support/ostiary.ts';
import { administrator, importAll } from '../support/populated.ts';
import type { BenchOptions, Figure } from './case.ts';

const small = 100_000;
const large = 1_000_000;
const minPerSecond = 10_000;
const maxGrowth = 1.25;
const sampleMs = 250;

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** The most memory that a process was seen with until `isOver`. */
async function watchMemory(pid: number, isOver: () => boolean): Promise<number> {
  let peak = 0;
  while (!isOver()) {
    peak = Math.max(peak, await residentMegabytes(pid));
    await sleep(sampleMs);
  }
  return peak;
}

interface Measured {
  perSecond: number;
  peakMegabytes: number;
}

/** Into a fresh database, durably, over HTTP: hashes, external ids, one role and one group each. */
async function measureImport(users: number): Promise<Measured> {
  const ostiary = await startOstiary({
    OSTIARY_ADMIN_EMAIL: administrator.email,
    OSTIARY_ADMIN_USERNAME: administrator.username,
    OSTIARY_ADMIN_PASSWORD: password,
  });
  try {
    const { access } = await signIn(ostiary.url, administrator.email);
    let isOver = false;
    const peak = watchMemory(ostiary.child.pid ?? 0, () => isOver);
    const perSecond = await importAll(ostiary.url, access, users).finally(() => (isOver = true));
    return { perSecond, peakMegabytes: await peak };
  } finally {
    await ostiary.stop();
  }
}

function speedOf(users: number, { perSecond }: Measured): Figure {
  return {
    name: `users imported in a second, ${String(users)} of them`,
    value: perSecond.toFixed(0),
    bound: `>= ${String(minPerSecond)}`,
    isMet: perSecond >= minPerSecond,
    details: 'SQLite on disk, every batch flushed, roles and groups included',
  };
}

/** Bulk import: how many in a second, and whether memory depends on how many there are. */
export async function importCase(_options: BenchOptions): Promise<Figure[]> {
  const few = await measureImport(small);
  const many = await measureImport(large);
  const growth = many.peakMegabytes / few.peakMegabytes;
  return [
    speedOf(small, few),
    speedOf(large, many),
    {
      name: 'memory of an import, a million / a hundred thousand',
      value: growth.toFixed(2),
      bound: `<= ${String(maxGrowth)}`,
      isMet: growth <= maxGrowth,
      details: `${few.peakMegabytes.toFixed(0)} MB and ${many.peakMegabytes.toFixed(0)} MB at most`,
    },
  ];
}
