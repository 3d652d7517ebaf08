import type { Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import type { SpentNonceRow } from './nonces.table.ts';

/** The one statement that uses a nonce up: true for exactly one of any number at once. */
export async function consumeNonce(tx: Tx, nonce: SpentNonceRow): Promise<boolean> {
  const row = await tx
    .insertInto('spent_nonces')
    .values(nonce)
    .onConflict((conflict) => conflict.column('nonce_hash').doNothing())
    .returning('nonce_hash')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteExpiredNonces(tx: Tx, now: number): Promise<number> {
  const due = tx
    .selectFrom('spent_nonces')
    .select('nonce_hash')
    .where('expires_at', '<=', now)
    .limit(pruneSlice);
  const result = await tx.deleteFrom('spent_nonces').where('nonce_hash', 'in', due).executeTakeFirst();
  return Number(result.numDeletedRows);
}
