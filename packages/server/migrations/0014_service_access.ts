import { sql, type Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await extendServices(db, type);
  await createKeys(db, type);
  for (const holder of ['user', 'group', 'role']) await createGrants(db, type, holder);
  await extendBuiltinRoles(db);
}

async function extendServices<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  const seen = JSON.stringify(['email', 'username', 'first_name', 'last_name']);
  await db.schema
    .alterTable('services')
    .addColumn('entry', type.text, (c) => c.notNull().defaultTo('everyone'))
    .execute();
  await db.schema
    .alterTable('services')
    .addColumn('access_levels', type.json, (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('services')
    .addColumn('fields', type.json, (c) => c.notNull().defaultTo(seen))
    .execute();
  await db.schema.alterTable('services').addColumn('data_schema', type.json).execute();
  // Counts what was given, so that a check of all of it need not keep everybody else waiting.
  await db.schema
    .alterTable('services')
    .addColumn('grants_version', type.int, (c) => c.notNull().defaultTo(0))
    .execute();
}

async function createKeys<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('service_keys')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('service_id', type.text, (c) => c.notNull().references('services.id').onDelete('cascade'))
    .addColumn('key_hash', type.text, (c) => c.notNull().unique())
    .addColumn('hint', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time)
    .execute();
  await db.schema
    .createIndex('service_keys_service_id')
    .on('service_keys')
    .columns(['service_id', 'id'])
    .execute();
  await db.schema.createIndex('service_keys_expires_at').on('service_keys').column('expires_at').execute();
}

/** What users, groups or roles have in a service. */
async function createGrants<T>(db: Kysely<T>, type: ColumnTypes, holder: string): Promise<void> {
  const table = `service_${holder}_grants`;
  await db.schema
    .createTable(table)
    .addColumn('holder_id', type.text, (c) => c.notNull().references(`${holder}s.id`).onDelete('cascade'))
    .addColumn('service_id', type.text, (c) => c.notNull().references('services.id').onDelete('cascade'))
    .addColumn('level', type.text)
    .addColumn('data', type.json, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addPrimaryKeyConstraint(`${table}_pkey`, ['holder_id', 'service_id'])
    .execute();
  await db.schema.createIndex(`${table}_of_service`).on(table).columns(['service_id', 'holder_id']).execute();
  // Whether a level is in use.
  await db.schema.createIndex(`${table}_level`).on(table).columns(['service_id', 'level']).execute();
}

/** A permission that is new with this migration, for the built-in roles that were there before it. */
async function extendBuiltinRoles<T>(db: Kysely<T>): Promise<void> {
  await sql`insert into role_permissions (role_id, permission)
    select id, 'services.grant' from roles where name_key in ('admin', 'owner') and is_builtin = 1
    on conflict do nothing`.execute(db);
}
