import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteConnection from 'better-sqlite3';
import { format } from 'prettier';
import { findPostgresBinaries } from '../../packages/testkit/src/postgres-binaries.ts';
import type { Figures, Machine } from './figures.types.ts';

export const figuresFile = fileURLToPath(new URL('../../docs/benchmarks/figures.json', import.meta.url));

async function postgresVersion(): Promise<string> {
  const binaries = await findPostgresBinaries();
  try {
    const said = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
    return /\d+(\.\d+)?/.exec(said)?.[0] ?? said.trim();
  } finally {
    await binaries.dispose();
  }
}

/** What figures depend on; nothing that says whose machine it is. */
export async function describeMachine(): Promise<Machine> {
  const database = new SqliteConnection(':memory:');
  const sqlite = String(database.prepare('select sqlite_version()').pluck().get());
  database.close();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: process.version,
    sqlite,
    postgres: await postgresVersion(),
  };
}

export function loadFigures(): Figures | undefined {
  if (!existsSync(figuresFile)) return undefined;
  return JSON.parse(readFileSync(figuresFile, 'utf8')) as Figures;
}

/** Four digits say more than any of these measurements does. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(4));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]));
}

/** What was measured now takes the place of what was measured of it before; of another machine nothing stays. */
export function mergeFigures(before: Figures | undefined, now: Figures): Figures {
  const isSameMachine = JSON.stringify(before?.machine) === JSON.stringify(now.machine);
  if (!before || !isSameMachine) return now;
  return {
    ...before,
    ...now,
    cases: { ...before.cases, ...now.cases },
    ...((before.profiles ?? now.profiles) && { profiles: { ...before.profiles, ...now.profiles } }),
  };
}

export async function saveFigures(now: Figures): Promise<void> {
  const merged = rounded(mergeFigures(loadFigures(), now));
  mkdirSync(dirname(figuresFile), { recursive: true });
  writeFileSync(figuresFile, await format(JSON.stringify(merged), { parser: 'json', printWidth: 110 }));
}
