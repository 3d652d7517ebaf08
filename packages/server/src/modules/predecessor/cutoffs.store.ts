import type { Db, Tx } from '#platform/db/schema.ts';
import './predecessor.table.ts';

/** Whether any of these is cut off. */
export async function hasCutoff(db: Db, keyHashes: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom('predecessor_cutoffs')
    .select('key_hash')
    .where('key_hash', 'in', keyHashes)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** False when it was cut off before. `cutAt` in epoch milliseconds. */
export async function insertCutoff(tx: Tx, keyHash: string, cutAt: number): Promise<boolean> {
  const row = await tx
    .insertInto('predecessor_cutoffs')
    .values({ key_hash: keyHash, cut_at: cutAt })
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('key_hash')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteCutoffs(tx: Tx): Promise<number> {
  const result = await tx.deleteFrom('predecessor_cutoffs').executeTakeFirst();
  return Number(result.numDeletedRows);
}
