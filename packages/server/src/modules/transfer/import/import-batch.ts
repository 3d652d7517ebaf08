import { AppError, isAppError } from '#platform/errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { advanceRun } from '../runs/import-runs.store.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import type { ImportCounts, LineProblem } from '../transfer.types.ts';
import { define, type Outcome } from './definitions/define.ts';
import { defineInTurn, defineTogether } from './definitions/define-lines.ts';
import { rehearse } from './definitions/rehearse.ts';
import { problemsOfError } from './line-problems.rules.ts';
import { presentCaller } from './present-caller.ts';
import { isStale, StaleBatch } from './stale-batch.ts';
import { applyPlans } from './users/apply-plans.ts';
import { planBatch, type BatchPlan, type UserBatch } from './users/plan-batch.ts';

const maxAttempts = 3;

/** What became of some lines. */
export interface BatchResult {
  counts: ImportCounts;
  problems: LineProblem[];
}

/** Lines with where they belong: a null id writes nothing. */
export interface RunBatch extends UserBatch {
  runId: string | null;
  /** The run stands at this line, and will stand at that one. */
  from: number;
  to: number;
}

function countsOf(outcomes: readonly Outcome[], failed: number): ImportCounts {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, failed };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

function resultOf({ plans, problems, failed }: BatchPlan): BatchResult {
  return {
    counts: countsOf(
      plans.map(({ outcome }) => outcome),
      failed,
    ),
    problems,
  };
}

/** The entry of the audit log and the place where a resumed run goes on, with what they are about. */
async function conclude(
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

const unmakesAdministrator = ({ plans }: BatchPlan): boolean =>
  plans.some(({ before, after }) => {
    const wasOne = before?.isSuperuser === true && before.isActive;
    return wasOne && !(after.user.isSuperuser && after.user.isActive);
  });

async function writeUsers(deps: TransferDeps, batch: RunBatch, runId: string): Promise<BatchResult> {
  return deps.database.write(async (tx) => {
    const caller = await presentCaller(deps, tx, batch.caller);
    const plan = await planBatch(deps, tx, { ...batch, caller });
    const result = resultOf(plan);
    await applyPlans(deps, tx, { act: caller.act, plans: plan.plans });
    await conclude(deps, tx, { batch, result, runId });
    // Behind the audit entry, whose chain is locked: of two who remove each other the second one sees it.
    if (unmakesAdministrator(plan) && !(await deps.users.hasAdministrator(tx))) throw new StaleBatch();
    return result;
  });
}

/** Two halves, each with its own lines of the source. */
function halves(batch: RunBatch): [RunBatch, RunBatch] {
  const middle = Math.ceil(batch.lines.length / 2);
  const first = batch.lines.slice(0, middle);
  const border = first.at(-1)?.endLine ?? batch.from;
  return [
    { ...batch, lines: first, to: border },
    { ...batch, lines: batch.lines.slice(middle), from: border },
  ];
}

function joined(a: BatchResult, b: BatchResult): BatchResult {
  const { created, updated, unchanged, failed } = b.counts;
  return {
    counts: {
      created: a.counts.created + created,
      updated: a.counts.updated + updated,
      unchanged: a.counts.unchanged + unchanged,
      failed: a.counts.failed + failed,
    },
    problems: [...a.problems, ...b.problems],
  };
}

/** A line that somebody else is in the way of again and again. */
async function giveUp(deps: TransferDeps, batch: RunBatch, { error, runId }: Failure): Promise<BatchResult> {
  const line = batch.lines[0]?.line ?? batch.to;
  const reason = isAppError(error) ? error : new AppError('service.unavailable');
  const result = { counts: countsOf([], 1), problems: problemsOfError(line, reason) };
  await deps.database.write((tx) => conclude(deps, tx, { batch, result, runId }));
  return result;
}

interface Failure {
  error: unknown;
  runId: string;
}

/**
 * Everything of a batch in one transaction. Somebody else who writes the same accounts at that moment makes
 * it fail: then it is done again with what is true now, and at last in halves, so that one line is refused
 * and not all.
 */
async function importUsers(deps: TransferDeps, batch: RunBatch, runId: string): Promise<BatchResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeUsers(deps, batch, runId);
    } catch (error) {
      if (!isStale(error)) throw error;
      if (attempt < maxAttempts) continue;
      if (batch.lines.length <= 1) return giveUp(deps, batch, { error, runId });
      const [first, second] = halves(batch);
      return joined(await importUsers(deps, first, runId), await importUsers(deps, second, runId));
    }
  }
}

/** Permissions, roles and groups: there are few, and each is a use case of its own. */
async function importDefinitions(deps: TransferDeps, batch: RunBatch): Promise<BatchResult> {
  const { access } = deps;
  const { options, overlay, runId } = batch;
  const caller = await presentCaller(deps, deps.database.db, batch.caller);
  const defined =
    runId === null
      ? await defineInTurn(batch.lines, (entry) => rehearse({ access, caller, options, overlay }, entry))
      : await defineTogether(batch.lines, (entry) => define({ access, caller, options }, entry));
  const result = {
    counts: countsOf(defined.outcomes, defined.failed),
    problems: defined.problems,
  };
  if (runId !== null) await deps.database.write((tx) => conclude(deps, tx, { batch, result, runId }));
  return result;
}

async function rehearseUsers(deps: TransferDeps, batch: UserBatch, db: Db): Promise<BatchResult> {
  const caller = await presentCaller(deps, db, batch.caller);
  return resultOf(await planBatch(deps, db, { ...batch, caller }));
}

/** Does what the lines say, or without a run finds out what that would be. */
export function importBatch(deps: TransferDeps, kind: string, batch: RunBatch): Promise<BatchResult> {
  if (kind !== 'user') return importDefinitions(deps, batch);
  if (batch.runId === null) return rehearseUsers(deps, batch, deps.database.db);
  return importUsers(deps, batch, batch.runId);
}
