import type { Db, Tx } from '#platform/db/schema.ts';
import type { ImportCounts, ImportRun, ImportRunQuery } from '../transfer.types.ts';
import { toImportRun, type ImportRunRow } from './import-runs.table.ts';

export async function insertRun(
  tx: Tx,
  run: Pick<ImportRunRow, 'id' | 'format' | 'source_hash' | 'started_by' | 'started_at'>,
): Promise<void> {
  await tx
    .insertInto('import_runs')
    .values({
      ...run,
      updated_at: run.started_at,
      finished_at: null,
      ...{ lines_done: 0, created: 0, updated: 0, unchanged: 0, failed: 0 },
    })
    .execute();
}

export async function findRun(
  db: Db,
  id: string,
): Promise<{ run: ImportRun; sourceHash: string | null } | undefined> {
  const row = await db.selectFrom('import_runs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { run: toImportRun(row), sourceHash: row.source_hash };
}

export async function listRuns(db: Db, query: ImportRunQuery): Promise<ImportRun[]> {
  const { after, isNewestFirst, limit } = query;
  let select = db
    .selectFrom('import_runs')
    .selectAll()
    .orderBy('id', isNewestFirst ? 'desc' : 'asc')
    .limit(limit);
  if (after !== undefined) select = select.where('id', isNewestFirst ? '<' : '>', after);
  return (await select.execute()).map(toImportRun);
}

export interface Checkpoint {
  id: string;
  /** Where the run stood: somebody else goes on with it when it stands elsewhere. */
  from: number;
  to: number;
  counts: ImportCounts;
  now: number;
}

/** Notes how far a run has come; false when it is not where it was left. */
export async function advanceRun(tx: Tx, checkpoint: Checkpoint): Promise<boolean> {
  const { counts } = checkpoint;
  const advanced = await tx
    .updateTable('import_runs')
    .set((run) => ({
      lines_done: checkpoint.to,
      updated_at: checkpoint.now,
      created: run('created', '+', counts.created),
      updated: run('updated', '+', counts.updated),
      unchanged: run('unchanged', '+', counts.unchanged),
      failed: run('failed', '+', counts.failed),
    }))
    .where('id', '=', checkpoint.id)
    .where('lines_done', '=', checkpoint.from)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return advanced !== undefined;
}

export async function finishRun(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable('import_runs')
    .set({ finished_at: now, updated_at: now })
    .where('id', '=', id)
    .execute();
}

export async function deleteRunsBefore(tx: Tx, time: number): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('import_runs')
    .where('updated_at', '<', time)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
