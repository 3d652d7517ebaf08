import autocannon, { type Client, type Request } from 'autocannon';

export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  statuses: Record<string, number>;
}

export interface Load {
  url: string;
  seconds: number;
  connections: number;
  /** Requests per second over all connections; as many as are answered when absent. */
  ratePerSecond?: number;
  requests: Request[];
  /** Gives each connection a state of its own before it starts. */
  setupClient?: (client: Client) => void;
  /** Statuses that are right; any other ends the benchmark, since speed of errors means nothing. */
  expected: number[];
}

/** Counts an answer only when its status is the one the case is about. */
export async function measure(load: Load): Promise<LoadResult> {
  const result = await autocannon({
    url: load.url,
    duration: load.seconds,
    connections: load.connections,
    requests: load.requests,
    ...(load.ratePerSecond !== undefined && { overallRate: load.ratePerSecond }),
    ...(load.setupClient && { setupClient: load.setupClient }),
  });
  const statuses = Object.fromEntries(
    Object.entries(result.statusCodeStats ?? {}).map(([code, { count }]) => [code, count ?? 0]),
  );
  const unexpected = Object.keys(statuses).filter((code) => !load.expected.includes(Number(code)));
  if (unexpected.length > 0 || result.errors > 0) {
    throw new Error(
      `${load.url}: unexpected answers ${JSON.stringify(statuses)}, ${String(result.errors)} errors`,
    );
  }
  return {
    perSecond: (statuses['200'] ?? 0) / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    statuses,
  };
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
