import { setTimeout as sleep } from 'node:timers/promises';
import { backfills } from '../../../migrations/backfills/index.ts';
import type { Backfill } from '../../../migrations/backfills/backfill.types.ts';
import type { Clock } from '../clock.ts';
import { createPeriodicJob } from '../jobs/periodic-job.ts';
import { doNextBatch, listBackfills, type BackfillState } from './backfills.ts';
import type { Database } from './database.ts';

export interface BackfillService {
  /** In the background, a batch now and then, until there is none left. Told what this process has done to its end. */
  start(onFinished?: (name: string, rows: number) => void): void;
  stop(): Promise<void>;
  /** All that is left, at once. Told after each batch how many rows of which were done by it. */
  run(onProgress?: (name: string, rows: number) => void): Promise<void>;
  list(): Promise<BackfillState[]>;
}

export interface BackfillDeps {
  database: Database;
  clock: Clock;
  onBackgroundError: (error: unknown) => void;
  /** Those of this version, unless a test has others. */
  backfills?: Readonly<Record<string, Backfill>> | undefined;
}

/** In the background most of the time is everybody else's. */
const pauseMs = 100;
const lookAgainMs = 60_000;
const stopWithinMs = 5_000;

export function createBackfillService(deps: BackfillDeps): BackfillService {
  const { database, clock, onBackgroundError, backfills: known = backfills } = deps;
  const finished = new Set<string>();

  const runAll = async (afterBatch: (name: string, rows: number) => Promise<boolean>): Promise<void> => {
    for (const [name, backfill] of Object.entries(known)) {
      while (!finished.has(name)) {
        const { isFinished, rows } = await doNextBatch(database, { name, backfill, nowMs: clock.nowMs() });
        if (isFinished) finished.add(name);
        if (!(await afterBatch(name, rows))) return;
      }
    }
  };
  const done = new Map<string, number>();
  let tell: (name: string, rows: number) => void = () => undefined;
  const job = createPeriodicJob({
    run: (signal) =>
      runAll(async (name, rows) => {
        const sum = (done.get(name) ?? 0) + rows;
        done.set(name, sum);
        if (finished.has(name) && sum > 0) tell(name, sum);
        await sleep(pauseMs, undefined, { ref: false });
        return !signal.aborted;
      }),
    everyMs: lookAgainMs,
    wakeDelayMs: 0,
    stopWithinMs,
    onError: onBackgroundError,
  });
  return {
    start(onFinished) {
      if (onFinished) tell = onFinished;
      job.start();
    },
    stop: () => job.stop(),
    run: (onProgress) =>
      runAll((name, rows) => {
        onProgress?.(name, rows);
        return Promise.resolve(true);
      }),
    list: () => listBackfills(database, known),
  };
}
