import { chmod, rename, rm } from 'node:fs/promises';
import SqliteConnection from 'better-sqlite3';

export interface BackupOptions {
  /** Paths of files. What is at `to` is replaced once the copy is complete. */
  from: string;
  to: string;
  onProgress?: (progress: { pagesDone: number; pages: number }) => void;
}

const pagesAtOnce = 1_000;

/** Copies a database beside those who use it. */
export async function backUpSqlite({ from, to, onProgress }: BackupOptions): Promise<void> {
  const unfinished = `${to}.${String(process.pid)}.unfinished`;
  const source = new SqliteConnection(from, { readonly: true });
  try {
    await source.backup(unfinished, {
      progress({ totalPages, remainingPages }) {
        onProgress?.({ pagesDone: totalPages - remainingPages, pages: totalPages });
        return pagesAtOnce;
      },
    });
    await chmod(unfinished, 0o600);
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    source.close();
  }
}
