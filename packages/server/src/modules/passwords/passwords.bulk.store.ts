import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import { preparedInsert } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { PasswordRow } from './passwords.table.ts';

const byUser = bulkSelect<PasswordRow>((db, keys) =>
  db.selectFrom('passwords').selectAll().where('user_id', 'in', keys),
);

const columns = ['user_id', 'hash', 'changed_at', 'imported_digest'] as const;
const insertRows = bulkInsert<PasswordRow>('passwords', columns);
const insertRow = preparedInsert<PasswordRow>('passwords', columns);

export async function findPasswords(db: Db, userIds: readonly string[]): Promise<PasswordRow[]> {
  return byUser(db, userIds);
}

/** Of users who have none. */
export async function insertPasswords(tx: Tx, rows: readonly PasswordRow[]): Promise<void> {
  await insertRows(tx, rows);
}

/** Whatever it was. */
export async function replacePassword(tx: Tx, row: PasswordRow): Promise<void> {
  await tx.deleteFrom('passwords').where('user_id', '=', row.user_id).execute();
  await insertRow(tx, row);
}
