import { prepared } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toNewRow, type SeenDevice } from './known-devices.table.ts';

const lastSeen = prepared((db) =>
  db
    .selectFrom('known_devices')
    .select('last_seen_at')
    .where('user_id', '=', '')
    .where('device_hash', '=', ''),
);

/** When somebody was last seen on a device; undefined when they never were. Every sign-in asks this. */
export async function findLastSeen(
  db: Db,
  { userId, deviceHash }: Omit<SeenDevice, 'at'>,
): Promise<number | undefined> {
  const [row] = await lastSeen(db, userId, deviceHash);
  return row?.last_seen_at;
}

/** Whether somebody has been seen on any device. */
export async function hasKnownDevice(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('known_devices')
    .select('user_id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** True for the one of many at once that made the device known. */
export async function insertDevice(tx: Tx, seen: SeenDevice): Promise<boolean> {
  const row = await tx
    .insertInto('known_devices')
    .values(toNewRow(seen))
    .onConflict((conflict) => conflict.columns(['user_id', 'device_hash']).doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateDevice(tx: Tx, { userId, deviceHash, at }: SeenDevice): Promise<void> {
  await tx
    .updateTable('known_devices')
    .set({ last_seen_at: at })
    .where('user_id', '=', userId)
    .where('device_hash', '=', deviceHash)
    .where('last_seen_at', '<', at)
    .execute();
}

export async function deleteDevicesSeenBefore(tx: Tx, time: number): Promise<number> {
  const deleted = await tx
    .deleteFrom('known_devices')
    .where('last_seen_at', '<', time)
    .returning('user_id')
    .execute();
  return deleted.length;
}
