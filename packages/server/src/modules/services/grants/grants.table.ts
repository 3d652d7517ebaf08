import type { HolderType, JsonObject, KeptGrant } from './grants.types.ts';

/** `data` is JSON; times are epoch milliseconds. */
interface GrantsTable {
  holder_id: string;
  service_id: string;
  level: string | null;
  data: string;
  created_at: number;
  updated_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    service_user_grants: GrantsTable;
    service_group_grants: GrantsTable;
    service_role_grants: GrantsTable;
  }
}

export type GrantRow = GrantsTable;

/** Which table keeps the grants of which holders. */
export const grantTables = {
  user: 'service_user_grants',
  group: 'service_group_grants',
  role: 'service_role_grants',
} as const satisfies Record<HolderType, string>;

export function readData(data: string): JsonObject {
  return JSON.parse(data) as JsonObject;
}

export function toGrant(holder: HolderType, row: GrantRow): KeptGrant {
  return {
    serviceId: row.service_id,
    holder,
    holderId: row.holder_id,
    level: row.level,
    data: readData(row.data),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toGrantRow(grant: KeptGrant): GrantRow {
  return {
    holder_id: grant.holderId,
    service_id: grant.serviceId,
    level: grant.level,
    data: JSON.stringify(grant.data),
    created_at: grant.createdAt,
    updated_at: grant.updatedAt,
  };
}
