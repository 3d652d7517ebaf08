import { Gauge, type Registry } from 'prom-client';
import type { Database } from '#platform/db/database.ts';
import type { SpreadReading } from '#platform/spread.ts';
import { SpreadHistogram } from './spread-histogram.ts';

function one(reading: SpreadReading | undefined): Map<string, SpreadReading> {
  return new Map(reading ? [['', reading]] : []);
}

/** As `/readyz` asks it. */
async function isReady(database: Database): Promise<boolean> {
  try {
    await database.ping();
    const { isSupported, pending } = await database.schemaState();
    return isSupported && pending.length === 0;
  } catch {
    return false;
  }
}

function addPoolMetrics(registry: Registry, database: Database): void {
  const registers = [registry];
  new Gauge({
    name: 'ostiary_database_connections',
    help: 'PostgreSQL connections: used, idle, and how many there may be (most).',
    ...{ labelNames: ['state'], registers },
    collect() {
      const { pool } = database.figures();
      if (!pool) return;
      for (const state of ['used', 'idle', 'most'] as const) this.set({ state }, pool[state]);
    },
  });
  new Gauge({
    name: 'ostiary_database_waiting',
    help: 'Queries and transactions that wait for a PostgreSQL connection.',
    registers,
    collect() {
      const { pool } = database.figures();
      if (pool) this.set(pool.waiting);
    },
  });
  new SpreadHistogram({
    name: 'ostiary_database_connection_wait_seconds',
    help: 'Time until a query or a transaction was given a PostgreSQL connection.',
    registers,
    read: () => one(database.figures().connectionWaits),
  });
}

function addSqliteMetrics(registry: Registry, database: Database): void {
  const registers = [registry];
  new SpreadHistogram({
    name: 'ostiary_sqlite_write_wait_seconds',
    help: 'Time until a piece of work could begin to write to SQLite.',
    registers,
    read: () => one(database.figures().writeWaits),
  });
  new SpreadHistogram({
    name: 'ostiary_sqlite_commit_size',
    help: 'Pieces of work that shared one durable commit of SQLite.',
    registers,
    read: () => one(database.figures().commitSizes),
  });
  new Gauge({
    name: 'ostiary_sqlite_log_pages',
    help: 'Pages in the write-ahead log of SQLite that are in use.',
    // Every worker looks at the same file.
    ...{ registers, aggregator: 'max' },
    collect() {
      const { logPages } = database.figures();
      if (logPages !== undefined) this.set(logPages);
    },
  });
}

export function addDatabaseMetrics(registry: Registry, database: Database): void {
  new Gauge({
    name: 'ostiary_ready',
    help: '1 while the database answers and its schema is up to date, as /readyz says.',
    // As the worst of them.
    ...{ registers: [registry], aggregator: 'min' },
    async collect() {
      this.set((await isReady(database)) ? 1 : 0);
    },
  });
  addPoolMetrics(registry, database);
  addSqliteMetrics(registry, database);
}
