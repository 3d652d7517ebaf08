import type { Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('sessions')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('secret_hash', type.text)
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('last_seen_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .addColumn('authenticated_at', type.time, (c) => c.notNull())
    .addColumn('amr', type.json, (c) => c.notNull())
    .addColumn('acr', type.text)
    .addColumn('address', type.text)
    .addColumn('user_agent', type.text)
    .addColumn('ended_at', type.time)
    .addColumn('end_reason', type.text)
    .execute();
  await db.schema.createIndex('sessions_user_id').on('sessions').columns(['user_id', 'id']).execute();
  // Only browser sessions have a secret.
  await db.schema
    .createIndex('sessions_secret_hash')
    .unique()
    .on('sessions')
    .column('secret_hash')
    .where('secret_hash', 'is not', null)
    .execute();
  await db.schema.createIndex('sessions_expires_at').on('sessions').column('expires_at').execute();
}
