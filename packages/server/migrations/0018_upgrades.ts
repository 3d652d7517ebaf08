import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

/** The code of before works on the schema of now: what came after it up to here only adds. */
export const oldestAtFirst = '0016_console';

export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  // Which code may still work on this schema: the newest migration that it knows has to be this one or a later one.
  await db.schema
    .createTable('schema_support')
    .addColumn('id', type.int, (c) => c.primaryKey())
    .addColumn('oldest', type.text, (c) => c.notNull())
    .execute();
  await sql`insert into schema_support (id, oldest) values (1, ${oldestAtFirst})`.execute(db);
  // How far each backfill is. Its row is locked by whoever does a batch.
  await db.schema
    .createTable('backfills')
    .addColumn('name', type.text, (c) => c.primaryKey())
    // What the next batch begins after; null at the beginning.
    .addColumn('position', type.text)
    .addColumn('rows_done', type.int, (c) => c.notNull())
    .addColumn('started_at', type.time, (c) => c.notNull())
    .addColumn('updated_at', type.time, (c) => c.notNull())
    .addColumn('finished_at', type.time)
    .execute();
}
