import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';

/** Often enough for people who look at the list of their devices, seldom enough to cost nothing. */
const everyMs = 60_000;

export interface LastUseDeps {
  database: Database;
  clock: Clock;
  /** Writes the time unless the stored one is later than `unlessAfter`. */
  update(tx: Tx, id: string, at: { now: number; unlessAfter: number }): Promise<void>;
  /** Told when the time could not be written. The request went on; nothing else is lost. */
  onError: ((error: unknown) => void) | undefined;
}

/**
 * Notes that something was used, at most once a minute, without making the request wait for the disk.
 * `lastAt` is the time that is stored now.
 */
export function createLastUse(deps: LastUseDeps): (id: string, lastAt: number | null) => void {
  const underWay = new Set<string>();
  return (id, lastAt) => {
    const now = deps.clock.nowMs();
    const unlessAfter = now - everyMs;
    if ((lastAt !== null && lastAt > unlessAfter) || underWay.has(id)) return;
    underWay.add(id);
    void deps.database
      .write((tx) => deps.update(tx, id, { now, unlessAfter }))
      .catch((error: unknown) => deps.onError?.(error))
      .finally(() => underWay.delete(id));
  };
}
