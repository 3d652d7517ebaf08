import type { Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await createConsents(db, type);
  await createGrants(db, type);
  await createArtifacts(db, type);
  await extendRefreshFamilies(db, type);
}

/** What a user agreed to, once for each application: it outlives sessions and tokens. */
async function createConsents<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('oauth_consents')
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('client_id', type.text, (c) => c.notNull())
    .addColumn('scopes', type.json, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addPrimaryKeyConstraint('oauth_consents_pkey', ['user_id', 'client_id'])
    .execute();
  await db.schema.createIndex('oauth_consents_client').on('oauth_consents').column('client_id').execute();
}

/** One authorization of one client in one session: whatever was issued under it ends with it. */
async function createGrants<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('oauth_grants')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('client_id', type.text, (c) => c.notNull())
    .addColumn('session_id', type.text, (c) => c.notNull())
    .addColumn('payload', type.json, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('oauth_grants_session').on('oauth_grants').column('session_id').execute();
  await db.schema
    .createIndex('oauth_grants_user')
    .on('oauth_grants')
    .columns(['user_id', 'client_id'])
    .execute();
  await db.schema.createIndex('oauth_grants_client').on('oauth_grants').column('client_id').execute();
  await db.schema.createIndex('oauth_grants_created').on('oauth_grants').column('created_at').execute();

  // Which clients a session was used to sign in to: they are told when it ends.
  await db.schema
    .createTable('oauth_session_clients')
    .addColumn('session_id', type.text, (c) => c.notNull())
    .addColumn('client_id', type.text, (c) => c.notNull())
    .addColumn('grant_id', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addPrimaryKeyConstraint('oauth_session_clients_pkey', ['session_id', 'client_id'])
    .execute();
  await db.schema
    .createIndex('oauth_session_clients_client')
    .on('oauth_session_clients')
    .column('client_id')
    .execute();
  await db.schema
    .createIndex('oauth_session_clients_created')
    .on('oauth_session_clients')
    .column('created_at')
    .execute();
}

/** What the engine keeps for minutes: codes, interactions, pushed requests, opaque tokens, seen assertions. */
async function createArtifacts<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('oauth_artifacts')
    .addColumn('id_hash', type.text, (c) => c.primaryKey())
    .addColumn('model', type.text, (c) => c.notNull())
    .addColumn('client_id', type.text)
    .addColumn('user_id', type.text)
    .addColumn('grant_id', type.text)
    .addColumn('user_code_hash', type.text)
    .addColumn('payload_sealed', type.text, (c) => c.notNull())
    .addColumn('consumed_at', type.time)
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('oauth_artifacts_grant')
    .on('oauth_artifacts')
    .column('grant_id')
    .where('grant_id', 'is not', null)
    .execute();
  await db.schema
    .createIndex('oauth_artifacts_client')
    .on('oauth_artifacts')
    .column('client_id')
    .where('client_id', 'is not', null)
    .execute();
  await db.schema
    .createIndex('oauth_artifacts_user_code')
    .unique()
    .on('oauth_artifacts')
    .column('user_code_hash')
    .where('user_code_hash', 'is not', null)
    .execute();
  await db.schema.createIndex('oauth_artifacts_expiry').on('oauth_artifacts').column('expires_at').execute();
}

/** A refresh token of a client is one of a family, too. */
async function extendRefreshFamilies<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema.alterTable('refresh_families').addColumn('grant_id', type.text).execute();
  await db.schema.alterTable('refresh_families').addColumn('payload', type.json).execute();
  await db.schema
    .createIndex('refresh_families_grant')
    .on('refresh_families')
    .column('grant_id')
    .where('grant_id', 'is not', null)
    .execute();
}
