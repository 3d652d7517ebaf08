import type { Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('signing_keys')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('algorithm', type.text, (c) => c.notNull())
    .addColumn('public_jwk', type.json, (c) => c.notNull())
    .addColumn('private_sealed', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('retired_at', type.time)
    .addColumn('expires_at', type.time)
    .execute();
}
