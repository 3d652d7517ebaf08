import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('signing_keys')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('algorithm', type.text, (c) => c.notNull())
    .addColumn('public_jwk', type.json)
    .addColumn('secret_sealed', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('retired_at', type.time)
    .addColumn('expires_at', type.time)
    .execute();
  // At most one key signs, whatever processes start or rotate at the same moment.
  await sql`create unique index signing_keys_one_active on signing_keys (coalesce(retired_at, 0)) where retired_at is null`.execute(
    db,
  );
}
