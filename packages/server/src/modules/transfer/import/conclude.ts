import { AppError } from '#platform/errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { advanceRun } from '../runs/import-runs.store.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import type { BatchResult, RunBatch } from './run-batch.ts';

/** The entry of the audit log and the place where a resumed run goes on, with what they are about. */
export async function conclude(
  deps: TransferDeps,
  tx: Tx,
  { batch, result, runId }: { batch: RunBatch; result: BatchResult; runId: string },
): Promise<void> {
  const { counts, problems } = result;
  const { from, to, lines, caller } = batch;
  const now = deps.clock.nowMs();
  if (!(await advanceRun(tx, { id: runId, from, to, counts, now }))) throw new AppError('transfer.run_busy');
  const denied = new Set(problems.filter(({ code }) => code.startsWith('access.')).map(({ line }) => line));
  await deps.audit.record(tx, caller.act, {
    action: 'user.import',
    outcome: 'success',
    target: { type: 'import', id: runId },
    details: { ...counts, denied: denied.size, first_line: lines[0]?.line ?? from + 1, last_line: to },
  });
}
