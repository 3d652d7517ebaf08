import type { Db, Tx } from '#platform/db/schema.ts';
import type { PendingDeletion } from '../own-accounts.types.ts';
import { toDeletion, toRow } from './deletion.table.ts';

/** False when one waits already, which stays as it is. */
export async function insertDeletion(tx: Tx, deletion: PendingDeletion): Promise<boolean> {
  const row = await tx
    .insertInto('account_deletions')
    .values(toRow(deletion))
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findDeletion(db: Db, userId: string): Promise<PendingDeletion | undefined> {
  const row = await db
    .selectFrom('account_deletions')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && toDeletion(row);
}

/** Those due by then, the longest due first, after the one that ended the page before. */
export async function listDue(
  db: Db,
  { now, after, limit }: { now: number; after: PendingDeletion | undefined; limit: number },
): Promise<PendingDeletion[]> {
  let due = db.selectFrom('account_deletions').selectAll().where('due_at', '<=', now);
  if (after) {
    due = due.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('due_at', 'user_id'), '>', tuple(after.dueAt, after.userId)),
    );
  }
  const rows = await due.orderBy('due_at').orderBy('user_id').limit(limit).execute();
  return rows.map(toDeletion);
}

/** What its owner had asked for becomes what somebody else has decided, due as before. */
export async function takeOverDeletion(tx: Tx, deletion: PendingDeletion): Promise<void> {
  const { requested_by, was_active } = toRow(deletion);
  await tx
    .updateTable('account_deletions')
    .set({ requested_by, was_active })
    .where('user_id', '=', deletion.userId)
    .execute();
}

/**
 * Takes a deletion away, to call it off or, with `dueBy`, to carry it out; for exactly one of any number of
 * concurrent callers. Lock the user first.
 */
export async function consumeDeletion(
  tx: Tx,
  userId: string,
  { dueBy }: { dueBy?: number } = {},
): Promise<PendingDeletion | undefined> {
  let taken = tx.deleteFrom('account_deletions').where('user_id', '=', userId);
  if (dueBy !== undefined) taken = taken.where('due_at', '<=', dueBy);
  const row = await taken.returningAll().executeTakeFirst();
  return row && toDeletion(row);
}
