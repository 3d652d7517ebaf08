import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, inject, TestRunner } from 'vitest';
import { openDatabase, type Database } from '@ostiary/server/src/platform/db/database.ts';
import { createPostgresDatabase, preparePostgres } from './postgres-databases.ts';

export interface TestDatabaseOptions {
  /** False leaves it empty, for tests of the migrations themselves. Default true. */
  isMigrated?: boolean;
  /** PostgreSQL connections. Default 8. */
  poolSize?: number;
}

export interface TestDatabase {
  database: Database;
  /** What `openDatabase` or a server in another process needs to reach it. */
  url: string;
  /** Closes the connections and removes the data; a second call does nothing. */
  close(): Promise<void>;
}

export interface TestDialect {
  name: 'sqlite' | 'postgres';
  /** A fresh, migrated database that nobody else uses. */
  open(options?: TestDatabaseOptions): Promise<TestDatabase>;
}

/** On a machine that is busy with other things, too. */
const prepareTimeoutMs = 120_000;

let sqliteTemplate: Promise<string> | undefined;

/** One migrated file per test file; copying it is quicker than migrating again. */
async function buildSqliteTemplate(): Promise<string> {
  const folder = await mkdtemp(join(inject('testRun').directory, 'template-'));
  const file = join(folder, 'ostiary.sqlite');
  const database = await openDatabase({ url: `sqlite:${file}`, isEphemeral: true });
  try {
    await database.migrate();
  } finally {
    // Closing the last connection moves everything from the write-ahead log into the file.
    await database.close();
  }
  return file;
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

/** A fresh, migrated SQLite database in a file of its own: the quick one, for service and route tests. */
export async function sqliteDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const folder = await mkdtemp(join(inject('testRun').directory, 'sqlite-'));
  const file = join(folder, 'ostiary.sqlite');
  if (options.isMigrated ?? true) await copyFile(await (sqliteTemplate ??= buildSqliteTemplate()), file);
  const url = `sqlite:${file}`;
  const database = await openDatabase({ url, isEphemeral: true });
  return {
    database,
    url,
    close: onlyOnce(async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }),
  };
}

async function postgresDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const fresh = await createPostgresDatabase(options.isMigrated ?? true);
  const poolSize = options.poolSize ?? 8;
  // Dropping the database cuts connections that a test left open; that is nobody's failure.
  const database = await openDatabase({ url: fresh.url, poolSize, onIdleError: () => undefined });
  return {
    database,
    url: fresh.url,
    close: onlyOnce(async () => {
      await database.close();
      await fresh.drop();
    }),
  };
}

/**
 * Both engines: `describe.each(databases())('… on $name', ({ open }) => …)`. Called outside a test, as
 * there, it has PostgreSQL ready before the first test, whose time limit would otherwise pay for it.
 */
export function databases(): TestDialect[] {
  if (TestRunner.getCurrentTest() === undefined) beforeAll(preparePostgres, prepareTimeoutMs);
  return [
    { name: 'sqlite', open: sqliteDatabase },
    { name: 'postgres', open: postgresDatabase },
  ];
}
