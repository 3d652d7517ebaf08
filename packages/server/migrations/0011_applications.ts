import { sql, type Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await createApplications(db, type);
  await createSecrets(db, type);
  await createServices(db, type);
  await extendBuiltinRoles(db);
}

async function createApplications<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('applications')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('client_id', type.text, (c) => c.notNull().unique())
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('name_key', type.text, (c) => c.notNull())
    .addColumn('client_type', type.text, (c) => c.notNull())
    .addColumn('authentication', type.text, (c) => c.notNull())
    .addColumn('kind', type.text, (c) => c.notNull())
    .addColumn('grants', type.json, (c) => c.notNull())
    .addColumn('redirect_uris', type.json, (c) => c.notNull())
    .addColumn('post_logout_redirect_uris', type.json, (c) => c.notNull())
    .addColumn('allowed_origins', type.json, (c) => c.notNull())
    .addColumn('scopes', type.json, (c) => c.notNull())
    .addColumn('jwks', type.json)
    .addColumn('jwks_uri', type.text)
    .addColumn('access_token_seconds', type.int)
    .addColumn('refresh_token_seconds', type.int)
    .addColumn('backchannel_logout_uri', type.text)
    .addColumn('logo_uri', type.text)
    .addColumn('homepage_uri', type.text)
    .addColumn('policy_uri', type.text)
    .addColumn('terms_uri', type.text)
    .addColumn('is_first_party', type.flag, (c) => c.notNull())
    .addColumn('may_impersonate', type.flag, (c) => c.notNull())
    .addColumn('is_active', type.flag, (c) => c.notNull())
    // Null for one of the installation.
    .addColumn('owner_id', type.text, (c) => c.references('users.id').onDelete('set null'))
    .addColumn('origin', type.text, (c) => c.notNull())
    .addColumn('metadata', type.json, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('version', type.int, (c) => c.notNull())
    .execute();
  // Names are not unique: the id says which of the same name comes first.
  const orders = {
    applications_by_name: ['name_key', 'id'],
    applications_of_owner: ['owner_id', 'id'],
    applications_of_owner_by_name: ['owner_id', 'name_key', 'id'],
  };
  for (const [name, columns] of Object.entries(orders)) {
    await sql`create index ${sql.ref(name)} on applications (${sql.join(columns.map((column) => sql.ref(column)))})`.execute(
      db,
    );
  }
}

async function createSecrets<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('application_secrets')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('application_id', type.text, (c) =>
      c.notNull().references('applications.id').onDelete('cascade'),
    )
    .addColumn('secret_hash', type.text, (c) => c.notNull())
    .addColumn('hint', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time)
    .execute();
  await db.schema
    .createIndex('application_secrets_application_id')
    .on('application_secrets')
    .columns(['application_id', 'id'])
    .execute();
  await db.schema
    .createIndex('application_secrets_expires_at')
    .on('application_secrets')
    .column('expires_at')
    .execute();
}

async function createServices<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('services')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('name_key', type.text, (c) => c.notNull().unique())
    .addColumn('description', type.text, (c) => c.notNull())
    .addColumn('audience', type.text, (c) => c.notNull().unique())
    .addColumn('scopes', type.json, (c) => c.notNull())
    .addColumn('token_format', type.text, (c) => c.notNull())
    .addColumn('access_token_seconds', type.int)
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('version', type.int, (c) => c.notNull())
    .execute();
}

/** Permissions that are new with this migration, for the built-in roles that were there before it. */
async function extendBuiltinRoles<T>(db: Kysely<T>): Promise<void> {
  await sql`insert into role_permissions (role_id, permission)
    select id, 'applications.trust' from roles where name_key = 'owner' and is_builtin = 1
    on conflict do nothing`.execute(db);
  const added = ['applications.manage', 'applications.read', 'services.manage', 'services.read'];
  for (const permission of added) {
    await sql`insert into role_permissions (role_id, permission)
      select id, ${permission} from roles where name_key in ('admin', 'owner') and is_builtin = 1
      on conflict do nothing`.execute(db);
  }
}
