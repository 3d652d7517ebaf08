import type { Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('passwords')
    .addColumn('user_id', type.text, (c) => c.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('hash', type.text, (c) => c.notNull())
    .addColumn('changed_at', type.time, (c) => c.notNull())
    .execute();
  // Failures per account and per address, keyed by a hash so that the table lists no identifiers.
  await db.schema
    .createTable('sign_in_throttles')
    .addColumn('key', type.text, (c) => c.primaryKey())
    .addColumn('failures', type.int, (c) => c.notNull())
    .addColumn('blocked_until', type.time, (c) => c.notNull())
    .addColumn('counted_from', type.time, (c) => c.notNull())
    .addColumn('forget_at', type.time, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('sign_in_throttles_forget_at')
    .on('sign_in_throttles')
    .column('forget_at')
    .execute();
}
