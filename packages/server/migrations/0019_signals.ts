import { sql, type Kysely } from 'kysely';
import { columnTypes } from './column-types.ts';

/**
 * Every process learns at once that an event was committed, and of what kind, once each transaction. SQLite has no
 * such thing, and needs none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!columnTypes(db).isPostgres) return;
  await sql`create function ostiary_tell_events() returns trigger language plpgsql as $$
    begin
      perform pg_notify('ostiary_events', type) from (select distinct type from added) as kinds;
      return null;
    end $$`.execute(db);
  await sql`create trigger events_told after insert on events
    referencing new table as added for each statement execute function ostiary_tell_events()`.execute(db);
}
