import type { Schemas } from '../../api/client.ts';

export type Statistics = Schemas['Statistics'];

/** What charts may show, and what one point of them is. */
export const ranges = {
  day: { hours: 24, step: 'hour' },
  week: { hours: 7 * 24, step: 'hour' },
  month: { hours: 30 * 24, step: 'day' },
  quarter: { hours: 90 * 24, step: 'day' },
} as const;

export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as Range[];

export function rangeOf(text: string | undefined): Range {
  return rangeNames.find((name) => name === text) ?? 'week';
}

const hourMs = 3_600_000;
const stepMs = { hour: hourMs, day: 24 * hourMs } as const;

/** The range up to now, and the one before it to compare with. The same for a whole hour, or day. */
export function spanOf(range: Range, now: number): { from: string; to: string; step: 'hour' | 'day' } {
  const { hours, step } = ranges[range];
  const to = Math.ceil((now + 1) / stepMs[step]) * stepMs[step];
  const from = to - 2 * hours * hourMs;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), step };
}

/** Several counts that are shown as one. */
export const lines = {
  signIns: ['sign_in.succeeded'],
  refused: ['sign_in.wrong_credentials', 'sign_in.inactive', 'sign_in.limited', 'sign_in.second_factor'],
  signUps: ['sign_up.succeeded'],
  tokens: [
    ...['token.password', 'token.refresh', 'token.authorization_code', 'token.client_credentials'],
    ...['token.device', 'token.exchange', 'token.static'],
  ],
  password: ['token.password'],
  refresh: ['token.refresh'],
  code: ['token.authorization_code'],
  client: ['token.client_credentials'],
  otherTokens: ['token.device', 'token.exchange', 'token.static'],
} as const satisfies Record<string, readonly Statistics['series'][number]['name'][]>;

export type Line = keyof typeof lines;

function countsOf({ series }: Statistics, line: Line): number[] {
  const names: readonly string[] = lines[line];
  const found = series.filter(({ name }) => names.includes(name)).map(({ counts }) => counts);
  return (found[0] ?? []).map((_, index) => found.reduce((sum, counts) => sum + (counts[index] ?? 0), 0));
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** How often in the range, and by how much more or less than in the one before; null where that was none. */
export function totalOf(statistics: Statistics, line: Line): { total: number; change: number | null } {
  const counts = countsOf(statistics, line);
  const half = counts.length / 2;
  const before = sum(counts.slice(0, half));
  const total = sum(counts.slice(half));
  return { total, change: before === 0 ? null : (total - before) / before };
}

export interface Point {
  /** When it begins, in epoch milliseconds. */
  at: number;
  values: number[];
}

/** The points of a chart: the later half of what was read. */
export function pointsOf(statistics: Statistics, shown: readonly Line[]): Point[] {
  const columns = shown.map((line) => countsOf(statistics, line));
  const begin = Date.parse(statistics.from);
  const points = (columns[0] ?? []).map((_, index) => ({
    at: begin + index * stepMs[statistics.step],
    values: columns.map((counts) => counts[index] ?? 0),
  }));
  return points.slice(points.length / 2);
}
