import type { AddressBlock, Group, Role } from './access.types.ts';

/** Flags are 0 or 1, times epoch milliseconds. A `name_key` is the name without regard to case. */
interface RolesTable {
  id: string;
  name: string;
  name_key: string;
  level: number | null;
  description: string;
  is_builtin: number;
  created_at: number;
  updated_at: number;
  version: number;
}

interface GroupsTable {
  id: string;
  name: string;
  name_key: string;
  description: string;
  created_at: number;
  updated_at: number;
  version: number;
}

/** Those of services; Ostiary's own are in its code. */
export interface PermissionsTable {
  name: string;
  description: string;
  created_at: number;
  updated_at: number;
  version: number;
}

interface AddressBlocksTable {
  id: string;
  range: string;
  reason: string;
  created_at: number;
  expires_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    roles: RolesTable;
    role_permissions: { role_id: string; permission: string };
    groups: GroupsTable;
    user_roles: { user_id: string; role_id: string };
    user_groups: { user_id: string; group_id: string };
    group_roles: { group_id: string; role_id: string };
    permissions: PermissionsTable;
    address_blocks: AddressBlocksTable;
  }
}

/** Names are compared without regard to case or to how an accent is encoded. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

export function toRole(row: RolesTable, permissions: string[]): Role {
  return {
    id: row.id,
    name: row.name,
    level: row.level,
    description: row.description,
    isBuiltin: row.is_builtin === 1,
    permissions: permissions.sort(),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function toRoleRow(role: Role): RolesTable {
  return {
    id: role.id,
    name: role.name,
    name_key: nameKey(role.name),
    level: role.level,
    description: role.description,
    is_builtin: role.isBuiltin ? 1 : 0,
    created_at: role.createdAt,
    updated_at: role.updatedAt,
    version: role.version,
  };
}

export function toGroup(row: Omit<GroupsTable, 'name_key'>, roles: string[]): Group {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    roles: roles.sort(),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function toGroupRow(group: Group): GroupsTable {
  return {
    id: group.id,
    name: group.name,
    name_key: nameKey(group.name),
    description: group.description,
    created_at: group.createdAt,
    updated_at: group.updatedAt,
    version: group.version,
  };
}

export function toAddressBlock(row: AddressBlocksTable): AddressBlock {
  return {
    id: row.id,
    range: row.range,
    reason: row.reason,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
