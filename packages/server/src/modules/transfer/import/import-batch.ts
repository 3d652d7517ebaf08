import { setImmediate as others } from 'node:timers/promises';
import type { TransferDeps } from '../transfer.deps.ts';
import { conclude } from './conclude.ts';
import { define } from './definitions/define.ts';
import { defineInTurn, defineTogether } from './definitions/define-lines.ts';
import { rehearse } from './definitions/rehearse.ts';
import { presentCaller } from './present-caller.ts';
import { countsOf, joined, noResult, type BatchResult, type RunBatch } from './run-batch.ts';
import { importUsers } from './users/import-users.ts';
import { planBatch, type UserBatch } from './users/plan-batch.ts';
import { resultOf, sliceSize } from './users/write-users.ts';

/** Permissions, roles and groups: there are few, and each is a use case of its own. */
async function importDefinitions(deps: TransferDeps, batch: RunBatch): Promise<BatchResult> {
  const { access } = deps;
  const { options, overlay, runId } = batch;
  const { db } = deps.database;
  const caller = await presentCaller(deps, db, batch.caller);
  const defined =
    runId === null
      ? await defineInTurn(batch.lines, (entry) => rehearse({ access, db, caller, options, overlay }, entry))
      : await defineTogether(batch.lines, (entry) => define({ access, caller, options }, entry));
  const result = {
    counts: countsOf(defined.outcomes, defined.failed),
    problems: defined.problems,
  };
  if (runId !== null) await deps.database.write((tx) => conclude(deps, tx, { batch, result, runId }));
  return result;
}

/** In the slices in which it would be written. */
async function rehearseUsers(deps: TransferDeps, batch: UserBatch): Promise<BatchResult> {
  const { db } = deps.database;
  const caller = await presentCaller(deps, db, batch.caller);
  let result = noResult();
  for (let from = 0; from < batch.lines.length; from += sliceSize) {
    const lines = batch.lines.slice(from, from + sliceSize);
    result = joined(result, resultOf(await planBatch(deps, db, { ...batch, lines, caller })));
    await others();
  }
  return result;
}

/** Does what the lines say, or without a run finds out what that would be. */
export function importBatch(deps: TransferDeps, kind: string, batch: RunBatch): Promise<BatchResult> {
  if (kind !== 'user') return importDefinitions(deps, batch);
  if (batch.runId === null) return rehearseUsers(deps, batch);
  return importUsers(deps, batch, batch.runId);
}
