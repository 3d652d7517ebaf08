import type { LoadResult } from './load.ts';
import type { Computed } from './site.ts';

/** One measurement with what it took. */
export interface Costed extends LoadResult {
  /** Microseconds of processor for each that was answered with 200. */
  server: number;
  database: number;
}

export async function costed(
  computed: () => Computed,
  seconds: number,
  run: () => Promise<LoadResult>,
): Promise<Costed> {
  const before = computed();
  const result = await run();
  const after = computed();
  const each = (from: number, to: number): number => ((to - from) * 1e6) / (result.perSecond * seconds);
  return {
    ...result,
    server: each(before.server, after.server),
    database: each(before.database, after.database),
  };
}
