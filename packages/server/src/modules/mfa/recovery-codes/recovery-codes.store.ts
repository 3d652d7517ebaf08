import type { Db, Tx } from '#platform/db/schema.ts';
import type { RecoveryCodeRow } from './recovery-codes.table.ts';

/** Puts these in place of all before them. */
export async function replaceRecoveryCodes(
  tx: Tx,
  codes: { userId: string; hashes: readonly string[]; now: number },
): Promise<void> {
  const { userId, hashes, now } = codes;
  await deleteRecoveryCodes(tx, userId);
  await tx
    .insertInto('recovery_codes')
    .values(
      hashes.map((hash): RecoveryCodeRow => ({
        user_id: userId,
        code_hash: hash,
        created_at: now,
        used_at: null,
      })),
    )
    .execute();
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The one statement that uses a code up: true for exactly one of any number at once. */
export async function consumeRecoveryCode(
  tx: Tx,
  code: { userId: string; hash: string; now: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('recovery_codes')
    .set({ used_at: code.now })
    .where('user_id', '=', code.userId)
    .where('code_hash', '=', code.hash)
    .where('used_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteRecoveryCodes(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
}
