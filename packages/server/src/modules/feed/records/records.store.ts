import { bulkSelect } from '#platform/db/bulk.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { Db } from '#platform/db/schema.ts';
import type { GroupFacts, UserFacts } from './records.types.ts';

const userColumns = [
  'id',
  'email',
  'username',
  'first_name',
  'last_name',
  'phone',
  'external_id',
  'is_active',
  'is_staff',
  'is_superuser',
  'created_at',
] as const;

interface UserRow {
  id: string;
  email: string | null;
  username: string | null;
  first_name: string;
  last_name: string;
  phone: string | null;
  external_id: string | null;
  is_active: number;
  is_staff: number;
  is_superuser: number;
  created_at: number;
}

function toUserFacts(row: UserRow): UserFacts {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    externalId: row.external_id,
    isActive: row.is_active === 1,
    isStaff: row.is_staff === 1,
    isSuperuser: row.is_superuser === 1,
    createdAt: row.created_at,
  };
}

const usersByIds = bulkSelect<UserRow>((db, keys) =>
  db.selectFrom('users').select(userColumns).where('id', 'in', keys),
);
const usersAfter = prepared<UserRow>((db) =>
  db.selectFrom('users').select(userColumns).where('id', '>', '').orderBy('id').limit(0),
);

export async function listUsersByIds(db: Db, ids: readonly string[]): Promise<UserFacts[]> {
  return (await usersByIds(db, ids)).map(toUserFacts);
}

/** In order of id, after this one (empty for the first). */
export async function listUsersAfter(db: Db, after: string, limit: number): Promise<UserFacts[]> {
  return (await usersAfter(db, after, limit)).map(toUserFacts);
}

/** What holds something, and the id of what it holds. */
export interface Holding {
  holder: string;
  held: string;
}

export const listRolesOfUsers = bulkSelect<Holding>((db, keys) =>
  db.selectFrom('user_roles').select(['user_id as holder', 'role_id as held']).where('user_id', 'in', keys),
);
export const listGroupsOfUsers = bulkSelect<Holding>((db, keys) =>
  db.selectFrom('user_groups').select(['user_id as holder', 'group_id as held']).where('user_id', 'in', keys),
);
export const listRolesOfGroups = bulkSelect<Holding>((db, keys) =>
  db
    .selectFrom('group_roles')
    .select(['group_id as holder', 'role_id as held'])
    .where('group_id', 'in', keys),
);
export const listPermissionsOfRoles = bulkSelect<Holding>((db, keys) =>
  db
    .selectFrom('role_permissions')
    .select(['role_id as holder', 'permission as held'])
    .where('role_id', 'in', keys),
);

/** Of all users whose id is above the one and not above the other. */
export interface IdRange {
  after: string;
  upTo: string;
}

const rolesInRange = prepared<Holding>((db) =>
  db
    .selectFrom('user_roles')
    .select(['user_id as holder', 'role_id as held'])
    .where('user_id', '>', '')
    .where('user_id', '<=', ''),
);
const groupsInRange = prepared<Holding>((db) =>
  db
    .selectFrom('user_groups')
    .select(['user_id as holder', 'group_id as held'])
    .where('user_id', '>', '')
    .where('user_id', '<=', ''),
);

export function listRolesInRange(db: Db, { after, upTo }: IdRange): Promise<Holding[]> {
  return rolesInRange(db, after, upTo);
}

export function listGroupsInRange(db: Db, { after, upTo }: IdRange): Promise<Holding[]> {
  return groupsInRange(db, after, upTo);
}

/** A grant as its row says; `data` is JSON. */
export interface GrantInRange {
  holder_id: string;
  level: string | null;
  data: string;
}

const grantsInRange = prepared<GrantInRange>((db) =>
  db
    .selectFrom('service_user_grants')
    .select(['holder_id', 'level', 'data'])
    .where('service_id', '=', '')
    .where('holder_id', '>', '')
    .where('holder_id', '<=', ''),
);

/** What users of a range were given in one service. */
export function listUserGrantsInRange(
  db: Db,
  serviceId: string,
  { after, upTo }: IdRange,
): Promise<GrantInRange[]> {
  return grantsInRange(db, serviceId, after, upTo);
}

export interface RoleRow {
  id: string;
  name: string;
  level: number | null;
}

const roleColumns = ['id', 'name', 'level'] as const;

export const listRolesByIds = bulkSelect<RoleRow>((db, keys) =>
  db.selectFrom('roles').select(roleColumns).where('id', 'in', keys),
);
export const listGroupsByIds = bulkSelect<GroupFacts>((db, keys) =>
  db.selectFrom('groups').select(['id', 'name']).where('id', 'in', keys),
);

const rolesAfter = prepared<RoleRow>((db) =>
  db.selectFrom('roles').select(roleColumns).where('id', '>', '').orderBy('id').limit(0),
);
const groupsAfter = prepared<GroupFacts>((db) =>
  db.selectFrom('groups').select(['id', 'name']).where('id', '>', '').orderBy('id').limit(0),
);

export function listRolesAfter(db: Db, after: string, limit: number): Promise<RoleRow[]> {
  return rolesAfter(db, after, limit);
}

export function listGroupsAfter(db: Db, after: string, limit: number): Promise<GroupFacts[]> {
  return groupsAfter(db, after, limit);
}
