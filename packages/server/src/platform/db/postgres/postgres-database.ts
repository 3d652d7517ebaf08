import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { asAvailabilityError, isRetryable } from '../db-errors.ts';
import type { Database, DatabaseOptions, Signals } from '../database.ts';
import { migrateToLatest } from '../migrations.ts';
import { requireMoveIsThrough } from '../move/move-record.ts';
import { answerLookups } from '../lookups.ts';
import { queryLog } from '../query-log.ts';
import { refuseNesting, runUnnested } from '../no-nesting.ts';
import type { Db, Tables, Tx } from '../schema.ts';
import { readSchemaState } from '../schema-state.ts';
import { noSignals } from '../signals.ts';
import { NamedStatementClient } from './named-statements.ts';
import { createNotifications } from './notifications.ts';
import { createSharedConnection } from './shared-connection.ts';
import { endSilentConnections } from './silent-connections.ts';
import { watchPool } from './watched-pool.ts';

const bigintTypeId = 20;
const connectTimeoutMs = 5_000;
const statementTimeoutMs = 60_000;
/** After that PostgreSQL would have given up itself, and said so. */
const answerTimeoutMs = statementTimeoutMs + 5_000;
const lockTimeoutMs = 15_000;
/** Lookups take milliseconds. When one waits for a lock, nobody is to wait behind it for as long as that may take. */
const lookupTimeoutMs = 10_000;
const idleInTransactionMs = 60_000;
const maxAttempts = 4;
const firstRetryMs = 5;

/** Our bigints are times in milliseconds and sequence numbers, all below 2^53: read them as numbers. */
export const numberTypes: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary'): unknown =>
    id === bigintTypeId && format !== 'binary' ? Number : pg.types.getTypeParser(id, format),
};

export function withoutCredentials(url: string): string {
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname}`;
}

/** Nothing of ours takes long: what does has hung, and must not hold a connection or a lock. */
const limits = `set statement_timeout = ${statementTimeoutMs}; set lock_timeout = ${lockTimeoutMs};
  set idle_in_transaction_session_timeout = ${idleInTransactionMs}`;

function clientConfig({ url }: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'ostiary',
    keepAlive: true,
    types: numberTypes,
  };
}

function openPool(options: DatabaseOptions, config: pg.PoolConfig): pg.Pool {
  const onError = (error: Error): void => options.onIdleError?.(error);
  const pool = new pg.Pool({ ...clientConfig(options), ...config });
  pool.on('error', onError);
  // The pool listens to idle connections only; one that breaks while it is lent out would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** Migrations build indexes, and wait for those who use what they change. */
async function migrateWithoutLimits(options: DatabaseOptions): Promise<string[]> {
  const pool = openPool(options, { max: 1 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await migrateToLatest(db, options.migrations);
  } finally {
    await db.destroy();
  }
}

/** Those who got in each other's way do not meet again at once. */
async function pauseBefore(attempt: number): Promise<void> {
  await sleep(Math.random() * firstRetryMs * 2 ** attempt);
}

/** Again, when PostgreSQL asks for that. */
async function inAttempts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || attempt >= maxAttempts) throw asAvailabilityError(error);
      await pauseBefore(attempt);
    }
  }
}

function createWrites(db: Db): Pick<Database, 'write' | 'writeStatement'> {
  const write = <T>(work: () => Promise<T>): Promise<T> => {
    refuseNesting();
    return runUnnested(() => inAttempts(work));
  };
  return {
    write: (work) => write(() => db.transaction().execute((tx) => work(tx as Db as Tx))),
    writeStatement: (statement, ...parameters) => write(() => statement(db, ...parameters)),
  };
}

function createSignals(options: DatabaseOptions): Signals & { close(): Promise<void> } {
  const close = (): Promise<void> => Promise.resolve();
  if (options.pooling === 'transaction') return { ...noSignals, close };
  const onError = (error: Error): void => options.onIdleError?.(error);
  return createNotifications({ url: options.url, connectTimeoutMs, onError });
}

/** Lookups share a connection unless a pooler is between, which knows no prepared statements. */
function openLookups(db: Db, options: DatabaseOptions): () => Promise<void> {
  const shared = createSharedConnection({
    createClient: () =>
      new NamedStatementClient({
        ...clientConfig(options),
        application_name: 'ostiary lookups',
        pipeline: true,
      }),
    limits,
    silenceMs: Math.min(options.answerTimeoutMs ?? lookupTimeoutMs, lookupTimeoutMs),
    onError: (error) => options.onIdleError?.(error),
  });
  const { onQuery } = options;
  answerLookups(db, async ({ sql, parameters }) => {
    const startedAt = performance.now();
    let hasFailed = true;
    try {
      const rows = await shared.query(sql, parameters);
      hasFailed = false;
      return rows;
    } finally {
      onQuery?.(sql, performance.now() - startedAt, hasFailed);
    }
  });
  return shared.close;
}

/** Whoever waits for the connection is told. */
const ignoreBroken = (): void => undefined;

export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const hasSessions = options.pooling !== 'transaction';
  const pool = openPool(options, {
    max: options.poolSize ?? 8,
    ...(hasSessions && { Client: NamedStatementClient }),
  });
  // Not as parameters of the connection, which poolers refuse. Behind one that gives every transaction another
  // connection nothing can be set: there the role has to have them.
  if (hasSessions) pool.on('connect', (client) => void client.query(limits).catch(ignoreBroken));
  endSilentConnections(pool, options.answerTimeoutMs ?? answerTimeoutMs);
  const watched = watchPool(pool);
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: watched.pool }),
    ...queryLog(options),
  });
  const closeLookups = hasSessions ? openLookups(db, options) : undefined;
  const signals = createSignals(options);
  const database: Database = {
    dialect: 'postgres',
    location: withoutCredentials(options.url),
    db,
    ...createWrites(db),
    // The server's own settings say how much room there is.
    isWriteAwaited: () => false,
    expectMuchWriting: () => () => undefined,
    signals,
    figures: watched.figures,
    migrate: () => migrateWithoutLimits(options),
    schemaState: () => readSchemaState(db, options.migrations),
    async ping() {
      await sql`select 1`.execute(db);
    },
    async close() {
      await signals.close();
      await closeLookups?.();
      await db.destroy();
    },
  };
  try {
    await database.ping();
    await requireMoveIsThrough(pool);
  } catch (error) {
    await database.close();
    throw asAvailabilityError(error);
  }
  return database;
}
