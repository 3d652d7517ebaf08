import type { Db, Tx } from '#platform/db/schema.ts';
import './links.table.ts';
import { pruneSlice } from '#platform/db/pruning.ts';

export interface SealedRequest {
  id: string;
  purpose: string;
  sealed: string;
  /** Epoch milliseconds. */
  createdAt: number;
}

export async function insertRequest(tx: Tx, request: SealedRequest): Promise<void> {
  const { id, purpose, sealed, createdAt } = request;
  await tx
    .insertInto('account_requests')
    .values({ id, purpose, request_sealed: sealed, created_at: createdAt })
    .execute();
}

/** The oldest first: their ids ascend with time. */
export async function listRequestIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('account_requests').select('id').orderBy('id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Those asked for before this time, in epoch milliseconds. */
export async function deleteRequestsBefore(tx: Tx, time: number): Promise<number> {
  const due = tx.selectFrom('account_requests').select('id').where('created_at', '<', time).limit(pruneSlice);
  const result = await tx.deleteFrom('account_requests').where('id', 'in', due).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** The request, for exactly one of any number of concurrent callers. */
export async function consumeRequest(tx: Tx, id: string): Promise<SealedRequest | undefined> {
  const row = await tx.deleteFrom('account_requests').where('id', '=', id).returningAll().executeTakeFirst();
  if (!row) return undefined;
  return { id, purpose: row.purpose, sealed: row.request_sealed, createdAt: row.created_at };
}
