import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import type { Tx } from './schema.ts';

/**
 * How many rows of a table one transaction of housekeeping deletes: on SQLite nobody else is served meanwhile, and
 * what is left is deleted by the next one.
 */
export const pruneSlice = 250;

/**
 * Deletes slice after slice, each in a transaction of its own, until one finds nothing left; returns how many rows.
 * Rests for as long as it worked: what has expired by the million is in nobody's way.
 */
export async function pruneInSlices(
  database: Pick<Database, 'write'>,
  deleteSlice: (tx: Tx) => Promise<number>,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const startedAt = performance.now();
    const count = await database.write(deleteSlice);
    if (count === 0) return deleted;
    deleted += count;
    await sleep(performance.now() - startedAt);
  }
}
