import type { Db, Tx } from '#platform/db/schema.ts';
import { nameKey, toRole, toRoleRow } from '../access.table.ts';
import type { Role } from '../access.types.ts';

async function permissionsOf(db: Db, roleId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('role_permissions')
    .select('permission')
    .where('role_id', '=', roleId)
    .execute();
  return rows.map((row) => row.permission);
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
  const pairs = await db.selectFrom('role_permissions').selectAll().execute();
  const permissions = Map.groupBy(pairs, (pair) => pair.role_id);
  const roles = rows.map((row) =>
    toRole(
      row,
      (permissions.get(row.id) ?? []).map((pair) => pair.permission),
    ),
  );
  return roles.sort((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity) || 0);
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

/**
 * Writes all of the role; false when it is gone. The row comes first: its lock puts concurrent edits in
 * order. A name that is taken breaks the uniqueness of `name_key`.
 */
export async function updateRole(tx: Tx, role: Role): Promise<boolean> {
  const { id, ...changes } = toRoleRow(role);
  const updated = await tx
    .updateTable('roles')
    .set(changes)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!updated) return false;
  await tx.deleteFrom('role_permissions').where('role_id', '=', id).execute();
  await insertPermissions(tx, role);
  return true;
}

export async function deleteRole(tx: Tx, id: string): Promise<boolean> {
  const deleted = await tx.deleteFrom('roles').where('id', '=', id).returning('id').executeTakeFirst();
  return deleted !== undefined;
}
