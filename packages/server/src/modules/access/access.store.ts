import { sql } from 'kysely';
import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { combineHoldings, type HoldingRow } from './access.rules.ts';
import { nameKey } from './access.table.ts';
import type { Access } from './access.types.ts';

/** Direct roles and those of groups, each once, with a row for each permission. Takes the user's id twice. */
const holdingsOf = preparedLookup<HoldingRow>((db) => {
  const direct = db.selectFrom('user_roles').select('role_id').where('user_id', '=', '');
  const throughGroups = db
    .selectFrom('user_groups')
    .innerJoin('group_roles', 'group_roles.group_id', 'user_groups.group_id')
    .select('group_roles.role_id')
    .where('user_groups.user_id', '=', '');
  return db
    .selectFrom(direct.union(throughGroups).as('held'))
    .innerJoin('roles', 'roles.id', 'held.role_id')
    .leftJoin('role_permissions', 'role_permissions.role_id', 'roles.id')
    .select(['roles.name', 'roles.level', 'role_permissions.permission']);
});

/** What a user holds, in one query: it runs whenever a token is issued. */
export async function findAccess(db: Db, userId: string): Promise<Access> {
  return combineHoldings(await holdingsOf(db, userId, userId));
}

/** False when the user holds the role directly already. A foreign key refuses a user who does not exist. */
export async function insertUserRole(tx: Tx, userId: string, roleId: string): Promise<boolean> {
  const inserted = await tx
    .insertInto('user_roles')
    .values({ user_id: userId, role_id: roleId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function deleteUserRole(tx: Tx, userId: string, roleId: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('user_roles')
    .where('user_id', '=', userId)
    .where('role_id', '=', roleId)
    .returning('user_id')
    .executeTakeFirst();
  return deleted !== undefined;
}

export async function listDirectRoles(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('user_roles')
    .innerJoin('roles', 'roles.id', 'user_roles.role_id')
    .select('roles.name')
    .where('user_roles.user_id', '=', userId)
    .orderBy('roles.name')
    .execute();
  return rows.map((row) => row.name);
}

/**
 * Active users who hold a role, directly or through a group. The users belong to a module above this
 * one, so the one fact needed of them is read in plain SQL.
 */
export async function countActiveHolders(db: Db, roleName: string): Promise<number> {
  const key = nameKey(roleName);
  const { rows } = await sql<{ holders: number }>`
    select count(*) as holders from (
      select user_roles.user_id from user_roles
        inner join roles on roles.id = user_roles.role_id where roles.name_key = ${key}
      union
      select user_groups.user_id from user_groups
        inner join group_roles on group_roles.group_id = user_groups.group_id
        inner join roles on roles.id = group_roles.role_id where roles.name_key = ${key}
    ) as held inner join users on users.id = held.user_id where users.is_active = 1
  `.execute(db);
  return rows[0]?.holders ?? 0;
}
