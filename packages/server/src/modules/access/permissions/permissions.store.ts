import type { Db, Tx } from '#platform/db/schema.ts';
import type { PermissionsTable } from '../access.table.ts';
import { afterPrefix } from '../name-pages.store.ts';
import { isHopeless } from '../lists.rules.ts';
import type { PermissionQuery } from '../lists.types.ts';
import type { DefinedPermission } from './permissions.types.ts';

function toPermission(row: PermissionsTable): DefinedPermission {
  return {
    name: row.name,
    description: row.description,
    isBuiltin: false,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export async function findPermission(db: Db, name: string): Promise<DefinedPermission | undefined> {
  const row = await db.selectFrom('permissions').selectAll().where('name', '=', name).executeTakeFirst();
  return row && toPermission(row);
}

/** Those of services, by name: a range of the primary key. */
export async function listPermissions(db: Db, query: PermissionQuery): Promise<DefinedPermission[]> {
  const { order, limit, after, search } = query;
  if (isHopeless(search)) return [];
  const isDescending = order === '-name';
  let select = db
    .selectFrom('permissions')
    .selectAll()
    .orderBy('name', isDescending ? 'desc' : 'asc')
    .limit(limit);
  if (after !== undefined) select = select.where('name', isDescending ? '<' : '>', after);
  if (search !== undefined) {
    select = select.where('name', '>=', search).where('name', '<', search + afterPrefix);
  }
  return (await select.execute()).map(toPermission);
}

/** False, and nothing inserted, when it exists. */
export async function insertPermissionUnlessTaken(
  tx: Tx,
  permission: { name: string; description: string; now: number },
): Promise<boolean> {
  const { name, description, now } = permission;
  const inserted = await tx
    .insertInto('permissions')
    .values({ name, description, created_at: now, updated_at: now, version: 1 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  return inserted !== undefined;
}

/**
 * Those of the names that are defined, locked until the transaction ends: nobody deletes one while a role
 * is being given it.
 */
export async function lockPermissions(tx: Tx, names: readonly string[]): Promise<DefinedPermission[]> {
  if (names.length === 0) return [];
  const rows = await tx
    .updateTable('permissions')
    .set((permissions) => ({ updated_at: permissions.ref('updated_at') }))
    .where('name', 'in', names)
    .returningAll()
    .execute();
  return rows.map(toPermission);
}

export async function updateDescription(
  tx: Tx,
  permission: { name: string; description: string; now: number },
): Promise<DefinedPermission> {
  const { name, description, now } = permission;
  const row = await tx
    .updateTable('permissions')
    .set((permissions) => ({ description, updated_at: now, version: permissions('version', '+', 1) }))
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPermission(row);
}

export async function deletePermission(tx: Tx, name: string): Promise<void> {
  await tx.deleteFrom('permissions').where('name', '=', name).execute();
}
