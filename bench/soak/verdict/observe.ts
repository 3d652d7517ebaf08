import type { Sample } from '../watch/watch.ts';
import type { Answered } from '../world/answers.ts';
import { auditedKinds, growingTables, type GrowthByDesign } from './tables.ts';
import type { Point } from './trend.ts';
import type { Claim, GrowingTable, Latencies, MeasuredSeries, Observations } from './verdict.types.ts';

export interface Observed {
  samples: readonly Sample[];
  answered: readonly Answered[];
  claims: Claim[];
  /** How long the load went on. */
  seconds: number;
  /** Real seconds from step to step. */
  stepSeconds: number;
}

/** Without what was not heard, which `claimsOf` counts. */
export function pointsOf(samples: readonly Sample[], read: (sample: Sample) => number): Point[] {
  return samples
    .map((sample): Point => [sample.at, read(sample)])
    .filter(([, value]) => Number.isFinite(value));
}

const processNames = (samples: readonly Sample[]): string[] => Object.keys(samples[0]?.processes ?? {});
const tableNames = (samples: readonly Sample[]): string[] => Object.keys(samples[0]?.database.tables ?? {});

export const rowsOf = (samples: readonly Sample[], table: string): Point[] =>
  pointsOf(samples, ({ database }) => database.tables[table]?.rows ?? Number.NaN);

export function isConstant(points: readonly Point[]): boolean {
  return points.every(([, y]) => y === points[0]?.[1]);
}

function seriesOfProcesses(samples: readonly Sample[]): MeasuredSeries[] {
  return processNames(samples).flatMap((name): MeasuredSeries[] => [
    {
      ...{ name: `${name}, memory`, kind: 'memory', unit: 'MiB' },
      points: pointsOf(samples, ({ processes }) => processes[name]?.rssMiB ?? Number.NaN),
    },
    {
      ...{ name: `${name}, descriptors`, kind: 'descriptors', unit: 'open' },
      points: pointsOf(samples, ({ processes }) => processes[name]?.descriptors ?? Number.NaN),
    },
    {
      ...{ name: `${name}, threads`, kind: 'threads', unit: 'threads' },
      points: pointsOf(samples, ({ processes }) => processes[name]?.threads ?? Number.NaN),
    },
  ]);
}

function seriesOfHeaps(samples: readonly Sample[]): MeasuredSeries[] {
  return [
    {
      ...{ name: 'workers, heap', kind: 'heap', unit: 'MiB' },
      points: pointsOf(samples, ({ server }) => server.heapMiB),
    },
    {
      ...{ name: 'client service, heap', kind: 'heap', unit: 'MiB' },
      points: pointsOf(samples, ({ service }) => service.heapMiB),
    },
  ];
}

function seriesOfTables(samples: readonly Sample[]): MeasuredSeries[] {
  const changing = tableNames(samples)
    .filter((name) => !(name in growingTables))
    .map((name): MeasuredSeries => ({
      ...{ name: `table ${name}`, kind: 'rows', unit: 'rows' },
      points: rowsOf(samples, name),
    }))
    .filter(({ points }) => !isConstant(points));
  const mirrored = Object.keys(samples[0]?.service.rows ?? {}).map((name): MeasuredSeries => ({
    ...{ name: `mirror, ${name}`, kind: 'rows', unit: 'rows' },
    points: pointsOf(samples, ({ service }) => service.rows[name] ?? Number.NaN),
  }));
  return [...changing, ...mirrored];
}

/** Tables in which nothing happened. */
export function constantTables(samples: readonly Sample[]): string[] {
  return tableNames(samples).filter((name) => isConstant(rowsOf(samples, name)));
}

function deedsOf(
  { per }: GrowthByDesign,
  from: number,
  { answered, seconds, stepSeconds }: Observed,
): number {
  if (per === 'steps of the calendar') return (seconds - from) / stepSeconds;
  return answered.filter(({ kind, at }) => at >= from && auditedKinds.includes(kind)).length;
}

function growing(observed: Observed, warmUpEndsAt: number): GrowingTable[] {
  return Object.entries(growingTables).map(([name, growth]) => ({
    name: `table ${name}`,
    reason: growth.reason,
    points: rowsOf(observed.samples, name),
    expected: {
      ...{ deeds: deedsOf(growth, warmUpEndsAt, observed), least: growth.least, most: growth.most },
      of: growth.per,
    },
  }));
}

function latenciesOf({ answered, seconds }: Pick<Observed, 'answered' | 'seconds'>): Latencies[] {
  const kinds = [...new Set(answered.map(({ kind }) => kind))].sort();
  return kinds.map((name) => {
    const timesIn = (third: number): number[] =>
      answered
        .filter(({ kind, at }) => kind === name && Math.min(2, Math.floor((3 * at) / seconds)) === third)
        .map(({ ms }) => ms);
    return { name, second: timesIn(1), last: timesIn(2) };
  });
}

/** What the verdict is about. The first third is the warm-up. */
export function observe(observed: Observed): Observations {
  const { samples, claims, seconds } = observed;
  const warmUpEndsAt = seconds / 3;
  return {
    warmUpEndsAt,
    series: [...seriesOfProcesses(samples), ...seriesOfHeaps(samples), ...seriesOfTables(samples)],
    growing: growing(observed, warmUpEndsAt),
    latencies: latenciesOf(observed),
    claims,
  };
}
