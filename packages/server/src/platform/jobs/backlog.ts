import { sql, type SelectQueryBuilder } from 'kysely';
import type { Db, Tables } from '../db/schema.ts';

/** What still has to be sent. */
export interface Backlog {
  /** How many wait, up to a bound. */
  waiting: number;
  /** How long the oldest of them has waited; 0 when there is none. */
  oldestSeconds: number;
  /** By how much the next attempt of any is overdue: that grows only when nobody sends. */
  overdueSeconds: number;
}

/** More than that is not looked at: whoever asks wants to know that it is much. */
const most = 1_000;

/** Of rows with `created_at` and `next_attempt_at`, in epoch milliseconds, by the index of what is due. */
export async function readBacklog<T extends keyof Tables>(
  db: Db,
  open: SelectQueryBuilder<Tables, T, object>,
  now: number,
): Promise<Backlog> {
  const rows = open
    .select([sql<number>`created_at`.as('created_at'), sql<number>`next_attempt_at`.as('next_attempt_at')])
    .orderBy(sql`next_attempt_at`)
    .limit(most)
    .as('waiting');
  const found = await db
    .selectFrom(rows)
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<number | null>`min(created_at)`.as('oldest'),
      sql<number | null>`min(next_attempt_at)`.as('due'),
    ])
    .executeTakeFirstOrThrow();
  const since = (time: number | null): number => (time === null ? 0 : Math.max(0, now - time) / 1000);
  return {
    waiting: Number(found.count),
    oldestSeconds: since(found.oldest),
    overdueSeconds: since(found.due),
  };
}
