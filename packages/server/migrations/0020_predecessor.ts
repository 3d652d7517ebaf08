import type { Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

/** What was taken over from another system. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await createImportedRefreshTokens(db, type);
  await createImportedConsents(db, type);
}

/** Which family the text of another system's refresh token stands for. */
async function createImportedRefreshTokens<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('imported_refresh_tokens')
    // A keyed hash of the text.
    .addColumn('token_hash', type.text, (c) => c.primaryKey())
    // Null for one that was blacklisted or revoked where it came from. The family may be gone.
    .addColumn('family_id', type.text)
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('imported_refresh_tokens_expires_at')
    .on('imported_refresh_tokens')
    .column('expires_at')
    .execute();
}

/** That a consent was imported, so that no later import brings it back when its user has taken it back. */
async function createImportedConsents<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('imported_consents')
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('client_id', type.text, (c) => c.notNull())
    .addColumn('imported_at', type.time, (c) => c.notNull())
    .addPrimaryKeyConstraint('imported_consents_pkey', ['user_id', 'client_id'])
    .execute();
}
