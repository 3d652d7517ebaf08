import type { Db, Tx } from '#platform/db/schema.ts';
import type { TotpFactor } from '../mfa.types.ts';
import { toTotpFactor } from './totp.table.ts';

const columns = ['id', 'user_id', 'name', 'created_at', 'last_used_at'] as const;

/** What checks the codes of an app. */
export interface TotpSecret {
  id: string;
  name: string;
  secretSealed: string;
}

export interface NewTotp extends TotpSecret {
  userId: string;
  now: number;
}

/** One that is good for nothing yet. */
export async function insertTotp(tx: Tx, totp: NewTotp): Promise<void> {
  await tx
    .insertInto('totp_factors')
    .values({
      id: totp.id,
      user_id: totp.userId,
      name: totp.name,
      secret_sealed: totp.secretSealed,
      last_step: 0,
      created_at: totp.now,
      confirmed_at: null,
      last_used_at: null,
    })
    .execute();
}

/** Those that are confirmed, oldest first. */
export async function listTotp(db: Db, userId: string): Promise<TotpFactor[]> {
  const rows = await db
    .selectFrom('totp_factors')
    .select(columns)
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(toTotpFactor);
}

export async function listTotpSecrets(db: Db, userId: string): Promise<TotpSecret[]> {
  return db
    .selectFrom('totp_factors')
    .select(['id', 'name', 'secret_sealed as secretSealed'])
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .orderBy('id')
    .execute();
}

export async function findUnconfirmed(
  db: Db,
  of: { userId: string; id: string; madeAfter: number },
): Promise<TotpSecret | undefined> {
  return db
    .selectFrom('totp_factors')
    .select(['id', 'name', 'secret_sealed as secretSealed'])
    .where('id', '=', of.id)
    .where('user_id', '=', of.userId)
    .where('confirmed_at', 'is', null)
    .where('created_at', '>', of.madeAfter)
    .executeTakeFirst();
}

/** Makes an app good; undefined for all but one of any number at once. Its first code is used up with it. */
export async function consumeUnconfirmed(
  tx: Tx,
  id: string,
  confirmed: { step: number; now: number },
): Promise<TotpFactor | undefined> {
  const row = await tx
    .updateTable('totp_factors')
    .set({ confirmed_at: confirmed.now, last_step: confirmed.step })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .returning(columns)
    .executeTakeFirst();
  return row && toTotpFactor(row);
}

/** The one statement that uses a code up: true for exactly one of any number at once, and never for an older code. */
export async function consumeStep(tx: Tx, id: string, used: { step: number; now: number }): Promise<boolean> {
  const row = await tx
    .updateTable('totp_factors')
    .set({ last_step: used.step, last_used_at: used.now })
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', used.step)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps the newest few of those that were never confirmed. */
export async function deleteOldestUnconfirmed(tx: Tx, userId: string, keep: number): Promise<void> {
  const old = await tx
    .selectFrom('totp_factors')
    .select('id')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(100)
    .offset(keep)
    .execute();
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await tx.deleteFrom('totp_factors').where('id', 'in', ids).execute();
}

/** Returns the name of the one that was deleted, and whether it was any good. */
export async function deleteTotp(
  tx: Tx,
  of: { userId: string; id: string },
): Promise<{ name: string; isConfirmed: boolean } | undefined> {
  const row = await tx
    .deleteFrom('totp_factors')
    .where('id', '=', of.id)
    .where('user_id', '=', of.userId)
    .returning(['name', 'confirmed_at'])
    .executeTakeFirst();
  return row && { name: row.name, isConfirmed: row.confirmed_at !== null };
}

/** Returns how many of them were good. */
export async function deleteAllTotp(tx: Tx, userId: string): Promise<number> {
  const rows = await tx
    .deleteFrom('totp_factors')
    .where('user_id', '=', userId)
    .returning('confirmed_at')
    .execute();
  return rows.filter((row) => row.confirmed_at !== null).length;
}

export async function deleteUnconfirmedBefore(tx: Tx, time: number): Promise<number> {
  const result = await tx
    .deleteFrom('totp_factors')
    .where('confirmed_at', 'is', null)
    .where('created_at', '<=', time)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
