import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import SqliteConnection from 'better-sqlite3';

export interface BackupOptions {
  /** Paths of files. What is at `to` is replaced once the copy is complete. */
  from: string;
  to: string;
  onProgress?: (progress: { pagesDone: number; pages: number }) => void;
}

/** A few milliseconds of work, after which others of this process have their turn. */
const pagesAtOnce = 1_000;

/** Copies a database beside those who use it, as it was at one moment, into one file that needs no other. */
export async function backUpSqlite({ from, to, onProgress }: BackupOptions): Promise<void> {
  const unfinished = `${to}.${String(process.pid)}.unfinished`;
  const source = new SqliteConnection(from, { readonly: true });
  try {
    // An open reading transaction: without one, every write of another process would begin the copy anew.
    source.exec('begin');
    source.prepare('select count(*) from sqlite_master').get();
    await source.backup(unfinished, {
      progress({ totalPages, remainingPages }) {
        onProgress?.({ pagesDone: totalPages - remainingPages, pages: totalPages });
        return pagesAtOnce;
      },
    });
    standAlone(unfinished);
    await chmod(unfinished, 0o600);
    await flush(unfinished);
    await rename(unfinished, to);
    await flush(dirname(to));
  } catch (error) {
    for (const end of ['', '-journal', '-wal', '-shm']) await rm(`${unfinished}${end}`, { force: true });
    throw error;
  } finally {
    source.close();
  }
}

/** What is a copy by its name is one after a power cut, too. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whoever opens it later, and only reads, leaves no log and no index of one beside it. */
function standAlone(path: string): void {
  const copy = new SqliteConnection(path, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}
