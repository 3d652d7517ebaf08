import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

/** Permissions that are new with this migration, for the built-in roles that were there before it. */
const added = ['mail.manage', 'mail.read', 'settings.read'];

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  // What happened how often, by the hour: for charts, long after the audit log was pruned.
  await db.schema
    .createTable('usage_counts')
    .addColumn('hour', type.time, (c) => c.notNull())
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('count', type.int, (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_counts_pkey', ['hour', 'name'])
    .execute();
  // The overview counts what failed lately, among all that did not.
  for (const table of ['mail_outbox', 'backchannel_logouts']) {
    const failed = db.schema.createIndex(`${table}_failed`).on(table).column('failed_at');
    await failed.where(sql.ref('failed_at'), 'is not', null).execute();
  }
  // Null: the person themselves. And whether the account was open when its end was decided.
  await db.schema.alterTable('account_deletions').addColumn('requested_by', type.text).execute();
  await db.schema.alterTable('account_deletions').addColumn('was_active', type.flag).execute();
  await indexMails(db);
  for (const permission of added) {
    await sql`insert into role_permissions (role_id, permission)
      select id, ${permission} from roles where name_key in ('admin', 'owner') and is_builtin = 1
      on conflict do nothing`.execute(db);
  }
}

/** Newest first, of one recipient, of one kind, and those that were given up. Ids are in the order of time. */
async function indexMails<T>(db: Kysely<T>): Promise<void> {
  for (const column of ['recipient', 'template']) {
    await db.schema.createIndex(`mail_outbox_${column}`).on('mail_outbox').columns([column, 'id']).execute();
  }
  await db.schema
    .createIndex('mail_outbox_given_up')
    .on('mail_outbox')
    .column('id')
    .where(sql.ref('failed_at'), 'is not', null)
    .execute();
}
