import { sql, type Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await extendUsers(db, type);
  await extendAccess(db, type);
  await createIdempotencyKeys(db, type);
  await createImportRuns(db, type);
  // Which hash an import brought: a later one of the same source must not undo what its owner did since.
  await db.schema.alterTable('passwords').addColumn('imported_digest', type.text).execute();
  await extendBuiltinRoles(db);
  // Entries of a span of time.
  await db.schema.createIndex('audit_entries_at').on('audit_entries').columns(['at', 'seq']).execute();
}

async function extendUsers<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema.alterTable('users').addColumn('external_id', type.text).execute();
  await addVersion(db, 'users', type);
  await db.schema
    .createIndex('users_external_id')
    .unique()
    .on('users')
    .column('external_id')
    .where(sql.ref('external_id'), 'is not', null)
    .execute();
  // The rare side of each flag, in the order of lists.
  const rare = {
    users_inactive: 'is_active = 0',
    users_staff: 'is_staff = 1',
    users_super: 'is_superuser = 1',
  };
  for (const [name, condition] of Object.entries(rare)) {
    await db.schema.createIndex(name).on('users').column('id').where(sql.raw<boolean>(condition)).execute();
  }
}

async function extendAccess<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await addVersion(db, 'roles', type);
  await addVersion(db, 'groups', type);
  await db.schema
    .alterTable('groups')
    .addColumn('updated_at', type.time, (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update groups set updated_at = created_at`.execute(db);
  // Those that a service defines; Ostiary's own are in its code.
  await db.schema
    .createTable('permissions')
    .addColumn('name', type.text, (c) => c.primaryKey())
    .addColumn('description', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('version', type.int, (c) => c.notNull().defaultTo(1))
    .execute();
  // Which roles hold a permission: asked when one is deleted.
  await db.schema
    .createIndex('role_permissions_permission')
    .on('role_permissions')
    .columns(['permission', 'role_id'])
    .execute();
  // The order of the list of roles: the most powerful first, those without a level last.
  await sql`create index roles_by_level on roles ((coalesce(level, 1001)), name_key)`.execute(db);
  await definePermissionsInUse(db);
}

/** Until now a role could hold any permission of a service; from now on it must be defined. */
async function definePermissionsInUse<T>(db: Kysely<T>): Promise<void> {
  const ownNouns = ['audit', 'blocklist', 'keys', 'metrics', 'roles', 'sessions', 'users'];
  const own = ownNouns.map((noun) => sql`permission like ${`${noun}.%`}`);
  await sql`
    insert into permissions (name, description, created_at, updated_at)
    select role_permissions.permission, '', min(roles.created_at), min(roles.created_at)
    from role_permissions inner join roles on roles.id = role_permissions.role_id
    where not (${sql.join(own, sql` or `)})
    group by role_permissions.permission`.execute(db);
}

/** Permissions that are new with this migration, for the built-in roles that were there before it. */
async function extendBuiltinRoles<T>(db: Kysely<T>): Promise<void> {
  const forAdmins = ['access.decide', 'access.review', 'events.read', 'users.export'];
  const forOwners = [...forAdmins, 'users.export_hashes', 'users.import'];
  for (const [role, permissions] of Object.entries({ admin: forAdmins, owner: forOwners })) {
    for (const permission of permissions) {
      await sql`insert into role_permissions (role_id, permission)
        select id, ${permission} from roles where name_key = ${role} and is_builtin = 1`.execute(db);
    }
  }
}

/** Counts changes, for ETags. */
async function addVersion<T>(db: Kysely<T>, table: string, type: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn('version', type.int, (c) => c.notNull().defaultTo(1))
    .execute();
}

async function createIdempotencyKeys<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('idempotency_keys')
    // A keyed hash of the caller and the key.
    .addColumn('id_hash', type.text, (c) => c.primaryKey())
    .addColumn('request_hash', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time, (c) => c.notNull())
    // Null while the first request is being answered. Sealed, since an answer may hold a new secret.
    .addColumn('response_sealed', type.text)
    .execute();
  await db.schema
    .createIndex('idempotency_keys_expires_at')
    .on('idempotency_keys')
    .column('expires_at')
    .execute();
}

async function createImportRuns<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  const runs = db.schema
    .createTable('import_runs')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('format', type.text, (c) => c.notNull())
    // Of the first part of the source: a run is resumed only with what it began with.
    .addColumn('source_hash', type.text)
    .addColumn('started_by', type.text)
    .addColumn('started_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('finished_at', type.time);
  const counters = ['lines_done', 'created', 'updated', 'unchanged', 'failed'];
  await counters
    .reduce((table, name) => table.addColumn(name, type.int, (c) => c.notNull().defaultTo(0)), runs)
    .execute();
}
