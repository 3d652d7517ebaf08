import type { Tx } from '#platform/db/schema.ts';
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
  const result = await tx.deleteFrom('spent_nonces').where('expires_at', '<=', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
