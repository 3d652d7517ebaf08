import { sql, type Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  // Null until somebody has shown that the address is theirs.
  await db.schema.alterTable('users').addColumn('email_verified_at', type.time).execute();
  await extendLinks(db, type);
  await createMail(db, type);
  await createSignIn(db, type);
  await createFactors(db, type);
  await createPasskeys(db, type);
  await createDeletions(db, type);
  await extendBuiltinRoles(db);
}

async function createIndex<T>(db: Kysely<T>, table: string, columns: string[]): Promise<void> {
  const names = columns.map((column) => sql.ref(column));
  await sql`create index ${sql.ref(`${table}_${columns[0]}`)} on ${sql.table(table)} (${sql.join(names)})`.execute(
    db,
  );
}

/** What a link carries beside its purpose, such as the address that it confirms. */
async function extendLinks<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema.alterTable('one_time_links').addColumn('data', type.json).execute();
  await createIndex(db, 'one_time_links', ['subject_id', 'purpose']);
}

async function createMail<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  // No reference to users: whoever is deleted is still told so.
  await db.schema
    .createTable('mail_outbox')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('template', type.text, (c) => c.notNull())
    .addColumn('language', type.text, (c) => c.notNull())
    .addColumn('recipient', type.text, (c) => c.notNull())
    // Holds links that let somebody in: null as soon as it is not needed any more.
    .addColumn('values_sealed', type.text)
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('attempts', type.int, (c) => c.notNull())
    .addColumn('next_attempt_at', type.time, (c) => c.notNull())
    .addColumn('locked_until', type.time)
    .addColumn('sent_at', type.time)
    .addColumn('failed_at', type.time)
    .addColumn('last_error', type.text)
    .execute();
  await db.schema
    .createIndex('mail_outbox_due')
    .on('mail_outbox')
    .column('next_attempt_at')
    .where(sql.ref('sent_at'), 'is', null)
    .where(sql.ref('failed_at'), 'is', null)
    .execute();
  await createIndex(db, 'mail_outbox', ['created_at']);
  // What somebody asked for by an email address, before anybody has looked whose it is.
  await db.schema
    .createTable('account_requests')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('purpose', type.text, (c) => c.notNull())
    .addColumn('request_sealed', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .execute();
}

/** Sign-ins that wait for a second factor, and what is remembered of browsers and of single uses. */
async function createSignIn<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('pending_sign_ins')
    .addColumn('secret_hash', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('amr', type.json, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .execute();
  await createIndex(db, 'pending_sign_ins', ['user_id']);
  await createIndex(db, 'pending_sign_ins', ['expires_at']);
  await db.schema
    .createTable('known_devices')
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('device_hash', type.text, (c) => c.notNull())
    .addColumn('first_seen_at', type.time, (c) => c.notNull())
    .addColumn('last_seen_at', type.time, (c) => c.notNull())
    .addPrimaryKeyConstraint('known_devices_pkey', ['user_id', 'device_hash'])
    .execute();
  await createIndex(db, 'known_devices', ['last_seen_at']);
  await db.schema
    .createTable('spent_nonces')
    .addColumn('nonce_hash', type.text, (c) => c.primaryKey())
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .execute();
  await createIndex(db, 'spent_nonces', ['expires_at']);
}

async function createFactors<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('totp_factors')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('secret_sealed', type.text, (c) => c.notNull())
    // The time step of the newest code that was accepted: none is accepted twice.
    .addColumn('last_step', type.int, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('confirmed_at', type.time)
    .addColumn('last_used_at', type.time)
    .execute();
  await createIndex(db, 'totp_factors', ['user_id']);
  await db.schema
    .createTable('recovery_codes')
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('code_hash', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('used_at', type.time)
    .addPrimaryKeyConstraint('recovery_codes_pkey', ['user_id', 'code_hash'])
    .execute();
  await db.schema
    .createTable('trusted_devices')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('secret_hash', type.text, (c) => c.notNull().unique())
    .addColumn('address', type.text)
    .addColumn('user_agent', type.text)
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('last_used_at', type.time)
    .addColumn('expires_at', type.time, (c) => c.notNull())
    .execute();
  await createIndex(db, 'trusted_devices', ['user_id']);
  await createIndex(db, 'trusted_devices', ['expires_at']);
  // Since when somebody has been asked for a factor that they do not have.
  await db.schema
    .createTable('factor_requirements')
    .addColumn('user_id', type.text, (c) => c.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('since', type.time, (c) => c.notNull())
    .execute();
}

async function createPasskeys<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('passkeys')
    // The credential id, base64url, as the authenticator gives it.
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('user_id', type.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('public_key', type.text, (c) => c.notNull())
    .addColumn('sign_count', type.int, (c) => c.notNull())
    .addColumn('transports', type.json, (c) => c.notNull())
    .addColumn('aaguid', type.text, (c) => c.notNull())
    .addColumn('is_synced', type.flag, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('last_used_at', type.time)
    // When a counter that went back showed that there are two of it: it is good for nothing since.
    .addColumn('cloned_at', type.time)
    .execute();
  await createIndex(db, 'passkeys', ['user_id']);
}

async function createDeletions<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('account_deletions')
    .addColumn('user_id', type.text, (c) => c.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('requested_at', type.time, (c) => c.notNull())
    .addColumn('due_at', type.time, (c) => c.notNull())
    .execute();
  await createIndex(db, 'account_deletions', ['due_at']);
}

/** A permission that is new with this migration, for the built-in roles that were there before it. */
async function extendBuiltinRoles<T>(db: Kysely<T>): Promise<void> {
  await sql`insert into role_permissions (role_id, permission)
    select id, 'users.reset_factors' from roles where name_key in ('admin', 'owner') and is_builtin = 1
    on conflict do nothing`.execute(db);
}
