import autocannon, { type Client, type Request, type Result } from 'autocannon';
import { runPaced, type Answers } from './paced.ts';

export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers, whatever their status. */
  answered: number;
  statuses: Record<string, number>;
}

/** For how long, and how much: as many requests as are answered unless a rate is given. */
export interface Pace {
  seconds: number;
  ratePerSecond?: number;
}

/** What one process that sends at even distances is sure to keep up with. */
const mostPaced = 2_000;

/** At half of what it can, a server is busy and nothing queues but for what it does itself. */
export function halfOf(perSecond: number): number {
  return Math.min(mostPaced, Math.max(1, Math.floor(perSecond / 2)));
}

export interface Load extends Pace {
  url: string;
  connections: number;
  requests: Request[];
  /** Gives each connection a state of its own before it starts. */
  setupClient?: (client: Pick<Client, 'setRequests'>) => void;
  /** Statuses that are right; any other ends the benchmark, since speed of errors means nothing. */
  expected: number[];
}

/** As many as are answered, each connection one after the other. */
async function runFull(load: Load): Promise<Answers> {
  const durations: number[] = [];
  const result = await new Promise<Result>((resolve, reject) => {
    const running = autocannon(
      {
        url: load.url,
        duration: load.seconds,
        connections: load.connections,
        requests: load.requests,
        ...(load.setupClient && { setupClient: load.setupClient }),
      },
      (error: unknown, ended) => {
        if (error instanceof Error) reject(error);
        else resolve(ended);
      },
    );
    // Its own percentiles are whole milliseconds.
    running.on('response', (...[, , , duration]) => durations.push(duration));
  });
  const statuses = Object.fromEntries(
    Object.entries(result.statusCodeStats ?? {}).map(([code, { count }]) => [code, count ?? 0]),
  );
  if (result.errors > 0) throw new Error(`${load.url}: ${String(result.errors)} errors`);
  return { statuses, durations, seconds: result.duration };
}

/** Counts an answer only when its status is the one the case is about. */
export async function measure(load: Load): Promise<LoadResult> {
  const { ratePerSecond } = load;
  const answers = ratePerSecond === undefined ? runFull(load) : runPaced(load, ratePerSecond);
  const { statuses, durations, seconds } = await answers;
  if (durations.length === 0)
    throw new Error(`${load.url}: nothing was answered in ${String(load.seconds)} s`);
  const unexpected = Object.keys(statuses).filter((code) => !load.expected.includes(Number(code)));
  if (unexpected.length > 0) {
    const path = load.requests[0]?.path ?? '';
    throw new Error(`${load.url}${path}: unexpected answers ${JSON.stringify(statuses)}`);
  }
  return {
    perSecond: (statuses['200'] ?? 0) / seconds,
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
    answered: durations.length,
    statuses,
  };
}

/** Of the sorted values the one that this part of them does not exceed; NaN of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs both in turn, A B A B …, and gives the median of the ratios of neighbours. */
export async function interleave(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number; b: number; ratio: number; ratios: number[] }> {
  const pairs: { a: number; b: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ a: await a(), b: await b() });
  const ratios = pairs.map((pair) => pair.a / pair.b);
  return {
    a: median(pairs.map((pair) => pair.a)),
    b: median(pairs.map((pair) => pair.b)),
    ratio: median(ratios),
    ratios,
  };
}
