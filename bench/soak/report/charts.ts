import { downsample } from '../../report/downsample.ts';
import { lineChart, type ChartSeries } from '../../report/line-chart.ts';
import { isConstant, pointsOf, rowsOf } from '../verdict/observe.ts';
import { percentile } from '../verdict/percentile.ts';
import { growingTables } from '../verdict/tables.ts';
import type { Point } from '../verdict/trend.ts';
import type { Sample } from '../watch/watch.ts';
import type { Answered } from '../world/answers.ts';

export interface Picture {
  file: string;
  title: string;
  svg: string;
}

const pointsEach = 150;
const seriesEach = 7;
const latencyBuckets = 60;

const inMinutes = (points: readonly Point[]): Point[] =>
  downsample(
    points.map(([seconds, y]): Point => [seconds / 60, y]),
    pointsEach,
  );

interface Drawing {
  file: string;
  title: string;
  unit: string;
  series: ChartSeries[];
  isLog?: boolean;
}

function draw({ file, title, unit, series, isLog = false }: Drawing): Picture[] {
  const drawn = series
    .filter(({ points }) => points.length > 0)
    .map(({ name, points }) => ({ name, points: inMinutes(points) }));
  if (drawn.length === 0) return [];
  const axes = { x: { label: 'minutes' }, y: { label: unit, isLog } };
  return [{ file: `${file}.svg`, title, svg: lineChart({ title, ...axes, series: drawn }) }];
}

type ProcessFigure = 'rssMiB' | 'threads' | 'descriptors';

function byProcess(samples: readonly Sample[], figure: ProcessFigure): ChartSeries[] {
  return Object.keys(samples[0]?.processes ?? {}).map((name) => ({
    name,
    points: pointsOf(samples, ({ processes }) => processes[name]?.[figure] ?? 0),
  }));
}

/** Tables of about the same size share a picture: the small ones would be lines on the ground. */
function byTable(samples: readonly Sample[]): Drawing[] {
  const names = Object.keys(samples[0]?.database.tables ?? {});
  const changing = names
    .filter((name) => !(name in growingTables))
    .map((name): ChartSeries => ({ name, points: rowsOf(samples, name) }))
    .filter(({ points }) => !isConstant(points));
  const most = ({ points }: ChartSeries): number => Math.max(...points.map(([, y]) => y));
  const sorted = changing.sort((a, b) => most(b) - most(a));
  const pages = Math.min(4, Math.ceil(sorted.length / seriesEach));
  const size = Math.ceil(sorted.length / Math.max(1, pages));
  return Array.from({ length: pages }, (_, page) => ({
    file: `tables-${String(page + 1)}`,
    title: `Rows of tables, ${['the largest', 'middling', 'small', 'the smallest'][page] ?? ''}`,
    unit: 'rows',
    series: sorted.slice(page * size, (page + 1) * size),
  }));
}

function overTime(
  answered: readonly Answered[],
  read: (times: number[], seconds: number) => number,
): Point[] {
  const end = answered.at(-1)?.at ?? 0;
  const seconds = end / latencyBuckets;
  const buckets = Array.from({ length: latencyBuckets }, (): number[] => []);
  for (const { at, ms } of answered)
    buckets[Math.min(latencyBuckets - 1, Math.floor(at / seconds))]?.push(ms);
  return buckets.flatMap((times, index): Point[] =>
    times.length === 0 ? [] : [[(index + 0.5) * seconds, read(times, seconds)]],
  );
}

const plotted = ['sign-in', 'refresh', 'verify', 'introspection', 'code', 'management, lists', 'service'];

function latency(answered: readonly Answered[], part: number): ChartSeries[] {
  return plotted.map((name) => ({
    name,
    points: overTime(
      answered.filter(({ kind }) => kind === name),
      (times) => percentile(times, part),
    ),
  }));
}

/** At most fifteen. */
export function drawAll(samples: readonly Sample[], answered: readonly Answered[]): Picture[] {
  const read = (name: string, of: (sample: Sample) => number): ChartSeries => ({
    name,
    points: pointsOf(samples, of),
  });
  const growing = Object.keys(growingTables).map((name): ChartSeries => ({
    name,
    points: rowsOf(samples, name),
  }));
  const drawings: Drawing[] = [
    { file: 'memory', title: 'Memory (resident set)', unit: 'MiB', series: byProcess(samples, 'rssMiB') },
    {
      file: 'heap',
      title: 'Used heap, with the garbage of the moment',
      unit: 'MiB',
      series: [
        read('both workers', ({ server }) => server.heapMiB),
        read('client service', ({ service }) => service.heapMiB),
      ],
    },
    {
      file: 'descriptors',
      title: 'Open descriptors',
      unit: 'open',
      series: byProcess(samples, 'descriptors'),
    },
    { file: 'threads', title: 'Threads', unit: 'threads', series: byProcess(samples, 'threads') },
    {
      file: 'event-loop',
      title: 'Event loop delay, p99 of each sample',
      unit: 'ms',
      series: [
        read('workers, at most', ({ server }) => server.loopDelayMs),
        read('client service', ({ service }) => service.loopDelayMs),
      ],
    },
    {
      file: 'rate',
      title: 'Answered requests',
      unit: 'requests/s',
      series: [{ name: 'all', points: overTime(answered, (times, seconds) => times.length / seconds) }],
    },
    { file: 'p50', title: 'Latency, p50', unit: 'ms', series: latency(answered, 0.5) },
    { file: 'p99', title: 'Latency, p99', unit: 'ms', series: latency(answered, 0.99) },
    ...byTable(samples),
    { file: 'growing', title: 'Rows of tables that grow by design', unit: 'rows', series: growing },
    {
      file: 'database',
      title: 'Size of the database',
      unit: 'MiB',
      series: [
        read('whole', ({ database }) => database.bytes / 1024 / 1024),
        read('audit log', ({ database }) => (database.tables['audit_entries']?.bytes ?? 0) / 1024 / 1024),
      ],
    },
  ];
  return drawings.flatMap(draw);
}
