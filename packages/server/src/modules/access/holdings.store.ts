import type { Db } from '#platform/db/schema.ts';
import { combineHeld, type GivenRole, type Membership } from './holdings.rules.ts';
import type { Held } from './holdings.types.ts';

function listGivenRoles(db: Db, userIds: readonly string[]): Promise<GivenRole[]> {
  return db
    .selectFrom('user_roles')
    .innerJoin('roles', 'roles.id', 'user_roles.role_id')
    .select(['user_roles.user_id as userId', 'roles.id as roleId', 'roles.name', 'roles.level'])
    .where('user_roles.user_id', 'in', userIds)
    .execute();
}

/** A row for each role of each group; for a group without roles one with null. */
function listMemberships(db: Db, userIds: readonly string[]): Promise<Membership[]> {
  return db
    .selectFrom('user_groups')
    .innerJoin('groups', 'groups.id', 'user_groups.group_id')
    .leftJoin('group_roles', 'group_roles.group_id', 'groups.id')
    .leftJoin('roles', 'roles.id', 'group_roles.role_id')
    .select([
      'user_groups.user_id as userId',
      'groups.name as group',
      'roles.id as roleId',
      'roles.name',
      'roles.level',
    ])
    .where('user_groups.user_id', 'in', userIds)
    .execute();
}

async function listPermissions(db: Db, roleIds: readonly string[]): Promise<Map<string, string[]>> {
  if (roleIds.length === 0) return new Map();
  const rows = await db.selectFrom('role_permissions').selectAll().where('role_id', 'in', roleIds).execute();
  const permissions = new Map<string, string[]>();
  for (const [roleId, held] of Map.groupBy(rows, (row) => row.role_id)) {
    permissions.set(
      roleId,
      held.map((row) => row.permission),
    );
  }
  return permissions;
}

/** What each of these users holds and how, in three queries. */
export async function listHoldings(db: Db, userIds: readonly string[]): Promise<Map<string, Held>> {
  if (userIds.length === 0) return new Map();
  const given = await listGivenRoles(db, userIds);
  const memberships = await listMemberships(db, userIds);
  const roleIds = new Set([...given, ...memberships].flatMap(({ roleId }) => roleId ?? []));
  return combineHeld({ given, memberships, permissions: await listPermissions(db, [...roleIds]) });
}
