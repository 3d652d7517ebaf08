import type { UsageName } from '@ostiary/contract';
import type { Clock } from '#platform/clock.ts';
import { stepMs } from './statistics.rules.ts';
import type { UsageCountRow } from './statistics.table.ts';

/** What was counted and is not written down yet, and what was counted in all. */
export interface UsageCounter {
  count(name: UsageName): void;
  totals(): ReadonlyMap<UsageName, number>;
  /** Everything that is not written down; from now on it counts as if it were. */
  take(): UsageCountRow[];
  /** It was not written down after all. */
  putBack(rows: readonly UsageCountRow[]): void;
}

type Counts = Map<string, number>;

function add<K>(counts: Map<K, number>, key: K, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

export function createUsageCounter(clock: Clock): UsageCounter {
  const totals = new Map<UsageName, number>();
  let hours = new Map<number, Counts>();
  const countsOf = (hour: number): Counts => {
    const known = hours.get(hour);
    if (known) return known;
    const counts: Counts = new Map();
    hours.set(hour, counts);
    return counts;
  };
  return {
    count(name) {
      const now = clock.nowMs();
      add(countsOf(now - (now % stepMs.hour)), name, 1);
      add(totals, name, 1);
    },
    totals: () => totals,
    take() {
      const taken = hours;
      hours = new Map();
      return [...taken].flatMap(([hour, counts]) =>
        [...counts].map(([name, count]) => ({ hour, name, count })),
      );
    },
    putBack(rows) {
      for (const { hour, name, count } of rows) add(countsOf(hour), name, count);
    },
  };
}
