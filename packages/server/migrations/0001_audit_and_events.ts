import { sql, type Kysely } from 'kysely';
import { columnTypes, type ColumnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await createAuditTables(db, type);
  await createEvents(db, type);
}

async function createAuditTables<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('audit_entries')
    .addColumn('seq', type.int, (c) => c.primaryKey())
    .addColumn('id', type.text, (c) => c.notNull())
    .addColumn('at', type.time, (c) => c.notNull())
    .addColumn('actor_type', type.text, (c) => c.notNull())
    .addColumn('actor_id', type.text)
    .addColumn('action', type.text, (c) => c.notNull())
    .addColumn('target_type', type.text)
    .addColumn('target_id', type.text)
    .addColumn('outcome', type.text, (c) => c.notNull())
    .addColumn('address', type.text)
    .addColumn('user_agent', type.text)
    .addColumn('request_id', type.text)
    .addColumn('details', type.json, (c) => c.notNull())
    .addColumn('prev_hash', type.text, (c) => c.notNull())
    .addColumn('hash', type.text, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('audit_entries_actor')
    .on('audit_entries')
    .columns(['actor_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('audit_entries_target')
    .on('audit_entries')
    .columns(['target_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('audit_entries_action')
    .on('audit_entries')
    .columns(['action', 'seq'])
    .execute();

  // The head of the chain: locking its one row puts concurrent entries in order, and its seal shows
  // when entries were cut off at the end.
  await db.schema
    .createTable('audit_head')
    .addColumn('id', type.int, (c) => c.primaryKey())
    .addColumn('seq', type.int, (c) => c.notNull())
    .addColumn('hash', type.text, (c) => c.notNull())
    .addColumn('seal', type.text, (c) => c.notNull())
    .execute();
  await sql`insert into audit_head (id, seq, hash, seal) values (1, 0, '', '')`.execute(db);
}

async function createEvents<T>(db: Kysely<T>, type: ColumnTypes): Promise<void> {
  const events = db.schema
    .createTable('events')
    .addColumn('id', type.sequence, (c) =>
      type.isPostgres ? c.primaryKey() : c.primaryKey().autoIncrement(),
    )
    .addColumn('type', type.text, (c) => c.notNull())
    .addColumn('subject_id', type.text, (c) => c.notNull())
    .addColumn('data', type.json, (c) => c.notNull())
    .addColumn('at', type.time, (c) => c.notNull());
  // A lower id can commit after a higher one on PostgreSQL; the transaction's id lets readers wait.
  await (
    type.isPostgres
      ? events.addColumn('tx_id', sql`bigint`, (c) =>
          c.notNull().defaultTo(sql`(pg_current_xact_id()::text::bigint)`),
        )
      : events
  ).execute();
  await db.schema.createIndex('events_at').on('events').column('at').execute();
}
