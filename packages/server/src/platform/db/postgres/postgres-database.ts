import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { asAvailabilityError, isRetryable } from '../db-errors.ts';
import type { Database, DatabaseOptions } from '../database.ts';
import { listPendingMigrations, listUnknownMigrations, migrateToLatest } from '../migrations.ts';
import { queryLog } from '../query-log.ts';
import { refuseNesting, runUnnested } from '../no-nesting.ts';
import type { Db, Tables, Tx } from '../schema.ts';
import { NamedStatementClient } from './named-statements.ts';
import { watchPool } from './watched-pool.ts';

const bigintTypeId = 20;
const connectTimeoutMs = 5_000;
const maxAttempts = 4;

/** Our bigints are times in milliseconds and sequence numbers, all below 2^53: read them as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary'): unknown =>
    id === bigintTypeId && format !== 'binary' ? Number : pg.types.getTypeParser(id, format),
};

function withoutCredentials(url: string): string {
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname}`;
}

export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 8,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'ostiary',
    types,
    Client: NamedStatementClient,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  // The pool listens to idle connections only; one that breaks while it is lent out would end the process.
  pool.on('connect', (client) => client.on('error', (error) => options.onIdleError?.(error)));
  const watched = watchPool(pool);
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: watched.pool }),
    ...queryLog(options),
  });
  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute((tx) => work(tx as Db as Tx));
      } catch (error) {
        if (!isRetryable(error) || attempt >= maxAttempts) throw asAvailabilityError(error);
      }
    }
  };
  const database: Database = {
    dialect: 'postgres',
    location: withoutCredentials(options.url),
    db,
    write(work) {
      refuseNesting();
      return runUnnested(() => transaction(work));
    },
    // The server's own settings say how much room there is.
    isWriteAwaited: () => false,
    expectMuchWriting: () => () => undefined,
    figures: watched.figures,
    migrate: () => migrateToLatest(db),
    pendingMigrations: () => listPendingMigrations(db),
    unknownMigrations: () => listUnknownMigrations(db),
    async ping() {
      await sql`select 1`.execute(db);
    },
    close: () => db.destroy(),
  };
  try {
    await database.ping();
  } catch (error) {
    await database.close();
    throw asAvailabilityError(error);
  }
  return database;
}
