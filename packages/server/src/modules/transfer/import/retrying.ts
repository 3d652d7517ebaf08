import { AppError, isAppError } from '#platform/errors.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import { conclude } from './conclude.ts';
import { problemsOfError } from './line-problems.rules.ts';
import { countsOf, joined, noResult, split, type BatchResult, type RunBatch } from './run-batch.ts';
import { isStale } from './stale-batch.ts';

const maxAttempts = 3;

export interface Written {
  result: BatchResult;
  /** The lines that are still to be done. */
  rest: RunBatch;
}

/** Writes a batch in one transaction, or as much of it as is done when somebody else wants to write. */
export type WriteBatch = (batch: RunBatch) => Promise<Written>;

interface Failure {
  error: unknown;
  runId: string;
}

/** A line that somebody else is in the way of again and again. */
async function giveUp(deps: TransferDeps, batch: RunBatch, { error, runId }: Failure): Promise<BatchResult> {
  const line = batch.lines[0]?.line ?? batch.to;
  const reason = isAppError(error) ? error : new AppError('service.unavailable');
  const result = { counts: countsOf([], 1), problems: problemsOfError(line, reason) };
  await deps.database.write((tx) => conclude(deps, tx, { batch, result, runId }));
  return result;
}

/**
 * Everything of a batch, in one transaction when nobody else wants to write. Somebody else who writes the same
 * things at that moment makes it fail: then it is done again with what is true now, and at last in halves, so that
 * one line is refused and not all.
 */
export async function writeAll(
  deps: TransferDeps,
  batch: RunBatch,
  { runId, write }: { runId: string; write: WriteBatch },
): Promise<BatchResult> {
  let done = noResult();
  let left = batch;
  for (let attempt = 1; left.lines.length > 0;) {
    try {
      const { result, rest } = await write(left);
      done = joined(done, result);
      left = rest;
      attempt = 1;
    } catch (error) {
      if (!isStale(error)) throw error;
      if (attempt++ < maxAttempts) continue;
      if (left.lines.length <= 1) return joined(done, await giveUp(deps, left, { error, runId }));
      for (const half of split(left, Math.ceil(left.lines.length / 2))) {
        done = joined(done, await writeAll(deps, half, { runId, write }));
      }
      return done;
    }
  }
  return done;
}
