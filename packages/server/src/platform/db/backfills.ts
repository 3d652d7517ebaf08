import { sql } from 'kysely';
import type { Backfill } from '../../../migrations/backfills/backfill.types.ts';
import type { Database } from './database.ts';
import type { Db, Tx } from './schema.ts';

export interface BatchOutcome {
  isFinished: boolean;
  /** Of this batch. */
  rows: number;
}

export interface BackfillState {
  name: string;
  isFinished: boolean;
  rowsDone: number;
  /** How many rows are left, not exactly; null as long as the migration that it follows is missing. */
  rowsLeft: number | null;
}

/**
 * Does the next batch, if there is one. Whoever does one holds the row of the backfill until it is committed, so that
 * others wait and go on after it, and nobody does it again when a process dies.
 */
export async function doNextBatch(
  database: Database,
  { name, backfill, nowMs }: { name: string; backfill: Backfill; nowMs: number },
): Promise<BatchOutcome> {
  return database.write(async (tx) => {
    await insertOnce(tx, name, nowMs);
    const held = await tx
      .updateTable('backfills')
      .set({ updated_at: nowMs })
      .where('name', '=', name)
      .where('finished_at', 'is', null)
      .returning('position')
      .executeTakeFirst();
    if (!held) return { isFinished: true, rows: 0 };
    const { rows, position } = await backfill.doBatch(tx, held.position);
    const isFinished = position === null;
    await tx
      .updateTable('backfills')
      .set({ position, rows_done: sql`rows_done + ${rows}`, finished_at: isFinished ? nowMs : null })
      .where('name', '=', name)
      .execute();
    return { isFinished, rows };
  });
}

/** All of it from the beginning, in the transaction of the migration that can only come after it. */
export async function doWithin(db: Db, backfill: Backfill): Promise<void> {
  let position: string | null = null;
  do {
    ({ position } = await backfill.doBatch(db, position));
  } while (position !== null);
}

/** Nobody has to do it any more. */
export async function markFinished(db: Db, name: string, nowMs: number): Promise<void> {
  await insertOnce(db, name, nowMs);
  await db
    .updateTable('backfills')
    .set({ finished_at: nowMs, updated_at: nowMs })
    .where('name', '=', name)
    .execute();
}

/** Each of those that are known here. */
export async function listBackfills(
  { db, schemaState }: Pick<Database, 'db' | 'schemaState'>,
  known: Readonly<Record<string, Backfill>>,
): Promise<BackfillState[]> {
  const { applied, oldest } = await schemaState();
  // Before there was anything to note it in, nothing was begun.
  const rows = oldest === null ? [] : await db.selectFrom('backfills').selectAll().execute();
  const states: BackfillState[] = [];
  for (const [name, backfill] of Object.entries(known)) {
    const row = rows.find((one) => one.name === name);
    const isFinished = row !== undefined && row.finished_at !== null;
    let rowsLeft: number | null = isFinished ? 0 : null;
    if (!isFinished && applied.includes(backfill.follows)) {
      rowsLeft = await backfill.countLeft(db, row?.position ?? null);
    }
    states.push({ name, isFinished, rowsDone: row?.rows_done ?? 0, rowsLeft });
  }
  return states;
}

async function insertOnce(db: Db | Tx, name: string, nowMs: number): Promise<void> {
  await db
    .insertInto('backfills')
    .values({ name, position: null, rows_done: 0, started_at: nowMs, updated_at: nowMs, finished_at: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}
