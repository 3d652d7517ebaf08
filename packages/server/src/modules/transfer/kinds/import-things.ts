import { setImmediate as others } from 'node:timers/promises';
import { isAppError } from '#platform/errors.ts';
import { conclude } from '../import/conclude.ts';
import { problemsOfError, problemsOfReading } from '../import/line-problems.rules.ts';
import { presentCaller } from '../import/present-caller.ts';
import { writeAll, type Written } from '../import/retrying.ts';
import { countsOf, joined, noResult, split, type BatchResult, type RunBatch } from '../import/run-batch.ts';
import type { Entry, Line } from '../records/records.types.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import { importers } from './importers.ts';
import type { Became, ImportThings, Outcome, Target, Things } from './kind.types.ts';
import type { ThingEntry, ThingKind, ThingOf } from './things.types.ts';

/** So many lines are done before the process does other things, such as reading. */
const sliceSize = 512;

function isOf<K extends ThingKind>(kind: K, entry: Entry): entry is ThingOf<K> & Entry {
  return entry.kind === kind;
}

function entryOf<K extends ThingKind>(kind: K, { reading }: Line): ThingOf<K> | undefined {
  if (!('entry' in reading) || !isOf(kind, reading.entry)) return undefined;
  return reading.entry;
}

/** What became of the lines that could be read, and what is wrong with the others. */
function resultOf(lines: readonly Line[], results: ReadonlyMap<Line, Became>): BatchResult {
  const result = noResult();
  const outcomes: Outcome[] = [];
  for (const line of lines) {
    const became = results.get(line);
    if (typeof became === 'string') {
      outcomes.push(became);
      continue;
    }
    if (became && !isAppError(became)) {
      outcomes.push(became.outcome);
      result.problems.push(...problemsOfError(line.line, became.leftOut));
      continue;
    }
    const problems = became ? problemsOfError(line.line, became) : problemsOfReading(line.line, line.reading);
    result.problems.push(...problems);
  }
  return { ...result, counts: countsOf(outcomes, lines.length - outcomes.length) };
}

async function doSlice<K extends ThingKind>(
  deps: TransferDeps,
  target: Target,
  { kind, batch }: { kind: K; batch: Omit<Things<ThingEntry>, 'entries'> & { lines: readonly Line[] } },
): Promise<BatchResult> {
  const { lines, caller, options, overlay } = batch;
  const readable = lines.flatMap((line) => {
    const entry = entryOf(kind, line);
    return entry === undefined ? [] : [{ line, entry }];
  });
  const importThings: ImportThings<ThingOf<K>> = importers[kind];
  const entries = readable.map(({ entry }) => entry);
  const became = await importThings(deps, target, { entries, caller, options, overlay });
  const results = readable.map(({ line }, index): [Line, Became] => {
    const one = became[index];
    if (one === undefined) throw new TypeError(`No outcome for line ${String(line.line)}`);
    if (isAppError(one) && one.status >= 500) throw one;
    return [line, one];
  });
  return resultOf(lines, new Map(results));
}

async function writeThings(
  deps: TransferDeps,
  kind: ThingKind,
  { batch, runId }: { batch: RunBatch; runId: string },
): Promise<Written> {
  const { database } = deps;
  return database.write(async (tx) => {
    const caller = await presentCaller(deps, tx, batch.caller);
    let result = noResult();
    let count = 0;
    for (let isLast = false; !isLast;) {
      const lines = batch.lines.slice(count, count + sliceSize);
      const slice = { ...batch, caller, lines };
      result = joined(result, await doSlice(deps, { db: tx, tx }, { kind, batch: slice }));
      count += lines.length;
      isLast = count >= batch.lines.length || database.isWriteAwaited();
      if (!isLast) await others();
    }
    const [done, rest] = split({ ...batch, caller }, count);
    await conclude(deps, tx, { batch: done, result, runId });
    return { result, rest: { ...rest, caller: batch.caller } };
  });
}

/** Does what lines of one kind say, or without a run finds out what that would be. */
export async function importThingLines(
  deps: TransferDeps,
  kind: ThingKind,
  batch: RunBatch,
): Promise<BatchResult> {
  const { runId } = batch;
  if (runId !== null) {
    const write = (some: RunBatch): Promise<Written> => writeThings(deps, kind, { batch: some, runId });
    return writeAll(deps, batch, { runId, write });
  }
  const { db } = deps.database;
  const caller = await presentCaller(deps, db, batch.caller);
  return doSlice(deps, { db, tx: null }, { kind, batch: { ...batch, caller } });
}
