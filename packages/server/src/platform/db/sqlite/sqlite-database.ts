import SqliteConnection from 'better-sqlite3';
import { Kysely } from 'kysely';
import { AppError } from '../../errors.ts';
import { asAvailabilityError } from '../db-errors.ts';
import type { Database, DatabaseOptions } from '../database.ts';
import { migrateToLatest } from '../migrations.ts';
import { readSqliteRecord, requireNotMoved } from '../move/move-record.ts';
import { queryLog } from '../query-log.ts';
import { refuseNesting, runUnnested } from '../no-nesting.ts';
import type { Db, Tables, Tx } from '../schema.ts';
import { readSchemaState } from '../schema-state.ts';
import { noSignals } from '../signals.ts';
import type { LogState } from './checkpoint-worker.ts';
import { GroupCommit } from './group-commit.ts';
import { LogKeeper } from './log-keeper.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** Blocking waits of readers are kept this short. Writers do not block at all: the group commit waits. */
const blockingWaitMs = 20;
const migrationWaitMs = 30_000;

function openWriter(path: string, isEphemeral: boolean): SqliteConnection.Database {
  const raw = new SqliteConnection(path, { timeout: migrationWaitMs });
  raw.pragma('journal_mode = WAL');
  raw.pragma(`synchronous = ${isEphemeral ? 'OFF' : 'FULL'}`);
  raw.pragma('foreign_keys = ON');
  raw.pragma('temp_store = MEMORY');
  return raw;
}

function openReader(path: string): SqliteConnection.Database {
  const raw = new SqliteConnection(path, { readonly: true, timeout: blockingWaitMs });
  raw.pragma('temp_store = MEMORY');
  return raw;
}

function createWrites(commits: GroupCommit, writing: Db): Pick<Database, 'write' | 'writeStatement'> {
  const write: Database['write'] = (work) => {
    refuseNesting();
    // Inside the group commit's transaction the writing connection is the transaction.
    return commits.submit(() => runUnnested(() => work(writing as Tx)));
  };
  return { write, writeStatement: (statement, ...parameters) => write((tx) => statement(tx, ...parameters)) };
}

/** One writing and one reading connection, so that a read never waits for a transaction. */
export async function openSqlite(path: string, options: DatabaseOptions): Promise<Database> {
  let writer: SqliteConnection.Database;
  let reader: SqliteConnection.Database;
  try {
    writer = openWriter(path, options.isEphemeral ?? false);
    try {
      requireNotMoved(writer);
      reader = openReader(path);
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (error) {
    throw asAvailabilityError(error);
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(reader), ...queryLog(options) });
  const writing = new Kysely<Tables>({ dialect: sqliteDialect(writer), ...queryLog(options) });
  const lookAtLog = reader.prepare<[], LogState>('pragma wal_checkpoint(noop)');
  const log = new LogKeeper(writer, { isDurable: options.isEphemeral !== true });
  const commits = new GroupCommit(writer, log);
  writer.pragma('busy_timeout = 0');
  return {
    dialect: 'sqlite',
    location: path,
    db,
    ...createWrites(commits, writing),
    isWriteAwaited: () => commits.isAwaited,
    expectMuchWriting: () => log.expectMuchWriting(),
    signals: noSignals,
    figures: () => ({ ...commits.figures(), logPages: lookAtLog.get()?.log ?? 0 }),
    async migrate() {
      await commits.idle();
      writer.pragma(`busy_timeout = ${migrationWaitMs}`);
      try {
        return await migrateToLatest(writing, options.migrations);
      } finally {
        writer.pragma('busy_timeout = 0');
      }
    },
    schemaState: () => readSchemaState(db, options.migrations),
    async ping() {
      await Promise.resolve();
      if (readSqliteRecord(reader)?.state !== 'moved') return;
      throw new AppError('service.unavailable', { message: 'The database was moved to PostgreSQL.' });
    },
    async close() {
      await commits.idle();
      await log.close();
      reader.close();
      writer.close();
    },
  };
}
