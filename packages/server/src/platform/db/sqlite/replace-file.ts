import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import SqliteConnection from 'better-sqlite3';
import { databaseErrorCode } from '../db-errors.ts';
import { backUpSqlite, type BackupOptions } from './backup.ts';

/** Somebody has the database open, so it must not be replaced below them. */
export class FileInUseError extends Error {}

export interface Replacement extends Pick<BackupOptions, 'from' | 'onProgress'> {
  /** The file of the database. */
  path: string;
  /** Where the file that is replaced is kept. */
  asideAt: string;
}

/**
 * Puts a copy of `from` in the place of a database that nobody uses. Killed at any point, either the old or the new
 * one is there, or none and the old one aside. Returns whether there was one. Errors: FileInUseError.
 */
export async function replaceSqlite({ from, onProgress, path, asideAt }: Replacement): Promise<boolean> {
  const restored = `${path}.restoring`;
  const wasThere = existsSync(path);
  // Before the long work, to say so at once; and again when it counts.
  if (wasThere) closeAlone(path)();
  await backUpSqlite({ from, to: restored, ...(onProgress && { onProgress }) });
  try {
    const letGo = wasThere ? closeAlone(path) : undefined;
    try {
      if (wasThere) await setAside(path, asideAt);
      await rename(restored, path);
    } finally {
      letGo?.();
    }
    return wasThere;
  } finally {
    await rm(restored, { force: true });
  }
}

/** Takes the file for oneself, with its log moved into it, until the function that it returns is called. */
function closeAlone(path: string): () => void {
  const raw = new SqliteConnection(path, { fileMustExist: true, timeout: 0 });
  try {
    // SQLite leaves the mode with a log only to the one connection that there is.
    raw.pragma('journal_mode = delete');
    raw.exec('begin exclusive');
  } catch (error) {
    raw.close();
    if (databaseErrorCode(error)?.startsWith('SQLITE_BUSY') === true) throw new FileInUseError(path);
    // Too damaged to be used by anybody: it is set aside as it is.
    return () => undefined;
  }
  return () => raw.close();
}

/** With the log beside it, where it was too damaged for that to be moved into it. */
async function setAside(path: string, asideAt: string): Promise<void> {
  for (const end of ['-wal', '-shm', '']) {
    if (existsSync(`${path}${end}`)) await rename(`${path}${end}`, `${asideAt}${end}`);
  }
}
