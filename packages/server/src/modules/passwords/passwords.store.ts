import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import './passwords.table.ts';

const hashes = preparedLookup((db) => db.selectFrom('passwords').select('hash').where('user_id', '=', ''));

/** The stored hash of a user; null when there is none. */
export async function findHash(db: Db, userId: string): Promise<string | null> {
  const [row] = await hashes(db, userId);
  return row?.hash ?? null;
}

/** Sets the password whatever it was. `changedAt` in epoch milliseconds. */
export async function upsertHash(
  tx: Tx,
  password: { userId: string; hash: string; changedAt: number },
): Promise<void> {
  const { hash, changedAt: changed_at } = password;
  await tx
    .insertInto('passwords')
    .values({ user_id: password.userId, hash, changed_at })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash, changed_at }))
    .execute();
}

/**
 * Sets the password only if it is still the one that was proved. Returns whether it was. Without
 * `changedAt` it is the same password in a newer hash.
 */
export async function replaceHash(
  tx: Tx,
  password: { userId: string; oldHash: string; hash: string; changedAt?: number },
): Promise<boolean> {
  const { hash, changedAt } = password;
  const row = await tx
    .updateTable('passwords')
    .set({ hash, ...(changedAt !== undefined && { changed_at: changedAt }) })
    .where('user_id', '=', password.userId)
    .where('hash', '=', password.oldHash)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}
