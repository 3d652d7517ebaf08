import type { Database as SqliteConnection } from 'better-sqlite3';
import type pg from 'pg';
import { isoTime } from '../../clock.ts';
import { OperatorError } from '../../operator-error.ts';

/**
 * Both databases of a move keep one row about it. In SQLite: `copying` until it has `moved`. In PostgreSQL:
 * `copying` until it is `complete`, and `served` from when anybody has opened it.
 */
export interface MoveRecord {
  /** Of the move: the same on both sides. */
  id: string;
  state: 'copying' | 'moved' | 'complete' | 'served';
  /** The other side, without credentials. */
  place: string;
  atMs: number;
}

interface StoredRecord {
  id: string;
  state: MoveRecord['state'];
  place: string;
  at: number;
}

const createTable = (time: string): string =>
  `create table if not exists ostiary_move (id text primary key, state text not null, place text not null, at ${time} not null)`;
const movedMark = 'ostiary.moved';
const operations = ['insert', 'update', 'delete'] as const;

const toRecord = ({ at, ...rest }: StoredRecord): MoveRecord => ({ ...rest, atMs: at });

/** Null when no move has begun. */
export function readSqliteRecord(raw: SqliteConnection): MoveRecord | null {
  const has = raw.prepare(`select 1 from sqlite_master where type = 'table' and name = 'ostiary_move'`).get();
  if (has === undefined) return null;
  const row = raw.prepare<[], StoredRecord>('select id, state, place, at from ostiary_move').get();
  return row ? toRecord(row) : null;
}

export function writeSqliteRecord(raw: SqliteConnection, { id, state, place, atMs }: MoveRecord): void {
  raw.exec(createTable('integer'));
  raw.exec('delete from ostiary_move');
  raw
    .prepare('insert into ostiary_move (id, state, place, at) values (?, ?, ?, ?)')
    .run(id, state, place, atMs);
}

/** From the commit of it on nobody writes here any more, not even a server that runs. */
export function refuseWrites(raw: SqliteConnection, tables: readonly string[], place: string): void {
  const message = `${movedMark}: this database was moved to PostgreSQL at ${place}`.replaceAll("'", "''");
  for (const table of tables) {
    for (const operation of operations) {
      raw.exec(`create trigger "ostiary_moved_${table}_${operation}" before ${operation} on "${table}"
        begin select raise(abort, '${message}'); end`);
    }
  }
}

export function allowWrites(raw: SqliteConnection): void {
  const names = raw
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'trigger' and name like 'ostiary\\_moved\\_%' escape '\\'`,
    )
    .all();
  for (const { name } of names) raw.exec(`drop trigger "${name}"`);
}

export function isMovedRefusal(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(movedMark);
}

/** Errors: OperatorError for a database that was moved away. */
export function requireNotMoved(raw: SqliteConnection): void {
  const record = readSqliteRecord(raw);
  if (record?.state !== 'moved') return;
  throw new OperatorError(
    `${raw.name} was moved to PostgreSQL at ${record.place} on ${isoTime(record.atMs)}.`,
    {
      hint: 'Set DATABASE_URL to it. As long as nobody has used it there, `ostiary move --undo` takes it back.',
    },
  );
}

type Queryable = Pick<pg.Client, 'query'>;

export async function readPostgresRecord(client: Queryable): Promise<MoveRecord | null> {
  const { rows: tables } = await client.query<{ name: string | null }>(
    `select to_regclass('ostiary_move')::text as name`,
  );
  if (tables[0]?.name == null) return null;
  const { rows } = await client.query<StoredRecord>('select id, state, place, at from ostiary_move');
  return rows[0] ? toRecord({ ...rows[0], at: Number(rows[0].at) }) : null;
}

export async function writePostgresRecord(
  client: Queryable,
  { id, state, place, atMs }: MoveRecord,
): Promise<void> {
  await client.query(createTable('bigint'));
  await client.query('delete from ostiary_move');
  await client.query('insert into ostiary_move (id, state, place, at) values ($1, $2, $3, $4)', [
    id,
    state,
    place,
    atMs,
  ]);
}

/**
 * For whoever opens a database to work with it: what was copied there is in use from now on, so the move can no
 * longer be undone. Errors: OperatorError for one to which a move is under way.
 */
export async function requireMoveIsThrough(client: Queryable): Promise<void> {
  const record = await readPostgresRecord(client);
  if (record?.state === 'copying') {
    throw new OperatorError(`The move of ${record.place} to this database is not through.`, {
      hint: 'Run the same `ostiary move` again, with the settings of before: it goes on where it ended.',
    });
  }
  if (record?.state !== 'complete') return;
  const { rowCount } = await client.query(
    `update ostiary_move set state = 'served' where state = 'complete'`,
  );
  // Somebody took the move back in this moment, or another process began to use it.
  if (rowCount === 0) await requireMoveIsThrough(client);
}
