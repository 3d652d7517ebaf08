import { sql, type SqlBool } from 'kysely';
import { bulkSelect } from '#platform/db/bulk.ts';
import type { Db } from '#platform/db/schema.ts';
import { toGrant } from '../grants/grants.table.ts';
import type { KeptGrant } from '../grants/grants.types.ts';
import { toKey } from '../keys/keys.table.ts';
import { toService, type ServiceRow } from '../services.table.ts';
import type { Service } from '../services.types.ts';
import type { ExportedServiceKey } from './services.bulk.types.ts';

const byAudience = bulkSelect<ServiceRow>((db, keys) =>
  db.selectFrom('services').selectAll().where('audience', 'in', keys),
);

export async function findServicesByAudience(db: Db, audiences: readonly string[]): Promise<Service[]> {
  return (await byAudience(db, audiences)).map(toService);
}

const keysByHash = bulkSelect<{ key_hash: string }>((db, keys) =>
  db.selectFrom('service_keys').select('key_hash').where('key_hash', 'in', keys),
);

/** Those of these hashes that a key has. */
export async function findTakenKeys(db: Db, hashes: readonly string[]): Promise<string[]> {
  return (await keysByHash(db, hashes)).map((row) => row.key_hash);
}

/** The oldest first. */
export async function listKeysOf(db: Db, serviceIds: readonly string[]): Promise<ExportedServiceKey[]> {
  if (serviceIds.length === 0) return [];
  const rows = await db
    .selectFrom('service_keys')
    .selectAll()
    .where('service_id', 'in', serviceIds)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...toKey(row), hash: row.key_hash }));
}

export async function listUserAccessAfter(
  db: Db,
  after: { holderId: string; serviceId: string } | null,
  limit: number,
): Promise<KeptGrant[]> {
  const { holderId, serviceId } = after ?? { holderId: '', serviceId: '' };
  const rows = await db
    .selectFrom('service_user_grants')
    .selectAll()
    .where(sql<SqlBool>`(holder_id, service_id) > (${holderId}, ${serviceId})`)
    .orderBy('holder_id')
    .orderBy('service_id')
    .limit(limit)
    .execute();
  return rows.map((row) => toGrant('user', row));
}
