import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

/** Permissions that are new with this migration, for the built-in roles that were there before it. */
const added = ['webhooks.manage', 'webhooks.read'];

export async function up(db: Kysely<unknown>): Promise<void> {
  await createWebhooks(db);
  await createDeliveries(db);
  for (const permission of added) {
    await sql`insert into role_permissions (role_id, permission)
      select id, ${permission} from roles where name_key in ('admin', 'owner') and is_builtin = 1
      on conflict do nothing`.execute(db);
  }
}

/** What is sent where, and how far that has come: nothing is written per event but what was sent. */
async function createWebhooks<T>(db: Kysely<T>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('webhooks')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('name', type.text, (c) => c.notNull())
    .addColumn('name_key', type.text, (c) => c.notNull().unique())
    .addColumn('url', type.text, (c) => c.notNull())
    // JSON; null for all.
    .addColumn('event_types', type.json)
    .addColumn('is_active', type.flag, (c) => c.notNull())
    .addColumn('pause_reason', type.text)
    .addColumn('secret_sealed', type.text, (c) => c.notNull())
    .addColumn('previous_secret_sealed', type.text)
    .addColumn('previous_secret_until', type.time)
    // Everything up to this event was delivered, given up or not asked for.
    .addColumn('cursor_id', type.int, (c) => c.notNull())
    .addColumn('next_attempt_at', type.time, (c) => c.notNull())
    .addColumn('failing_since', type.time)
    .addColumn('delivered_at', type.time)
    // What was pruned before it was sent lies between these events.
    .addColumn('gap_after', type.int)
    .addColumn('gap_before', type.int)
    .addColumn('gap_found_at', type.time)
    .addColumn('locked_until', type.time)
    .addColumn('lease', type.int, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('version', type.int, (c) => c.notNull())
    .execute();
}

async function createDeliveries<T>(db: Kysely<T>): Promise<void> {
  const type = columnTypes(db);
  const table = 'webhook_deliveries';
  await db.schema
    .createTable(table)
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('webhook_id', type.text, (c) => c.notNull().references('webhooks.id').onDelete('cascade'))
    .addColumn('kind', type.text, (c) => c.notNull())
    .addColumn('event_id', type.int)
    .addColumn('event_type', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('attempts', type.int, (c) => c.notNull())
    .addColumn('last_attempt_at', type.time)
    .addColumn('next_attempt_at', type.time)
    .addColumn('status_code', type.int)
    .addColumn('duration_ms', type.int)
    .addColumn('last_error', type.text)
    .addColumn('delivered_at', type.time)
    .addColumn('failed_at', type.time)
    .execute();
  // Newest first, of one subscription; those that wait, and those that were given up.
  const columns = ['webhook_id', 'id'];
  await db.schema.createIndex(`${table}_webhook_id`).on(table).columns(columns).execute();
  await db.schema
    .createIndex(`${table}_open`)
    .on(table)
    .columns(columns)
    .where(sql.ref('delivered_at'), 'is', null)
    .where(sql.ref('failed_at'), 'is', null)
    .execute();
  await db.schema
    .createIndex(`${table}_given_up`)
    .on(table)
    .columns(columns)
    .where(sql.ref('failed_at'), 'is not', null)
    .execute();
  await db.schema
    .createIndex(`${table}_failed`)
    .on(table)
    .column('failed_at')
    .where(sql.ref('failed_at'), 'is not', null)
    .execute();
  await db.schema.createIndex(`${table}_created_at`).on(table).column('created_at').execute();
}
