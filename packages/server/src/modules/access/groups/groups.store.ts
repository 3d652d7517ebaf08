import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import { nameKey, toGroup, toGroupRow } from '../access.table.ts';
import type { Group, NameQuery } from '../access.types.ts';
import { listInOrder } from '../name-pages.store.ts';

type GroupRow = Tables['groups'];

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

/** The group as it is now, locked until the transaction ends: by a statement that both engines have. */
export async function lockGroup(tx: Tx, nameOrId: string): Promise<Group | undefined> {
  const row = await tx
    .updateTable('groups')
    .set((groups) => ({ updated_at: groups.ref('updated_at') }))
    .where((eb) => eb.or([eb('id', '=', nameOrId), eb('name_key', '=', nameKey(nameOrId))]))
    .returningAll()
    .executeTakeFirst();
  return row && toGroup(row, await roleNamesOf(tx, row.id));
}

function toGroups(rows: readonly GroupRow[], pairs: readonly { group_id: string; name: string }[]): Group[] {
  const roles = Map.groupBy(pairs, (pair) => pair.group_id);
  return rows.map((row) => {
    const held = roles.get(row.id) ?? [];
    return toGroup(
      row,
      held.map((pair) => pair.name),
    );
  });
}

function rolesOfGroups(db: Db) {
  return db
    .selectFrom('group_roles')
    .innerJoin('roles', 'roles.id', 'group_roles.role_id')
    .select(['group_roles.group_id', 'roles.name']);
}

/** All of them. */
export async function listGroups(db: Db): Promise<Group[]> {
  const rows = await db.selectFrom('groups').selectAll().orderBy('name_key').execute();
  return toGroups(rows, await rolesOfGroups(db).execute());
}

/** One page; `limit` counts. */
export async function listGroupPage(db: Db, query: NameQuery): Promise<Group[]> {
  const rows = await listInOrder(db, 'groups', query);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  return toGroups(rows, await rolesOfGroups(db).where('group_roles.group_id', 'in', ids).execute());
}

/** False, and nothing inserted, when the name is taken. */
export async function insertGroupUnlessTaken(tx: Tx, group: Group): Promise<boolean> {
  const inserted = await tx
    .insertInto('groups')
    .values(toGroupRow(group))
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Writes a locked group, without its roles. A name that is taken breaks the uniqueness of `name_key`. */
export async function updateGroup(tx: Tx, group: Group): Promise<void> {
  const { id, ...changes } = toGroupRow(group);
  await tx.updateTable('groups').set(changes).where('id', '=', id).execute();
}

/** Notes that the roles of a group, or what they are called, changed. `now` in epoch milliseconds. */
export async function touchGroup(tx: Tx, groupId: string, now: number): Promise<void> {
  await tx
    .updateTable('groups')
    .set((groups) => ({ version: groups('version', '+', 1), updated_at: now }))
    .where('id', '=', groupId)
    .execute();
}

export async function touchGroupsWithRole(tx: Tx, roleId: string, now: number): Promise<void> {
  const holders = tx.selectFrom('group_roles').select('group_id').where('role_id', '=', roleId);
  await tx
    .updateTable('groups')
    .set((groups) => ({ version: groups('version', '+', 1), updated_at: now }))
    .where('id', 'in', holders)
    .execute();
}

export async function deleteGroup(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('groups').where('id', '=', id).execute();
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
