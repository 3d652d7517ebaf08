import type { ImportCounts, LineProblem } from '../transfer.types.ts';
import type { Outcome } from './definitions/define.ts';
import type { UserBatch } from './users/plan-batch.ts';

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

export function countsOf(outcomes: readonly Outcome[], failed: number): ImportCounts {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, failed };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

export function noResult(): BatchResult {
  return { counts: countsOf([], 0), problems: [] };
}

export function joined(a: BatchResult, b: BatchResult): BatchResult {
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

/** The first lines of a batch, and the others: each part with its own lines of the source. */
export function split(batch: RunBatch, count: number): [RunBatch, RunBatch] {
  const first = batch.lines.slice(0, count);
  const others = batch.lines.slice(count);
  const border = others.length === 0 ? batch.to : (first.at(-1)?.endLine ?? batch.from);
  return [
    { ...batch, lines: first, to: border },
    { ...batch, lines: others, from: border },
  ];
}
