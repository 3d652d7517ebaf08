import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import type { Tables, Tx } from '#platform/db/schema.ts';

type GroupRow = Tables['groups'];

export const insertUserRoles = bulkInsert<Tables['user_roles']>('user_roles', ['user_id', 'role_id']);
export const insertUserGroups = bulkInsert<Tables['user_groups']>('user_groups', ['user_id', 'group_id']);

export const findGroupRows = bulkSelect<GroupRow>((db, keys) =>
  db.selectFrom('groups').selectAll().where('name_key', 'in', keys),
);

export const findGroupRoles = bulkSelect<Tables['group_roles']>((db, keys) =>
  db.selectFrom('group_roles').selectAll().where('group_id', 'in', keys),
);

export async function deleteUserRoles(tx: Tx, userId: string, roleIds: readonly string[]): Promise<void> {
  if (roleIds.length === 0) return;
  await tx.deleteFrom('user_roles').where('user_id', '=', userId).where('role_id', 'in', roleIds).execute();
}

export async function deleteUserGroups(tx: Tx, userId: string, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await tx
    .deleteFrom('user_groups')
    .where('user_id', '=', userId)
    .where('group_id', 'in', groupIds)
    .execute();
}
