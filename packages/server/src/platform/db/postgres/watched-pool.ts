import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { createSpread, waitBounds } from '../../spread.ts';
import type { DatabaseFigures } from '../figures.ts';

export interface WatchedPool {
  /** For Kysely: the same pool, timed. */
  pool: PostgresPool;
  figures(): DatabaseFigures;
}

/** Times how long it takes to be given a connection: what is too small, or too slow, shows there first. */
export function watchPool(pool: pg.Pool): WatchedPool {
  const waits = createSpread(waitBounds);
  const connect = async (): Promise<PostgresPoolClient> => {
    const askedAt = performance.now();
    try {
      return await pool.connect();
    } finally {
      waits.observe((performance.now() - askedAt) / 1000);
    }
  };
  return {
    pool: { connect, end: () => pool.end(), options: pool.options },
    figures() {
      const { totalCount, idleCount, waitingCount, options } = pool;
      const used = totalCount - idleCount;
      return {
        pool: { used, idle: idleCount, most: options.max, waiting: waitingCount },
        connectionWaits: waits.read(),
      };
    },
  };
}
