import type { Service, ServiceAccess, ServiceService } from '#modules/services';
import type { Db } from '#platform/db/schema.ts';
import { grantKey } from './records.rules.ts';
import * as store from './records.store.ts';
import type { Facts, GrantKey, RoleFacts, Wanted } from './records.types.ts';

/** What each holds, in order. */
export function heldBy(pairs: readonly store.Holding[]): Map<string, string[]> {
  const held = new Map<string, string[]>();
  for (const [holder, of] of Map.groupBy(pairs, (pair) => pair.holder)) {
    held.set(holder, of.map((pair) => pair.held).sort());
  }
  return held;
}

export function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

export async function withPermissions(db: Db, rows: readonly store.RoleRow[]): Promise<RoleFacts[]> {
  const ids = rows.map(({ id }) => id);
  const permissions = heldBy(await store.listPermissionsOfRoles(db, ids));
  return rows.map((row) => ({ ...row, permissions: permissions.get(row.id) ?? [] }));
}

export type GrantReader = Pick<ServiceService, 'listGrants' | 'listAll'>;

/** What was given to any of these in any service. */
async function readGrants(
  services: GrantReader,
  db: Db,
  wanted: { users: string[]; roles: string[]; groups: string[] },
): Promise<Map<GrantKey, ServiceAccess>> {
  const found = [
    ...(await services.listGrants(db, { holder: 'user', ids: wanted.users })),
    ...(await services.listGrants(db, { holder: 'group', ids: wanted.groups })),
    ...(await services.listGrants(db, { holder: 'role', ids: wanted.roles })),
  ];
  return new Map(
    found.map(({ serviceId, holder, holderId, level, data }) => [
      grantKey(serviceId, holder, holderId),
      { level, data },
    ]),
  );
}

const allOf = (...sets: Iterable<string>[]): string[] => [...new Set(sets.flatMap((ids) => [...ids]))];

/**
 * Everything about these, and about the groups and roles by which the users may have something, as it is now:
 * a fixed number of queries, whatever is wanted and however many services there are.
 */
export async function readFacts(services: GrantReader, db: Db, wanted: Wanted): Promise<Facts> {
  const userIds = [...wanted.users];
  const users = byId(await store.listUsersByIds(db, userIds));
  const rolesOfUser = heldBy(await store.listRolesOfUsers(db, userIds));
  const groupsOfUser = heldBy(await store.listGroupsOfUsers(db, userIds));
  const groupIds = allOf(wanted.groups, ...groupsOfUser.values());
  const rolesOfGroup = heldBy(await store.listRolesOfGroups(db, groupIds));
  const inherited = [...rolesOfUser.values(), ...rolesOfGroup.values()];
  const roleIds = allOf(wanted.roles, ...inherited);
  const roles = await withPermissions(db, await store.listRolesByIds(db, [...wanted.roles]));
  const groups = await store.listGroupsByIds(db, [...wanted.groups]);
  const grants = await readGrants(services, db, { users: userIds, groups: groupIds, roles: roleIds });
  const all: Service[] = await services.listAll(db);
  return {
    users,
    roles: byId(roles),
    groups: byId(groups),
    rolesOfUser,
    groupsOfUser,
    rolesOfGroup,
    grants,
    services: byId(all),
  };
}
