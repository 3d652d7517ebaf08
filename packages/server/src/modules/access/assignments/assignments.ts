import type { Db } from '#platform/db/schema.ts';
import { atLeast, mayDefine, mayGrant } from '../access.rules.ts';
import { nameKey, toGroup } from '../access.table.ts';
import type { Caller, Role } from '../access.types.ts';
import { refusalOf } from '../guard.service.ts';
import { listRoles } from '../roles/roles.store.ts';
import * as store from './assignments.store.ts';
import type { Assignable, Assignments, Authority, GroupWithRoles } from './assignments.types.ts';

async function loadGroups(
  db: Db,
  names: readonly string[],
  rolesById: ReadonlyMap<string, Role>,
): Promise<Map<string, GroupWithRoles>> {
  const rows = await store.findGroupRows(db, [...new Set(names.map(nameKey))]);
  const ids = rows.map((row) => row.id);
  const pairs = Map.groupBy(await store.findGroupRoles(db, ids), (pair) => pair.group_id);
  const groups = rows.map((row): [string, GroupWithRoles] => {
    const roles = (pairs.get(row.id) ?? []).flatMap((pair) => rolesById.get(pair.role_id) ?? []);
    const roleNames = roles.map((role) => role.name);
    return [row.name_key, { group: toGroup(row, roleNames), roles }];
  });
  return new Map(groups);
}

async function load(db: Db, groupNames: readonly string[]): Promise<Assignable> {
  const all = await listRoles(db);
  const roles = new Map(all.map((role) => [nameKey(role.name), role]));
  const groups = await loadGroups(db, groupNames, new Map(all.map((role) => [role.id, role])));
  return {
    role: (name) => roles.get(nameKey(name)),
    group: (name) => groups.get(nameKey(name)),
  };
}

export const assignments: Assignments = {
  load,
  async add(tx, added) {
    await store.insertUserRoles(
      tx,
      added.flatMap(({ userId, roles }) => roles.map(({ id }) => ({ user_id: userId, role_id: id }))),
    );
    await store.insertUserGroups(
      tx,
      added.flatMap(({ userId, groups }) =>
        groups.map(({ group }) => ({ user_id: userId, group_id: group.id })),
      ),
    );
  },
  async remove(tx, removed) {
    for (const { userId, roles, groups } of removed) {
      const ids = (of: readonly { id: string }[]): string[] => of.map(({ id }) => id);
      await store.deleteUserRoles(tx, userId, ids(roles));
      await store.deleteUserGroups(tx, userId, ids(groups.map(({ group }) => group)));
    }
  },
};

/** The rules of granting, as answers instead of refusals. The command line may do everything. */
export function authorityOf(caller: Caller): Authority {
  return {
    mayGrant: (roles) => refusalOf(caller, mayGrant(...roles)) === undefined,
    mayDefine: (...versions) => refusalOf(caller, mayDefine(...versions)) === undefined,
    isAtLeast: (target) => refusalOf(caller, atLeast(target)) === undefined,
  };
}
