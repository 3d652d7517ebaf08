import type { ServiceKey } from './keys.types.ts';

/** Times are epoch milliseconds. */
interface ServiceKeysTable {
  id: string;
  service_id: string;
  key_hash: string;
  hint: string;
  created_at: number;
  expires_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    service_keys: ServiceKeysTable;
  }
}

export function toKey(row: Omit<ServiceKeysTable, 'key_hash'>): ServiceKey {
  return {
    id: row.id,
    serviceId: row.service_id,
    hint: row.hint,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
