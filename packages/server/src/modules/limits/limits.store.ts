import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import type { ThrottleRow } from './limits.table.ts';

export async function findThrottles(db: Db, keys: string[]): Promise<Map<string, ThrottleRow>> {
  const rows = await db.selectFrom('sign_in_throttles').selectAll().where('key', 'in', keys).execute();
  return new Map(rows.map((row) => [row.key, row]));
}

/**
 * Counts one more attempt unless the key is blocked; the row is then locked until the transaction ends.
 * Returns how many failures it has with this one; undefined when it is blocked. Times in epoch
 * milliseconds.
 */
export async function countAttempt(
  tx: Tx,
  attempt: { key: string; now: number; quietBefore: number; forgetAt: number },
): Promise<number | undefined> {
  const { key, now, quietBefore, forgetAt } = attempt;
  const row = await tx
    .insertInto('sign_in_throttles')
    .values({ key, failures: 1, blocked_until: 0, counted_from: now, forget_at: forgetAt })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          failures: sql<number>`case when sign_in_throttles.counted_from <= ${quietBefore} then 1
            else sign_in_throttles.failures + 1 end`,
          counted_from: now,
          forget_at: sql<number>`case when sign_in_throttles.forget_at > ${forgetAt}
            then sign_in_throttles.forget_at else ${forgetAt} end`,
        })
        .where('sign_in_throttles.blocked_until', '<=', now),
    )
    .returning('failures')
    .executeTakeFirst();
  return row?.failures;
}

/** Blocks a key that `countAttempt` has just counted and locked. */
export async function updateBlock(tx: Tx, key: string, blockedUntil: number): Promise<void> {
  await tx
    .updateTable('sign_in_throttles')
    .set({ blocked_until: blockedUntil })
    .where('key', '=', key)
    .execute();
}

/** Counts one more attempt within a fixed window, if the limit leaves one. Returns whether it did. */
export async function countInWindow(
  tx: Tx,
  attempt: { key: string; now: number; windowMs: number; limit: number },
): Promise<boolean> {
  const { key, now, windowMs, limit } = attempt;
  const lastStart = now - windowMs;
  const row = await tx
    .insertInto('sign_in_throttles')
    .values({ key, failures: 1, blocked_until: 0, counted_from: now, forget_at: now + windowMs })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          failures: sql<number>`case when sign_in_throttles.counted_from <= ${lastStart} then 1
            else sign_in_throttles.failures + 1 end`,
          counted_from: sql<number>`case when sign_in_throttles.counted_from <= ${lastStart} then ${now}
            else sign_in_throttles.counted_from end`,
          forget_at: sql<number>`case when sign_in_throttles.counted_from <= ${lastStart} then ${now + windowMs}
            else sign_in_throttles.forget_at end`,
        })
        .where((where) =>
          where.or([
            where('sign_in_throttles.counted_from', '<=', lastStart),
            where('sign_in_throttles.failures', '<', limit),
          ]),
        ),
    )
    .returning('failures')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes back one counted attempt, and the block that it caused if it is still the current one. */
export async function takeBackAttempt(tx: Tx, key: string, blockedUntil: number): Promise<void> {
  await tx
    .updateTable('sign_in_throttles')
    .set({
      failures: sql<number>`case when failures > 0 then failures - 1 else 0 end`,
      blocked_until: sql<number>`case when blocked_until = ${blockedUntil} then 0 else blocked_until end`,
    })
    .where('key', '=', key)
    .execute();
}

export async function deleteThrottles(tx: Tx, keys: string[]): Promise<void> {
  await tx.deleteFrom('sign_in_throttles').where('key', 'in', keys).execute();
}

/** A key without failures, to be remembered until `forgetAt`. */
export async function upsertClean(
  tx: Tx,
  clean: { key: string; now: number; forgetAt: number },
): Promise<void> {
  const values = { failures: 0, blocked_until: 0, counted_from: clean.now, forget_at: clean.forgetAt };
  await tx
    .insertInto('sign_in_throttles')
    .values({ key: clean.key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute();
}

export async function deleteForgotten(tx: Tx, now: number): Promise<number> {
  const due = tx
    .selectFrom('sign_in_throttles')
    .select('key')
    .where('forget_at', '<=', now)
    .limit(pruneSlice);
  const result = await tx.deleteFrom('sign_in_throttles').where('key', 'in', due).executeTakeFirst();
  return Number(result.numDeletedRows);
}
