import type { Db, Tx } from '#platform/db/schema.ts';
import { toRow, toStoredKey, type StoredKey } from './keys.table.ts';

/** Newest first. */
export async function listKeys(db: Db): Promise<StoredKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toStoredKey);
}

/** Adds the key that signs from now on, unless another one signs already: then false. */
export async function insertActiveKey(tx: Tx, key: StoredKey): Promise<boolean> {
  const inserted = await tx
    .insertInto('signing_keys')
    .values(toRow(key))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Stops a key from signing. False when somebody else has done so already. */
export async function updateToRetired(
  tx: Tx,
  id: string,
  times: { retiredAt: number; expiresAt: number },
): Promise<boolean> {
  const retired = await tx
    .updateTable('signing_keys')
    .set({ retired_at: times.retiredAt, expires_at: times.expiresAt })
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return retired !== undefined;
}

export async function deleteExpiredKeys(tx: Tx, now: number): Promise<number> {
  const deleted = await tx
    .deleteFrom('signing_keys')
    .where('retired_at', 'is not', null)
    .where('expires_at', '<=', now)
    .returning('id')
    .execute();
  return deleted.length;
}
