import SqliteConnection from 'better-sqlite3';
import { Kysely } from 'kysely';
import { asAvailabilityError } from '../db-errors.ts';
import type { Database, DatabaseOptions } from '../database.ts';
import { listPendingMigrations, listUnknownMigrations, migrateToLatest } from '../migrations.ts';
import { refuseNesting, runUnnested } from '../no-nesting.ts';
import type { Tables, Tx } from '../schema.ts';
import { GroupCommit } from './group-commit.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** Blocking waits are kept this short; the group commit goes on waiting without blocking. */
const blockingWaitMs = 20;
const migrationWaitMs = 30_000;

/** Pages in the log before it is moved into the file. */
const usualLogPages = 4_000;
const muchLogPages = 16_000;

/** Gives the log more room as long as anybody expects to write much. */
function roomKeeper(writer: SqliteConnection.Database): () => () => void {
  let expecting = 0;
  const give = (pages: number): void => {
    if (writer.open) writer.pragma(`wal_autocheckpoint = ${pages}`);
  };
  return () => {
    let isOver = false;
    if (expecting++ === 0) give(muchLogPages);
    return () => {
      if (isOver) return;
      isOver = true;
      if (--expecting === 0) give(usualLogPages);
    };
  };
}

function openWriter(path: string, isEphemeral: boolean): SqliteConnection.Database {
  const raw = new SqliteConnection(path, { timeout: migrationWaitMs });
  raw.pragma('journal_mode = WAL');
  // An acknowledged write must survive a power cut: WAL with FULL flushes at every commit.
  raw.pragma(`synchronous = ${isEphemeral ? 'OFF' : 'FULL'}`);
  // Moving the log into the file costs two flushes: after 16 MiB of changes instead of four.
  raw.pragma(`wal_autocheckpoint = ${usualLogPages}`);
  raw.pragma('foreign_keys = ON');
  raw.pragma('temp_store = MEMORY');
  return raw;
}

function openReader(path: string): SqliteConnection.Database {
  const raw = new SqliteConnection(path, { readonly: true, timeout: blockingWaitMs });
  raw.pragma('temp_store = MEMORY');
  return raw;
}

/** One writing and one reading connection, so that a read never waits for a transaction. */
export async function openSqlite(path: string, options: DatabaseOptions): Promise<Database> {
  let writer: SqliteConnection.Database;
  let reader: SqliteConnection.Database;
  try {
    writer = openWriter(path, options.isEphemeral ?? false);
    reader = openReader(path);
  } catch (error) {
    throw asAvailabilityError(error);
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(reader) });
  const writing = new Kysely<Tables>({ dialect: sqliteDialect(writer) });
  const commits = new GroupCommit(writer);
  writer.pragma(`busy_timeout = ${blockingWaitMs}`);
  return {
    dialect: 'sqlite',
    location: path,
    db,
    write(work) {
      refuseNesting();
      // Inside the group commit's transaction the writing connection is the transaction.
      return commits.submit(() => runUnnested(() => work(writing as Tx)));
    },
    expectMuchWriting: roomKeeper(writer),
    async migrate() {
      await commits.idle();
      writer.pragma(`busy_timeout = ${migrationWaitMs}`);
      try {
        return await migrateToLatest(writing);
      } finally {
        writer.pragma(`busy_timeout = ${blockingWaitMs}`);
      }
    },
    pendingMigrations: () => listPendingMigrations(writing),
    unknownMigrations: () => listUnknownMigrations(writing),
    async ping() {
      await Promise.resolve();
      reader.prepare('select 1').get();
    },
    async close() {
      await commits.idle();
      reader.close();
      writer.close();
    },
  };
}
