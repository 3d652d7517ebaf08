import type { Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('one_time_links')
    .addColumn('token_hash', type.text, (c) => c.primaryKey())
    .addColumn('purpose', type.text, (c) => c.notNull())
    .addColumn('subject_id', type.text)
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .addColumn('consumed_at', type.time)
    .execute();
  await db.schema
    .createIndex('one_time_links_expires_at')
    .on('one_time_links')
    .column('expires_at')
    .execute();
}
