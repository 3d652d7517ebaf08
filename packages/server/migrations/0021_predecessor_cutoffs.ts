import { type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

/** Of the service before this one: for whom none of its tokens counts any more, and who does not come back from there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const type = columnTypes(db);
  await db.schema
    .createTable('predecessor_cutoffs')
    .addColumn('key_hash', type.text, (c) => c.primaryKey())
    .addColumn('cut_at', type.time, (c) => c.notNull())
    .execute();
}
