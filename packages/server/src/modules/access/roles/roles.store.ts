import { sql } from 'kysely';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import { nameKey, toRole, toRoleRow } from '../access.table.ts';
import type { Role, RoleQuery } from '../access.types.ts';
import { isHopeless, parseRankPosition, rankWithoutLevel } from '../lists.rules.ts';
import { listInOrder } from '../name-pages.store.ts';

type RoleRow = Tables['roles'];

async function permissionsOf(db: Db, roleId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('role_permissions')
    .select('permission')
    .where('role_id', '=', roleId)
    .execute();
  return rows.map((row) => row.permission);
}

function toRoles(rows: readonly RoleRow[], pairs: readonly Tables['role_permissions'][]): Role[] {
  const permissions = Map.groupBy(pairs, (pair) => pair.role_id);
  return rows.map((row) => {
    const held = permissions.get(row.id) ?? [];
    return toRole(
      row,
      held.map((pair) => pair.permission),
    );
  });
}

/** The roles of these rows, in their order, by one more query. */
async function withPermissions(db: Db, rows: readonly RoleRow[]): Promise<Role[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  return toRoles(
    rows,
    await db.selectFrom('role_permissions').selectAll().where('role_id', 'in', ids).execute(),
  );
}

/** A name cannot look like an id, so either finds at most one. */
export async function findRole(db: Db, nameOrId: string): Promise<Role | undefined> {
  const row = await db
    .selectFrom('roles')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', nameOrId), eb('name_key', '=', nameKey(nameOrId))]))
    .executeTakeFirst();
  return row && toRole(row, await permissionsOf(db, row.id));
}

/** The role as it is now, locked until the transaction ends: by a statement that both engines have. */
export async function lockRole(tx: Tx, nameOrId: string): Promise<Role | undefined> {
  const row = await tx
    .updateTable('roles')
    .set((roles) => ({ updated_at: roles.ref('updated_at') }))
    .where((eb) => eb.or([eb('id', '=', nameOrId), eb('name_key', '=', nameKey(nameOrId))]))
    .returningAll()
    .executeTakeFirst();
  return row && toRole(row, await permissionsOf(tx, row.id));
}

/** Of several roles with one level the built-in one, else the oldest. */
export async function findRoleByLevel(db: Db, level: number): Promise<Role | undefined> {
  const row = await db
    .selectFrom('roles')
    .selectAll()
    .where('level', '=', level)
    .orderBy('is_builtin', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toRole(row, await permissionsOf(db, row.id));
}

/** The most powerful first, those without a level last, then by name. */
export async function listRoles(db: Db): Promise<Role[]> {
  const rows = await db.selectFrom('roles').selectAll().orderBy('name_key').execute();
  const roles = toRoles(rows, await db.selectFrom('role_permissions').selectAll().execute());
  return roles.sort((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity) || 0);
}

/** As in the index `roles_by_level`, so that it is used. */
const rank = sql<number>`coalesce(level, ${sql.lit(rankWithoutLevel)})`;

/** What is left of one level, then all below it: each a range of the index on level and name. */
async function listByLevel(db: Db, { limit, after }: RoleQuery): Promise<RoleRow[]> {
  const some = db.selectFrom('roles').selectAll().limit(limit);
  const byLevel = some.orderBy(rank).orderBy('name_key');
  if (after === undefined) return byLevel.execute();
  const position = parseRankPosition(after);
  const sameLevel = await some
    .where(rank, '=', position.rank)
    .where('name_key', '>', position.nameKey)
    .orderBy('name_key')
    .execute();
  if (sameLevel.length >= limit) return sameLevel;
  const rest = await byLevel.where(rank, '>', position.rank).execute();
  return [...sameLevel, ...rest].slice(0, limit);
}

/** One page; `limit` counts. */
export async function listRolePage(db: Db, query: RoleQuery): Promise<Role[]> {
  if (isHopeless(query.search)) return [];
  const { order, ...page } = query;
  const rows =
    order === 'level' ? await listByLevel(db, query) : await listInOrder(db, 'roles', { ...page, order });
  return withPermissions(db, rows);
}

export async function listRolesOfGroup(db: Db, groupId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('roles')
    .innerJoin('group_roles', 'group_roles.role_id', 'roles.id')
    .selectAll('roles')
    .where('group_roles.group_id', '=', groupId)
    .orderBy('group_roles.role_id')
    .execute();
  return withPermissions(db, rows);
}

export async function listRolesHolding(db: Db, permission: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('roles')
    .innerJoin('role_permissions', 'role_permissions.role_id', 'roles.id')
    .selectAll('roles')
    .where('role_permissions.permission', '=', permission)
    .orderBy('role_permissions.role_id')
    .execute();
  return withPermissions(db, rows);
}

export async function listRoleNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('roles').select('name').execute();
  return rows.map((row) => row.name);
}

async function insertPermissions(tx: Tx, role: Pick<Role, 'id' | 'permissions'>): Promise<void> {
  if (role.permissions.length === 0) return;
  await tx
    .insertInto('role_permissions')
    .values(role.permissions.map((permission) => ({ role_id: role.id, permission })))
    .execute();
}

/** False, and nothing inserted, when the name is taken. */
export async function insertRoleUnlessTaken(tx: Tx, role: Role): Promise<boolean> {
  const inserted = await tx
    .insertInto('roles')
    .values(toRoleRow(role))
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  await insertPermissions(tx, role);
  return true;
}

/** Writes all of a locked role. A name that is taken breaks the uniqueness of `name_key`. */
export async function updateRole(tx: Tx, role: Role): Promise<void> {
  const { id, ...changes } = toRoleRow(role);
  await tx.updateTable('roles').set(changes).where('id', '=', id).execute();
  await tx.deleteFrom('role_permissions').where('role_id', '=', id).execute();
  await insertPermissions(tx, role);
}

/** Takes a permission from every role that holds it. `now` in epoch milliseconds. */
export async function deletePermissionOfRoles(tx: Tx, permission: string, now: number): Promise<void> {
  const holders = tx.selectFrom('role_permissions').select('role_id').where('permission', '=', permission);
  await tx
    .updateTable('roles')
    .set((roles) => ({ version: roles('version', '+', 1), updated_at: now }))
    .where('id', 'in', holders)
    .execute();
  await tx.deleteFrom('role_permissions').where('permission', '=', permission).execute();
}

export async function deleteRole(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('roles').where('id', '=', id).execute();
}
