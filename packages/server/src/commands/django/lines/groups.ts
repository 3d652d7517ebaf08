import { nameKey, problemOfGroupName, readGroupName } from '#modules/access';
import { quoted } from '../database/django-database.ts';
import { textOf } from '../values.rules.ts';
import type { HeldPermissions } from './permissions.ts';
import type { Line, Reading } from './reading.ts';
import { roleOfGroup, roleOfPermission } from './role-names.rules.ts';

interface DjangoGroup {
  key: string;
  name: string;
  roles: { name: string; permissions: string[] }[];
}

/** By their keys in `auth_group`: those that are brought over. */
export type Groups = ReadonlyMap<string, DjangoGroup>;

/** As many as a role holds. */
const maxPermissions = 500;
const table = 'auth_group';

interface Named {
  key: string;
  name: string;
}

/** Names that can be kept, and of which there is one here, too. */
async function readNames({ db, layout, map, conflicts }: Reading): Promise<Named[]> {
  if (!layout.tables.has(table)) return [];
  const rows = await db.rows(`select id as row_key, name from "auth_group" order by id`);
  const named = rows.map((row): Named => {
    const name = textOf(row['name']);
    return { key: textOf(row['row_key']), name: readGroupName(map.groups.get(name) ?? name) };
  });
  const alike = new Map<string, number>();
  for (const { name } of named) alike.set(nameKey(name), (alike.get(nameKey(name)) ?? 0) + 1);
  return named.filter(({ key, name }) => {
    const problem = problemOfGroupName(name);
    const isAlone = alike.get(nameKey(name)) === 1;
    if (problem === undefined && isAlone) return true;
    const why = problem ?? 'Another group differs from it only by case or form.';
    const message = `The group is left out. ${why} The map’s groups give it another name.`;
    conflicts.add({ table, key }, { code: 'group_name', path: 'name', message });
    return false;
  });
}

export async function readGroups(reading: Reading, held: HeldPermissions): Promise<Groups> {
  const { db, layout } = reading;
  const permissionsOf = new Map<string, Set<string>>();
  if (layout.tables.has('auth_group_permissions')) {
    const sql =
      'select group_id, permission_id from "auth_group_permissions" order by group_id, permission_id';
    for (const row of await db.rows(sql)) {
      const permission = held.get(textOf(row['permission_id']));
      const group = textOf(row['group_id']);
      if (permission) permissionsOf.set(group, (permissionsOf.get(group) ?? new Set()).add(permission.name));
    }
  }
  const groups = (await readNames(reading)).map(({ key, name }): [string, DjangoGroup] => {
    const permissions = [...(permissionsOf.get(key) ?? [])].sort();
    const roles: DjangoGroup['roles'] = [];
    for (let at = 0; at < permissions.length; at += maxPermissions) {
      const some = permissions.slice(at, at + maxPermissions);
      roles.push({ name: roleOfGroup(name, roles.length + 1), permissions: some });
    }
    return [key, { key, name, roles }];
  });
  return new Map(groups);
}

/** Roles: those of groups, then one for each permission that users hold without a group. */
export async function* roleLines(
  { db, layout }: Reading,
  held: HeldPermissions,
  groups: Groups,
): AsyncGenerator<Line> {
  for (const group of groups.values()) {
    for (const { name, permissions } of group.roles) {
      const description = `Of the group ${group.name}`;
      yield { object: { type: 'role', name, description, permissions }, from: { table, key: group.key } };
    }
  }
  if (!layout.permissions) return;
  const { table: membership, other } = layout.permissions;
  const sql = `select distinct ${quoted(other)} as permission_id from ${quoted(membership)} order by 1`;
  const told = new Set<string>();
  for (const row of await db.rows(sql)) {
    const permission = held.get(textOf(row['permission_id']));
    if (!permission || told.has(permission.name)) continue;
    told.add(permission.name);
    const { name, key, description } = permission;
    const object = { type: 'role', name: roleOfPermission(name), description, permissions: [name] };
    yield { object, from: { table: 'auth_permission', key } };
  }
}

export function* groupLines(groups: Groups): Generator<Line> {
  for (const { key, name, roles } of groups.values())
    yield { object: { type: 'group', name, roles: roles.map((role) => role.name) }, from: { table, key } };
}
