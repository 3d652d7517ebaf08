import type { Db, Tx } from '#platform/db/schema.ts';
import { passkeyColumns, toPasskey, toPasskeyKey, toPasskeyRow } from './passkeys.table.ts';
import type { NewPasskey, PasskeyKey } from './passkeys.table.ts';
import type { Passkey } from './passkeys.types.ts';

/** Undefined when there is a passkey with this credential id, whoever has it. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<Passkey | undefined> {
  const row = await tx
    .insertInto('passkeys')
    .values(toPasskeyRow(passkey))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(passkeyColumns)
    .executeTakeFirst();
  return row && toPasskey(row);
}

/** Oldest first, those that are void as well. */
export async function listPasskeyKeys(db: Db, userId: string): Promise<PasskeyKey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .select([...passkeyColumns, 'public_key', 'transports'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toPasskeyKey);
}

export async function findPasskeyKey(db: Db, id: string): Promise<PasskeyKey | undefined> {
  const row = await db
    .selectFrom('passkeys')
    .select([...passkeyColumns, 'public_key', 'transports'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toPasskeyKey(row);
}

export async function countPasskeys(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('passkeys')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function hasGoodPasskey(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('passkeys')
    .select('id')
    .where('user_id', '=', userId)
    .where('cloned_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Notes a use, by one statement, if the passkey is good and its counter grew (Web Authentication Level 3, section
 * 7.2 step 22). Authenticators that do not count say 0 each time.
 */
export async function updateUse(
  tx: Tx,
  use: { id: string; signCount: number; now: number },
): Promise<Passkey | undefined> {
  const { id, signCount, now } = use;
  const row = await tx
    .updateTable('passkeys')
    .set({ sign_count: signCount, last_used_at: now })
    .where('id', '=', id)
    .where('cloned_at', 'is', null)
    .where((where) => (signCount === 0 ? where('sign_count', '=', 0) : where('sign_count', '<', signCount)))
    .returning(passkeyColumns)
    .executeTakeFirst();
  return row && toPasskey(row);
}

/** Makes a passkey void; undefined when it is gone, or void already. */
export async function updateCloned(tx: Tx, id: string, now: number): Promise<Passkey | undefined> {
  const row = await tx
    .updateTable('passkeys')
    .set({ cloned_at: now })
    .where('id', '=', id)
    .where('cloned_at', 'is', null)
    .returning(passkeyColumns)
    .executeTakeFirst();
  return row && toPasskey(row);
}

interface OwnPasskey {
  userId: string;
  id: string;
}

export async function updateName(tx: Tx, { userId, id }: OwnPasskey, name: string): Promise<boolean> {
  const row = await tx
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deletePasskey(tx: Tx, { userId, id }: OwnPasskey): Promise<Passkey | undefined> {
  const row = await tx
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning(passkeyColumns)
    .executeTakeFirst();
  return row && toPasskey(row);
}

export async function deletePasskeysOf(tx: Tx, userId: string): Promise<number> {
  const result = await tx.deleteFrom('passkeys').where('user_id', '=', userId).executeTakeFirst();
  return Number(result.numDeletedRows);
}
