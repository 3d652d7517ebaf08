import type { Db, Tx } from '#platform/db/schema.ts';
import { nameKey, toGroup } from '../access.table.ts';
import type { Group } from '../access.types.ts';

async function roleNamesOf(db: Db, groupId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('group_roles')
    .innerJoin('roles', 'roles.id', 'group_roles.role_id')
    .select('roles.name')
    .where('group_roles.group_id', '=', groupId)
    .execute();
  return rows.map((row) => row.name);
}

/** A name cannot look like an id, so either finds at most one. */
export async function findGroup(db: Db, nameOrId: string): Promise<Group | undefined> {
  const row = await db
    .selectFrom('groups')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', nameOrId), eb('name_key', '=', nameKey(nameOrId))]))
    .executeTakeFirst();
  return row && toGroup(row, await roleNamesOf(db, row.id));
}

export async function listGroups(db: Db): Promise<Group[]> {
  const rows = await db.selectFrom('groups').selectAll().orderBy('name_key').execute();
  const pairs = await db
    .selectFrom('group_roles')
    .innerJoin('roles', 'roles.id', 'group_roles.role_id')
    .select(['group_roles.group_id', 'roles.name'])
    .execute();
  const roles = Map.groupBy(pairs, (pair) => pair.group_id);
  return rows.map((row) =>
    toGroup(
      row,
      (roles.get(row.id) ?? []).map((pair) => pair.name),
    ),
  );
}

/** False, and nothing inserted, when the name is taken. */
export async function insertGroupUnlessTaken(tx: Tx, group: Group): Promise<boolean> {
  const { id, name, description, createdAt } = group;
  const inserted = await tx
    .insertInto('groups')
    .values({ id, name, name_key: nameKey(name), description, created_at: createdAt })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function deleteGroup(tx: Tx, id: string): Promise<boolean> {
  const deleted = await tx.deleteFrom('groups').where('id', '=', id).returning('id').executeTakeFirst();
  return deleted !== undefined;
}

/** False when the user is a member already. A foreign key refuses a user who does not exist. */
export async function insertMember(tx: Tx, groupId: string, userId: string): Promise<boolean> {
  const inserted = await tx
    .insertInto('user_groups')
    .values({ group_id: groupId, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function deleteMember(tx: Tx, groupId: string, userId: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('user_groups')
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .returning('user_id')
    .executeTakeFirst();
  return deleted !== undefined;
}

/** Ids of members, in order, after `after`. */
export async function listMembers(
  db: Db,
  groupId: string,
  page: { after?: string; limit: number },
): Promise<string[]> {
  let query = db
    .selectFrom('user_groups')
    .select('user_id')
    .where('group_id', '=', groupId)
    .orderBy('user_id')
    .limit(page.limit);
  if (page.after !== undefined) query = query.where('user_id', '>', page.after);
  return (await query.execute()).map((row) => row.user_id);
}

export async function listGroupNamesOf(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('user_groups')
    .innerJoin('groups', 'groups.id', 'user_groups.group_id')
    .select('groups.name')
    .where('user_groups.user_id', '=', userId)
    .orderBy('groups.name_key')
    .execute();
  return rows.map((row) => row.name);
}

export async function insertGroupRole(tx: Tx, groupId: string, roleId: string): Promise<boolean> {
  const inserted = await tx
    .insertInto('group_roles')
    .values({ group_id: groupId, role_id: roleId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('role_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function deleteGroupRole(tx: Tx, groupId: string, roleId: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('group_roles')
    .where('group_id', '=', groupId)
    .where('role_id', '=', roleId)
    .returning('role_id')
    .executeTakeFirst();
  return deleted !== undefined;
}
