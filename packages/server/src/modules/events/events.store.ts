import { PostgresAdapter, sql } from 'kysely';
import { bulkInsert } from '#platform/db/bulk.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { toOutboxEvent, type EventRow, type NewEventRow } from './events.table.ts';
import type { EventQuery, OutboxEvent } from './events.types.ts';

function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

export async function insertEvent(tx: Tx, row: NewEventRow): Promise<void> {
  await tx.insertInto('events').values(row).execute();
}

export const insertEvents = bulkInsert<NewEventRow>('events', ['type', 'subject_id', 'data', 'at']);

const newestId = prepared((db) => db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1));
const oldestId = prepared((db) => db.selectFrom('events').select('id').orderBy('id').limit(1));

/** The newest event that can be seen; 0 when there is none. Asked many times a second. */
export async function findNewestId(db: Db): Promise<number> {
  const [newest] = await newestId(db, 1);
  return newest?.id ?? 0;
}

export async function findOldestId(db: Db): Promise<number> {
  const [oldest] = await oldestId(db, 1);
  return oldest?.id ?? 0;
}

const columns = ['id', 'type', 'subject_id', 'data', 'at'] as const;
const eventById = prepared<EventRow>((db) => db.selectFrom('events').select(columns).where('id', '=', 0));

export async function findEvent(db: Db, id: number): Promise<OutboxEvent | undefined> {
  const [row] = await eventById(db, id);
  return row && toOutboxEvent(row);
}

export async function findFirstSince(db: Db, time: number): Promise<number | undefined> {
  const first = await db
    .selectFrom('events')
    .select('id')
    .where('at', '>=', time)
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  return first?.id;
}

/**
 * The transactions under way that may have written to the outbox. On PostgreSQL whoever writes to a table
 * locks it for other purposes from before its first row gets a number until its end. SQLite has one writer
 * at a time, so nobody is under way below what can be seen.
 */
export async function listWriters(db: Db): Promise<string[]> {
  if (!isPostgres(db)) return [];
  const { rows } = await sql<{ writer: string }>`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
  return rows.map((row) => row.writer);
}

/** The id of the event that is `count` further than `after`, counting no further than `upTo`. */
export async function findIdAhead(
  db: Db,
  { after, upTo, count }: { after: number; upTo: number; count: number },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .orderBy('id')
    .limit(1)
    .offset(count - 1)
    .executeTakeFirst();
  return row?.id;
}

/** Those after `query.after`, up to and with id `upTo`, in order. */
export async function listEvents(
  db: Db,
  query: EventQuery & { after: number },
  upTo: number,
): Promise<OutboxEvent[]> {
  let rows = db
    .selectFrom('events')
    .select(columns)
    .where('id', '>', query.after)
    .where('id', '<=', upTo)
    .orderBy('id')
    .limit(query.limit);
  if (query.types !== undefined) rows = rows.where('type', 'in', query.types);
  if (query.exceptTypes !== undefined) rows = rows.where('type', 'not in', query.exceptTypes);
  if (query.subjectId !== undefined) rows = rows.where('subject_id', '=', query.subjectId);
  return (await rows.execute()).map((row: EventRow) => toOutboxEvent(row));
}

export async function deleteEventsBefore(tx: Tx, time: number): Promise<number> {
  const newest = tx.selectFrom('events').select((events) => events.fn.max('id').as('id'));
  const due = tx
    .selectFrom('events')
    .select('id')
    .where('at', '<', time)
    .where('id', '<', newest)
    .orderBy('at')
    .limit(pruneSlice);
  const { numDeletedRows } = await tx.deleteFrom('events').where('id', 'in', due).executeTakeFirst();
  return Number(numDeletedRows);
}
