import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import SqliteConnection from 'better-sqlite3';

export interface BackupOptions {
  /** Paths of files. What is at `to` is replaced once the copy is complete. */
  from: string;
  to: string;
  onProgress?: (progress: { pagesDone: number; pages: number }) => void;
}

const pagesAtOnce = 1_000;

/** What is given up by a power cut after this is not the copy. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Copies a database beside those who use it, as it is when this begins. */
export async function backUpSqlite({ from, to, onProgress }: BackupOptions): Promise<void> {
  const unfinished = `${to}.${String(process.pid)}.unfinished`;
  const source = new SqliteConnection(from, { readonly: true });
  try {
    // What is committed from now on is not part of it: otherwise SQLite would begin anew after every commit.
    source.exec('begin');
    source.prepare('select 1 from sqlite_master').get();
    await source.backup(unfinished, {
      progress({ totalPages, remainingPages }) {
        onProgress?.({ pagesDone: totalPages - remainingPages, pages: totalPages });
        return pagesAtOnce;
      },
    });
    await chmod(unfinished, 0o600);
    await flush(unfinished);
    await rename(unfinished, to);
    await flush(dirname(to));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    source.close();
  }
}
