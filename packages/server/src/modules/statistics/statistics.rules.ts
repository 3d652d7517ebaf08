import { usageNames } from '@ostiary/contract';
import type { UsageCountRow } from './statistics.table.ts';
import type { Statistics, StatisticsQuery, Step } from './statistics.types.ts';

export const stepMs: Readonly<Record<Step, number>> = { hour: 3_600_000, day: 86_400_000 };
const dayMs = stepMs.day;

/** What one answer may hold. */
const longestMs: Readonly<Record<Step, number>> = { hour: 31 * dayMs, day: 200 * dayMs };

/** From the beginning of a step to the end of one; undefined for a span that is empty or too long. */
export function spanOf({ from, to, step }: StatisticsQuery): { from: number; to: number } | undefined {
  const length = stepMs[step];
  const span = { from: from - (from % length), to: Math.ceil(to / length) * length };
  const isGood = from < to && from >= 0 && span.to - span.from <= longestMs[step] + length;
  return isGood ? span : undefined;
}

/** A count for each step, also where nothing happened. */
export function toStatistics(
  rows: readonly UsageCountRow[],
  { from, to, step }: { from: number; to: number; step: Step },
): Statistics {
  const length = stepMs[step];
  const found = new Map(rows.map(({ hour, name, count }) => [`${name} ${hour}`, count]));
  const begins = Array.from({ length: (to - from) / length }, (_, index) => from + index * length);
  const series = usageNames.map((name) => ({
    name,
    counts: begins.map((begin) => found.get(`${name} ${begin}`) ?? 0),
  }));
  return { from, step, series };
}
