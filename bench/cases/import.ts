import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { password, signIn, startOstiary } from '../support/ostiary.ts';
import { administrator, importAll } from '../support/populated.ts';
import { allCores, residentMegabytes, treeCpuSeconds } from '../support/processes.ts';
import type { BenchOptions, Figure } from './case.ts';

const small = 100_000;
const large = 1_000_000;
const minPerSecond = 10_000;
const maxGrowth = 1.25;
const sampleMs = 250;

const baseline = fileURLToPath(new URL('../baseline/import-loop.ts', import.meta.url));

interface Size {
  users: number;
  /** Whether each has a role and a group. */
  isAssigned: boolean;
}

/** The most memory that a process was seen with until `isOver`. */
async function watchMemory(pid: number, isOver: () => boolean): Promise<number> {
  let peak = 0;
  while (!isOver()) {
    peak = Math.max(peak, residentMegabytes(pid));
    await sleep(sampleMs);
  }
  return peak;
}

interface Measured {
  perSecond: number;
  peakMegabytes: number;
  /** Of all cores together. */
  microsecondsEach: number;
  /** The same rows written by SQLite alone. */
  barePerSecond: number;
}

async function measureBare({ users, isAssigned }: Size): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-bare-'));
  try {
    const args = [baseline, join(folder, 'bare.sqlite'), String(users), isAssigned ? 'assigned' : 'alone'];
    return Number((await promisify(execFile)(process.execPath, args)).stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Into a fresh database, durably, over HTTP: hashes and external ids. */
async function measureImport(size: Size): Promise<Measured> {
  const { users, isAssigned } = size;
  const barePerSecond = await measureBare(size);
  const env = {
    OSTIARY_ADMIN_EMAIL: administrator.email,
    OSTIARY_ADMIN_USERNAME: administrator.username,
    OSTIARY_ADMIN_PASSWORD: password,
  };
  // The log is flushed and moved by threads of its own.
  const ostiary = await startOstiary(env, { cores: allCores });
  try {
    const { access: token } = await signIn(ostiary.url, administrator.email);
    const pid = ostiary.child.pid ?? 0;
    let isOver = false;
    const before = treeCpuSeconds(pid);
    const peak = watchMemory(pid, () => isOver);
    const importing = importAll({ url: ostiary.url, token }, users, { isAssigned });
    const perSecond = await importing.finally(() => (isOver = true));
    const microsecondsEach = ((treeCpuSeconds(pid) - before) * 1e6) / users;
    return { perSecond, peakMegabytes: await peak, microsecondsEach, barePerSecond };
  } finally {
    await ostiary.stop();
  }
}

function speedOf({ users, isAssigned }: Size, measured: Measured): Figure {
  const { perSecond, microsecondsEach, barePerSecond } = measured;
  const share = (perSecond / barePerSecond).toFixed(2);
  return {
    name: `users imported in a second, ${String(users)} ${isAssigned ? 'with a role and a group each' : 'alone'}`,
    value: perSecond.toFixed(0),
    bound: `>= ${String(minPerSecond)}`,
    isMet: perSecond >= minPerSecond,
    details: `durable, SQLite on disk; ${microsecondsEach.toFixed(0)} µs of processor each; ${share} of the bare rows (${barePerSecond.toFixed(0)}/s)`,
  };
}

/** Bulk import: how many in a second, and whether memory depends on how many there are. */
export async function importCase(_options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  const peaks: number[] = [];
  for (const users of [small, large]) {
    for (const isAssigned of [false, true]) {
      const measured = await measureImport({ users, isAssigned });
      figures.push(speedOf({ users, isAssigned }, measured));
      if (isAssigned) peaks.push(measured.peakMegabytes);
    }
  }
  const [few = Number.NaN, many = Number.NaN] = peaks;
  const growth = many / few;
  figures.push({
    name: 'memory of an import, a million / a hundred thousand',
    value: growth.toFixed(2),
    bound: `<= ${String(maxGrowth)}`,
    isMet: growth <= maxGrowth,
    details: `${few.toFixed(0)} MB and ${many.toFixed(0)} MB at most`,
  });
  return figures;
}
