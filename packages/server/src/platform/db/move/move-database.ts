import SqliteConnection from 'better-sqlite3';
import { Kysely } from 'kysely';
import type pg from 'pg';
import { systemClock } from '../../clock.ts';
import { createIds } from '../../ids.ts';
import { OperatorError } from '../../operator-error.ts';
import { withoutCredentials } from '../postgres/postgres-database.ts';
import type { Tables } from '../schema.ts';
import { readSchemaState } from '../schema-state.ts';
import { sqliteDialect } from '../sqlite/sqlite-dialect.ts';
import {
  readSqliteRecord,
  refuseWrites,
  writePostgresRecord,
  writeSqliteRecord,
  type MoveRecord,
} from './move-record.ts';
import { applyDifferences, proveEqual, type PassOptions, type PassResult } from './pass.ts';
import { createSource } from './source.ts';
import { createTarget, type Target } from './target.ts';
import { connectTarget, examineTarget, prepareTarget } from './target-connection.ts';
import { readTableShapes, type TableShape } from './table-shapes.ts';

/** Writers of the source wait at most this long for their turn, and so does the switch. */
const lockWaitMs = 60_000;
/** With so few differences left the switch is short. */
const fewDifferences = 200;
const maxPasses = 6;

export interface MoveOptions {
  /** The file of the SQLite database. */
  from: string;
  /** postgres://… */
  to: string;
  onStep?: (step: MoveStep) => void;
}

export type MoveStep =
  | { name: 'begin'; rows: number; isResumed: boolean }
  | { name: 'rows'; done: number; total: number }
  | { name: 'pass'; result: PassResult }
  | { name: 'locked' };

export interface MoveResult {
  /** The target, without credentials. */
  place: string;
  rows: number;
  tables: number;
  /** How long writes waited. */
  lockedMs: number;
}

export interface MovePlan {
  place: string;
  version: string;
  isResumed: boolean;
  tables: { name: string; rows: number }[];
}

/** Whether the move could begin, and how many rows it would carry. Errors: OperatorError when it could not. */
export async function planMove({ from, to }: MoveOptions): Promise<MovePlan> {
  const raw = new SqliteConnection(from, { readonly: true });
  try {
    const record = await requireMovable(raw);
    const client = await connectTarget(to);
    try {
      const { version, record: there } = await examineTarget(client, record);
      const source = createSource(raw);
      const tables = readTableShapes(raw).map((shape) => ({ name: shape.name, rows: source.count(shape) }));
      return { place: withoutCredentials(to), version, isResumed: there !== null, tables };
    } finally {
      await client.end();
    }
  } finally {
    raw.close();
  }
}

/**
 * Carries a database to PostgreSQL while it is in use: copies, compares until little differs, and then, with writes
 * held off, applies the rest, proves every row equal and has the source refuse writes from then on. Killed at any
 * point, it goes on when it is run again. Errors: OperatorError.
 */
export async function moveDatabase(options: MoveOptions): Promise<MoveResult> {
  const raw = new SqliteConnection(options.from, { fileMustExist: true, timeout: lockWaitMs });
  try {
    raw.pragma('synchronous = FULL');
    raw.pragma('temp_store = MEMORY');
    const begun = await requireMovable(raw);
    const client = await connectTarget(options.to);
    try {
      const { record: there } = await examineTarget(client, begun);
      const record = beginRecord(raw, begun, options);
      await prepareTarget(client, options.to, { ...record, place: options.from });
      const shapes = readTableShapes(raw);
      const mover: Mover = { raw, client, shapes, record, options, target: await createTarget(client) };
      const rows = countRows(mover);
      options.onStep?.({ name: 'begin', rows, isResumed: there !== null });
      await catchUp(mover, rows);
      return await switchOver(mover);
    } finally {
      await client.end();
    }
  } finally {
    raw.close();
  }
}

interface Mover {
  raw: SqliteConnection.Database;
  client: pg.Client;
  target: Target;
  shapes: TableShape[];
  record: MoveRecord;
  options: MoveOptions;
}

async function requireMovable(raw: SqliteConnection.Database): Promise<MoveRecord | null> {
  const record = readSqliteRecord(raw);
  if (record?.state === 'moved') {
    throw new OperatorError(`This database was moved already, to PostgreSQL at ${record.place}.`, {
      hint: 'Set DATABASE_URL to it, or take it back with `ostiary move --undo`.',
    });
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(raw) });
  const { pending, unknown } = await readSchemaState(db);
  if (pending.length > 0 || unknown.length > 0) {
    throw new OperatorError('The database is not of this version.', {
      hint: 'Run `ostiary upgrade` first, with the version that is to serve it.',
    });
  }
  return record;
}

function beginRecord(
  raw: SqliteConnection.Database,
  begun: MoveRecord | null,
  { to }: MoveOptions,
): MoveRecord {
  const record: MoveRecord = {
    id: begun?.id ?? createIds(systemClock)(),
    state: 'copying',
    place: withoutCredentials(to),
    atMs: systemClock.nowMs(),
  };
  raw.transaction(() => writeSqliteRecord(raw, record)).immediate();
  return record;
}

function countRows({ raw, shapes }: Mover): number {
  const source = createSource(raw);
  return shapes.reduce((sum, shape) => sum + source.count(shape), 0);
}

function passOf(mover: Mover, raw: SqliteConnection.Database, total: number): PassOptions {
  let done = 0;
  return {
    source: createSource(raw),
    target: mover.target,
    shapes: mover.shapes,
    onRows: (_, count) => mover.options.onStep?.({ name: 'rows', done: (done += count), total }),
  };
}

/** Each pass sees the source as it was at one moment, and the next has less to do. */
async function catchUp(mover: Mover, total: number): Promise<void> {
  await mover.client.query('set synchronous_commit = off');
  for (let pass = 0; pass < maxPasses; pass++) {
    const snapshot = new SqliteConnection(mover.options.from, { readonly: true });
    try {
      snapshot.exec('begin');
      const result = await applyDifferences(passOf(mover, snapshot, total));
      mover.options.onStep?.({ name: 'pass', result });
      if (pass > 0 && result.added + result.changed + result.removed <= fewDifferences) break;
    } finally {
      snapshot.close();
    }
  }
  await mover.client.query('set synchronous_commit = on');
  await mover.client.query('analyze');
}

async function switchOver(mover: Mover): Promise<MoveResult> {
  const { raw, client, shapes, record, options } = mover;
  raw.exec('begin immediate');
  const lockedAtMs = systemClock.nowMs();
  options.onStep?.({ name: 'locked' });
  try {
    const total = countRows(mover);
    await client.query('begin');
    await applyDifferences(passOf(mover, raw, total));
    const rows = await proveEqual(passOf(mover, raw, total));
    for (const shape of shapes) await goOnNumbering(mover, shape);
    const atMs = systemClock.nowMs();
    await writePostgresRecord(client, { ...record, state: 'complete', place: options.from, atMs });
    writeSqliteRecord(raw, { ...record, state: 'moved', atMs });
    refuseWrites(raw, [...shapes.map(({ name }) => name), 'kysely_migration'], record.place);
    // Between the two commits the target is complete and not yet in use: another run goes on from there.
    await client.query('commit');
    raw.exec('commit');
    return {
      place: record.place,
      rows,
      tables: shapes.length,
      lockedMs: systemClock.nowMs() - lockedAtMs,
    };
  } catch (error) {
    if (raw.inTransaction) raw.exec('rollback');
    throw error;
  }
}

async function goOnNumbering({ raw, target }: Mover, shape: TableShape): Promise<void> {
  if (shape.key.length !== 1) return;
  await target.numberAfter(shape, createSource(raw).lastNumber(shape.name));
}
