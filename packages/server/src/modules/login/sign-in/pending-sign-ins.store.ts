import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { toPending, type PendingRecord } from './pending-sign-ins.table.ts';

export interface NewPending extends PendingRecord {
  secretHash: string;
  now: number;
  expiresAt: number;
}

export async function insertPending(tx: Tx, pending: NewPending): Promise<void> {
  await tx
    .insertInto('pending_sign_ins')
    .values({
      secret_hash: pending.secretHash,
      user_id: pending.userId,
      amr: JSON.stringify(pending.amr),
      created_at: pending.now,
      expires_at: pending.expiresAt,
    })
    .execute();
}

export async function findPending(
  db: Db,
  secretHash: string,
  now: number,
): Promise<PendingRecord | undefined> {
  const row = await db
    .selectFrom('pending_sign_ins')
    .select(['user_id', 'amr'])
    .where('secret_hash', '=', secretHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && toPending(row);
}

/** What waited, for exactly one of any number of callers. */
export async function consumePending(
  tx: Tx,
  secretHash: string,
  now: number,
): Promise<PendingRecord | undefined> {
  const row = await tx
    .deleteFrom('pending_sign_ins')
    .where('secret_hash', '=', secretHash)
    .where('expires_at', '>', now)
    .returning(['user_id', 'amr'])
    .executeTakeFirst();
  return row && toPending(row);
}

export async function deletePendingOf(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('pending_sign_ins').where('user_id', '=', userId).execute();
}

export async function deletePendingExpiredBefore(tx: Tx, time: number): Promise<number> {
  const due = tx
    .selectFrom('pending_sign_ins')
    .select('secret_hash')
    .where('expires_at', '<=', time)
    .limit(pruneSlice);
  const deleted = await tx
    .deleteFrom('pending_sign_ins')
    .where('secret_hash', 'in', due)
    .returning('secret_hash')
    .execute();
  return deleted.length;
}
