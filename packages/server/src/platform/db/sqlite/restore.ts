import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { OperatorError } from '../../operator-error.ts';
import { databaseErrorCode } from '../db-errors.ts';
import { backUpSqlite } from './backup.ts';

const waitMs = 1_000;

export interface Restoring {
  /** A whole copy. It stays as it is. */
  from: string;
  /** The database that it is to take the place of. */
  to: string;
  /** Where what is there goes. */
  aside: string;
}

/**
 * Nobody else has the file open: only then does SQLite give up its log, which moves all of it into the file. Whoever
 * opens it from now on waits until the connection is closed.
 */
function takeForMyself(file: string): SqliteConnection.Database {
  const database = new SqliteConnection(file, { timeout: waitMs });
  try {
    database.pragma('journal_mode = delete');
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    if (databaseErrorCode(error)?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new OperatorError(`${file} is in use: nothing was restored.`, {
      hint: 'Stop the server, and every command that works on it, first.',
      cause: error,
    });
  }
}

/**
 * Puts a copy where the database is, and the database aside. Errors: OperatorError while anybody uses it. Killed in
 * the middle, one of the two is whole in its place or aside.
 */
export async function restoreSqlite({ from, to, aside }: Restoring): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const copy = `${to}.restored`;
  await backUpSqlite({ from, to: copy });
  const taken = existsSync(to) ? takeForMyself(to) : undefined;
  try {
    if (taken) await rename(to, aside);
    await rename(copy, to);
  } finally {
    taken?.close();
  }
}
