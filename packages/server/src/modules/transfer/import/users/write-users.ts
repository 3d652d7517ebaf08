import { setImmediate as others } from 'node:timers/promises';
import type { TransferDeps } from '../../transfer.deps.ts';
import { conclude } from '../conclude.ts';
import { presentCaller } from '../present-caller.ts';
import type { Written } from '../retrying.ts';
import { countsOf, joined, noResult, split, type BatchResult, type RunBatch } from '../run-batch.ts';
import { StaleBatch } from '../stale-batch.ts';
import { applyPlans } from './apply-plans.ts';
import { planBatch, type BatchPlan } from './plan-batch.ts';

/** So many lines are planned and written before the process does other things, such as reading. */
export const sliceSize = 512;

export function resultOf({ plans, problems, failed }: BatchPlan): BatchResult {
  return {
    counts: countsOf(
      plans.map(({ outcome }) => outcome),
      failed,
    ),
    problems,
  };
}

const unmakesAdministrator = ({ plans }: BatchPlan): boolean =>
  plans.some(({ before, after }) => {
    const wasOne = before?.isSuperuser === true && before.isActive;
    return wasOne && !(after.user.isSuperuser && after.user.isActive);
  });

/**
 * Writes a batch in one transaction, or as much of it as is done when somebody else wants to write. Gives
 * what became of those lines, and the others.
 */
export async function writeUsers(deps: TransferDeps, batch: RunBatch, runId: string): Promise<Written> {
  const { database } = deps;
  return database.write(async (tx) => {
    const caller = await presentCaller(deps, tx, batch.caller);
    let result = noResult();
    let count = 0;
    let isUnmade = false;
    for (let isLast = false; !isLast;) {
      const lines = batch.lines.slice(count, count + sliceSize);
      const plan = await planBatch(deps, tx, { ...batch, lines, caller });
      await applyPlans(deps, tx, { act: caller.act, plans: plan.plans });
      result = joined(result, resultOf(plan));
      isUnmade ||= unmakesAdministrator(plan);
      count += lines.length;
      isLast = count >= batch.lines.length || database.isWriteAwaited();
      if (!isLast) await others();
    }
    const [done, rest] = split({ ...batch, caller }, count);
    await conclude(deps, tx, { batch: done, result, runId });
    // Behind the audit entry, whose chain is locked: of two who remove each other the second one sees it.
    if (isUnmade && !(await deps.users.hasAdministrator(tx))) throw new StaleBatch();
    return { result, rest: { ...rest, caller: batch.caller } };
  });
}
