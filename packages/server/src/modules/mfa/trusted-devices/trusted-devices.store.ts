import type { Db, Tx } from '#platform/db/schema.ts';
import type { TrustedDevice } from '../mfa.types.ts';
import { toTrustedDevice } from './trusted-devices.table.ts';

const columns = [
  'id',
  'user_id',
  'address',
  'user_agent',
  'created_at',
  'last_used_at',
  'expires_at',
] as const;

export async function insertTrustedDevice(
  tx: Tx,
  device: Omit<TrustedDevice, 'lastUsedAt'>,
  secretHash: string,
): Promise<void> {
  await tx
    .insertInto('trusted_devices')
    .values({
      id: device.id,
      user_id: device.userId,
      secret_hash: secretHash,
      address: device.address,
      user_agent: device.userAgent,
      created_at: device.createdAt,
      last_used_at: null,
      expires_at: device.expiresAt,
    })
    .execute();
}

/** Newest first. */
export async function listTrustedDevices(db: Db, userId: string, now: number): Promise<TrustedDevice[]> {
  const rows = await db
    .selectFrom('trusted_devices')
    .select(columns)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toTrustedDevice);
}

export async function findTrustedDevice(
  db: Db,
  of: { userId: string; secretHash: string; now: number },
): Promise<TrustedDevice | undefined> {
  const row = await db
    .selectFrom('trusted_devices')
    .select(columns)
    .where('secret_hash', '=', of.secretHash)
    .where('user_id', '=', of.userId)
    .where('expires_at', '>', of.now)
    .executeTakeFirst();
  return row && toTrustedDevice(row);
}

export async function updateTrustUsed(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable('trusted_devices').set({ last_used_at: now }).where('id', '=', id).execute();
}

/** Keeps the newest few. */
export async function deleteOldestTrusted(tx: Tx, userId: string, keep: number): Promise<void> {
  const old = await tx
    .selectFrom('trusted_devices')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(100)
    .offset(keep)
    .execute();
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  await tx.deleteFrom('trusted_devices').where('id', 'in', ids).execute();
}

export async function deleteTrustedDevice(tx: Tx, of: { userId: string; id: string }): Promise<boolean> {
  const row = await tx
    .deleteFrom('trusted_devices')
    .where('id', '=', of.id)
    .where('user_id', '=', of.userId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteTrustedDevicesOf(tx: Tx, userId: string): Promise<number> {
  const result = await tx.deleteFrom('trusted_devices').where('user_id', '=', userId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteExpiredTrust(tx: Tx, now: number): Promise<number> {
  const result = await tx.deleteFrom('trusted_devices').where('expires_at', '<=', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
