import { percentile } from './percentile.ts';
import { afterWarmUp, floorOf, trendOf } from './trend.ts';
import type {
  Allowance,
  Finding,
  GrowingTable,
  Latencies,
  MeasuredSeries,
  Observations,
  SeriesKind,
  Verdict,
} from './verdict.types.ts';

/** A leak of a few hundred bytes a request is more than this within twenty minutes. */
export const allowances: Record<SeriesKind, Allowance> = {
  memory: { part: 0.1, least: 12 },
  heap: { part: 0.1, least: 6 },
  descriptors: { part: 0, least: 4 },
  threads: { part: 0, least: 1 },
  rows: { part: 0.1, least: 30 },
};
export const slowerAtMost = 1.5;
/** Below it a difference is that of the machine. */
export const slackMs = { p50: 1, p99: 10 };
/** Of memory counts what is left when garbage was collected: the least within each sixth of the time. */
const stretches = 6;
const isWithGarbage: readonly SeriesKind[] = ['memory', 'heap'];
/** Fewer say nothing about the hundredth part of them. */
const enoughForP99 = 500;
const enoughForP50 = 50;

const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function judgeSeries({ name, kind, unit, points }: MeasuredSeries, warmUpEndsAt: number): Finding {
  const judged = afterWarmUp(points, warmUpEndsAt);
  const { typical, rise } = trendOf(isWithGarbage.includes(kind) ? floorOf(judged, stretches) : judged);
  const { part, least } = allowances[kind];
  const bound = Math.max(part * typical, least);
  return {
    what: name,
    found: `${figure.format(typical)} ${unit}, rises by ${figure.format(rise)}`,
    bound: `at most ${figure.format(bound)}`,
    isMet: rise <= bound,
  };
}

function judgeGrowing({ name, points, expected }: GrowingTable, warmUpEndsAt: number): Finding {
  const judged = afterWarmUp(points, warmUpEndsAt);
  const grown = (judged.at(-1)?.[1] ?? Number.NaN) - (judged[0]?.[1] ?? Number.NaN);
  const { deeds, least, most, of } = expected;
  const each = grown / deeds;
  const format = (value: number): string => value.toFixed(2);
  return {
    what: name,
    found: `${figure.format(grown)} rows by ${figure.format(deeds)} ${of}: ${format(each)} each`,
    bound: `${format(least)} to ${format(most)} each`,
    isMet: each >= least && each <= most,
  };
}

function judgeLatency(
  { name, second, last }: Latencies,
  { part, label, slack }: { part: number; label: string; slack: number },
): Finding {
  const before = percentile(second, part);
  const after = percentile(last, part);
  const bound = Math.max(before * slowerAtMost, before + slack);
  return {
    what: `${name}, ${label}`,
    found: `${figure.format(before)} ms, then ${figure.format(after)} ms`,
    bound: `at most ${figure.format(bound)} ms`,
    isMet: after <= bound,
  };
}

function judgeLatencies(latencies: Latencies): Finding[] {
  const count = Math.min(latencies.second.length, latencies.last.length);
  return [
    ...(count >= enoughForP50
      ? [judgeLatency(latencies, { part: 0.5, label: 'p50', slack: slackMs.p50 })]
      : []),
    ...(count >= enoughForP99
      ? [judgeLatency(latencies, { part: 0.99, label: 'p99', slack: slackMs.p99 })]
      : []),
  ];
}

/** Whether what was observed is flat. Throws when there is not enough to say. */
export function judge({ warmUpEndsAt, series, growing, latencies, claims }: Observations): Verdict {
  const findings: Finding[] = [
    ...claims.map(({ name, holds, found }) => ({ what: name, found, bound: '', isMet: holds })),
    ...series.map((one) => judgeSeries(one, warmUpEndsAt)),
    ...growing.map((one) => judgeGrowing(one, warmUpEndsAt)),
    ...latencies.flatMap((one) => judgeLatencies(one)),
  ];
  if (series.length === 0 || claims.length === 0) throw new TypeError('Nothing to judge');
  return { isFlat: findings.every(({ isMet }) => isMet), findings };
}
