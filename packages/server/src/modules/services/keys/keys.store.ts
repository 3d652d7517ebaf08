import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toService, type ServiceRow } from '../services.table.ts';
import type { Service } from '../services.types.ts';
import { toKey } from './keys.table.ts';
import type { ServiceKey } from './keys.types.ts';

const columns = ['id', 'service_id', 'hint', 'created_at', 'expires_at'] as const;

/** Those that count at this time, the oldest first. */
export async function listLiveKeys(db: Db, serviceId: string, now: number): Promise<ServiceKey[]> {
  const rows = await db
    .selectFrom('service_keys')
    .select(columns)
    .where('service_id', '=', serviceId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id')
    .execute();
  return rows.map(toKey);
}

export async function insertKey(tx: Tx, key: ServiceKey, keyHash: string): Promise<void> {
  await tx
    .insertInto('service_keys')
    .values({
      id: key.id,
      service_id: key.serviceId,
      key_hash: keyHash,
      hint: key.hint,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .execute();
}

/** The key that this call deleted, with its hash; undefined when the service has no such one that still counts. */
export async function consumeKey(
  tx: Tx,
  key: { serviceId: string; id: string },
  now: number,
): Promise<(ServiceKey & { hash: string }) | undefined> {
  const row = await tx
    .deleteFrom('service_keys')
    .where('id', '=', key.id)
    .where('service_id', '=', key.serviceId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .returning([...columns, 'key_hash'])
    .executeTakeFirst();
  return row && { ...toKey(row), hash: row.key_hash };
}

/** Those that no longer count at this time; returns how many. */
export async function deleteExpiredKeys(tx: Tx, now: number): Promise<number> {
  const deleted = await tx
    .deleteFrom('service_keys')
    .where('expires_at', '<=', now)
    .returning('id')
    .execute();
  return deleted.length;
}

/** A service, and until when the key by which it was found counts. */
export interface KeyOwner {
  service: Service;
  expiresAt: number | null;
}

const findOwner = preparedLookup<ServiceRow & { key_expires_at: number | null }>((db) =>
  db
    .selectFrom('service_keys')
    .innerJoin('services', 'services.id', 'service_keys.service_id')
    .selectAll('services')
    .select('service_keys.expires_at as key_expires_at')
    .where('service_keys.key_hash', '=', ''),
);

export async function findKeyOwner(db: Db, keyHash: string): Promise<KeyOwner | undefined> {
  const [row] = await findOwner(db, keyHash);
  return row && { service: toService(row), expiresAt: row.key_expires_at };
}

/** Of the keys of a service: whoever forgets what is in memory needs them. */
export async function listKeyHashes(db: Db, serviceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('service_keys')
    .select('key_hash')
    .where('service_id', '=', serviceId)
    .execute();
  return rows.map((row) => row.key_hash);
}
