import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { fileStamp } from '../../clock.ts';
import { OperatorError } from '../../operator-error.ts';
import { backUpSqlite, type BackupOptions } from './backup.ts';
import { examineSqliteFile } from './examine-file.ts';

const keptBackups = 3;
const automatic = /^automatic-\d{8}T\d{6}Z-before-.+\.sqlite$/;

export interface AutomaticBackup {
  /** The file of the database. */
  from: string;
  folder: string;
  /** The migrations that it is made before, which it must not hold. */
  pending: readonly string[];
  nowMs: number;
  onProgress?: BackupOptions['onProgress'] | undefined;
}

/**
 * Copies the database as it is before its schema changes, and deletes automatic copies but the newest few. Returns
 * the path; null when another process has changed the schema meanwhile, having made a copy of its own.
 * Errors: OperatorError when there is no room, the copy cannot be written, or it is not whole.
 */
export async function backUpBeforeMigrating(backup: AutomaticBackup): Promise<string | null> {
  const { from, folder, pending, nowMs, onProgress } = backup;
  const to = join(folder, `automatic-${fileStamp(nowMs)}-before-${pending[0] ?? ''}.sqlite`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { needed, free } = await roomForBackup(from, folder);
    if (needed > free) throw new Error(`it takes ${megabytes(needed)}, and ${megabytes(free)} are free`);
    await backUpSqlite({ from, to, ...(onProgress && { onProgress }) });
    if (await isOfBefore(to, pending)) {
      await deleteOld(folder);
      return to;
    }
    await rm(to);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`No backup could be made in ${folder}: ${reason}. Nothing was changed.`, {
      cause: error,
      hint: 'Make room, or make a backup yourself and set OSTIARY_BACKUP_BEFORE_MIGRATE=off.',
    });
  }
}

/** Bytes that a copy of the database takes, and those that are free where it would be. */
export async function roomForBackup(from: string, folder: string): Promise<{ needed: number; free: number }> {
  const [{ size }, log, { bavail, bsize }] = await Promise.all([
    stat(from),
    stat(`${from}-wal`).catch(() => ({ size: 0 })),
    statfs(folder),
  ]);
  return { needed: size + log.size, free: bavail * bsize };
}

export function megabytes(bytes: number): string {
  return `${String(Math.ceil(bytes / 1_048_576))} MiB`;
}

async function isOfBefore(copy: string, pending: readonly string[]): Promise<boolean> {
  const { problems, schema } = await examineSqliteFile(copy, () => Promise.resolve([]));
  const [problem] = problems;
  if (problem !== undefined) {
    await rm(copy);
    throw new Error(`the database is damaged (${problem})`);
  }
  return !pending.some((name) => schema?.applied.includes(name));
}

async function deleteOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => automatic.test(name)).sort();
  for (const name of names.slice(0, -keptBackups)) await rm(join(folder, name), { force: true });
}
