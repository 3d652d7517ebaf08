import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  // No reference to users, sessions or clients: whoever is deleted is signed out everywhere nonetheless.
  await db.schema
    .createTable('backchannel_logouts')
    .addColumn('id', type.text, (c) => c.primaryKey())
    .addColumn('client_id', type.text, (c) => c.notNull())
    .addColumn('uri', type.text, (c) => c.notNull())
    .addColumn('user_id', type.text, (c) => c.notNull())
    .addColumn('session_id', type.text, (c) => c.notNull())
    .addColumn('created_at', type.time, (c) => c.notNull())
    .addColumn('attempts', type.int, (c) => c.notNull())
    .addColumn('next_attempt_at', type.time, (c) => c.notNull())
    .addColumn('locked_until', type.time)
    .addColumn('done_at', type.time)
    .addColumn('failed_at', type.time)
    .addColumn('last_error', type.text)
    .execute();
  // What is still to be sent, in its order.
  await db.schema
    .createIndex('backchannel_logouts_due')
    .on('backchannel_logouts')
    .columns(['next_attempt_at', 'client_id'])
    .where(sql.ref('done_at'), 'is', null)
    .where(sql.ref('failed_at'), 'is', null)
    .execute();
  await db.schema
    .createIndex('backchannel_logouts_created_at')
    .on('backchannel_logouts')
    .column('created_at')
    .execute();
}
