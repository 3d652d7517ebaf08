import { setImmediate as others } from 'node:timers/promises';
import { importThingLines } from '../kinds/import-things.ts';
import { isThingKind } from '../kinds/readers.ts';
import type { Entry } from '../records/records.types.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import { conclude } from './conclude.ts';
import { define } from './definitions/define.ts';
import { defineInTurn, defineTogether } from './definitions/define-lines.ts';
import { rehearse } from './definitions/rehearse.ts';
import { presentCaller } from './present-caller.ts';
import { countsOf, joined, noResult, type BatchResult, type RunBatch } from './run-batch.ts';
import { writeAll } from './retrying.ts';
import { planBatch, type UserBatch } from './users/plan-batch.ts';
import { resultOf, sliceSize, writeUsers } from './users/write-users.ts';

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
    const plan = await planBatch(deps, db, { ...batch, lines, caller });
    for (const { after } of plan.plans) batch.overlay.addPerson(after);
    result = joined(result, resultOf(plan));
    await others();
  }
  return result;
}

/** Does what the lines say, or without a run finds out what that would be. */
export function importBatch(deps: TransferDeps, kind: Entry['kind'], batch: RunBatch): Promise<BatchResult> {
  if (isThingKind(kind)) return importThingLines(deps, kind, batch);
  if (kind !== 'user') return importDefinitions(deps, batch);
  const { runId } = batch;
  if (runId === null) return rehearseUsers(deps, batch);
  return writeAll(deps, batch, { runId, write: (some) => writeUsers(deps, some, runId) });
}
