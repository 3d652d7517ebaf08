import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  // One row a family: the generation counts its rotations, so nothing grows with use. No foreign keys:
  // the row outlives its user and session, so that a late token can be told why it is refused.
  await db.schema
    .createTable('refresh_families')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('session_id', type.text, (c) => c.notNull())
    .addColumn('user_id', type.text, (c) => c.notNull())
    .addColumn('client_id', type.text)
    .addColumn('scope', type.text, (c) => c.notNull())
    .addColumn('generation', type.int, (c) => c.notNull())
    .addColumn('secret_hash', type.text, (c) => c.notNull())
    .addColumn('previous_hash', type.text)
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('rotated_at', type.time)
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .addColumn('ended_at', type.time)
    .addColumn('end_reason', type.text)
    .execute();
  await db.schema
    .createIndex('refresh_families_session_id')
    .on('refresh_families')
    .column('session_id')
    .execute();
  await db.schema
    .createIndex('refresh_families_expires_at')
    .on('refresh_families')
    .column('expires_at')
    .execute();

  await db.schema
    .createTable('api_tokens')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('kind', type.text, (c) => c.notNull())
    .addColumn('token_hash', type.text, (c) => c.notNull().unique())
    .addColumn('scope', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('last_used_at', type.time)
    .addColumn('expires_at', type.time)
    .addColumn('revoked_at', type.time)
    .execute();
  await db.schema.createIndex('api_tokens_user_id').on('api_tokens').columns(['user_id', 'id']).execute();
  await db.schema.createIndex('api_tokens_expires_at').on('api_tokens').column('expires_at').execute();
  await db.schema.createIndex('api_tokens_revoked_at').on('api_tokens').column('revoked_at').execute();
  // Two logins at once get the same token.
  await sql`create unique index api_tokens_one_login on api_tokens (user_id) where kind = 'login' and revoked_at is null`.execute(
    db,
  );
}
