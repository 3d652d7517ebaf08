import type { UsageName } from '@ostiary/contract';
import type { Tx } from '#platform/db/schema.ts';

/** Told what happens, on the busiest ways there are: one addition in memory. */
export interface Usage {
  count(name: UsageName): void;
}

export type Step = 'hour' | 'day';

export interface StatisticsQuery {
  /** Epoch milliseconds, inclusive. */
  from: number;
  /** Epoch milliseconds, exclusive. */
  to: number;
  step: Step;
}

export interface Statistics {
  /** When the first count begins. */
  from: number;
  step: Step;
  series: { name: UsageName; counts: number[] }[];
}

export interface StatisticsService extends Usage {
  /** What this process has counted since it started. */
  totals(): ReadonlyMap<UsageName, number>;
  /**
   * What all processes have written down, and what this one has counted up to now. Errors: AppError
   * `request.invalid` for a span that is empty or too long.
   */
  read(query: StatisticsQuery): Promise<Statistics>;
  /** Writes down what was counted. What could not be written stays counted. */
  flush(): Promise<void>;
  start(): void;
  /** Writes down the rest. */
  stop(): Promise<void>;
  /** Deletes counts of more than 400 days ago. */
  prune(tx: Tx, now: number): Promise<number>;
}
