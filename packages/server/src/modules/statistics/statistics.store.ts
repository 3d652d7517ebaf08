import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { UsageCountRow } from './statistics.table.ts';

/** Adds to what is there. In one order, so that processes that do it at once wait for each other at most. */
export async function addCounts(tx: Tx, rows: readonly UsageCountRow[]): Promise<void> {
  const ordered = rows.toSorted((a, b) => a.hour - b.hour || (a.name < b.name ? -1 : 1));
  await tx
    .insertInto('usage_counts')
    .values(ordered)
    .onConflict((conflict) =>
      conflict
        .columns(['hour', 'name'])
        .doUpdateSet({ count: sql<number>`usage_counts.count + excluded.count` }),
    )
    .execute();
}

/** Sums by steps of so many milliseconds. */
export async function listCounts(
  db: Db,
  { from, to, stepMs }: { from: number; to: number; stepMs: number },
): Promise<UsageCountRow[]> {
  // Written out: PostgreSQL takes two parameters for two different expressions.
  const begin = sql<number>`hour - hour % ${sql.lit(stepMs)}`;
  return db
    .selectFrom('usage_counts')
    .select([begin.as('hour'), 'name', sql<number>`cast(sum(count) as bigint)`.as('count')])
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .groupBy([begin, 'name'])
    .execute();
}

export async function deleteCountsBefore(tx: Tx, hour: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('usage_counts')
    .where('hour', '<', hour)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
