import { AppError } from '#platform/errors.ts';
import { createSpread, waitBounds, type SpreadReading } from '#platform/spread.ts';
import type { HashJob, HashResult } from './hash-work.ts';
import { HashThread, maxTaken } from './hash-thread.ts';
import { JobQueue } from './job-queue.ts';

export interface HashingPoolOptions {
  /** Threads. */
  workers: number;
  /** Jobs that may wait for a thread. */
  maxQueued: number;
  /** How long a job may wait. */
  queueDeadlineMs: number;
  /** A monotonic clock in milliseconds: a wall clock that steps would refuse or keep waiting jobs. */
  elapsedMs?: () => number;
  /** Where the threads' program is; for tests. */
  program?: URL;
}

/** How a pool is doing. */
export interface HashingFigures {
  threads: number;
  /** Jobs without a thread. */
  waiting: number;
  /** Jobs that a thread has: the one that it does and those it does next. */
  taken: number;
  /** Jobs that were refused, all in all. */
  refused: number;
  /** Seconds until a job was begun. */
  waits: SpreadReading;
  /** Seconds that a job took. */
  durations: SpreadReading;
}

export interface HashingPool {
  figures(): HashingFigures;
  /**
   * Runs one job on a thread of its own kind, never on libuv's pool.
   * Errors: AppError `passwords.busy` when the queue is full or the job waited past its deadline.
   */
  run(job: HashJob): Promise<HashResult>;
  /** Ends the threads when the work they have begun is done; refuses what still waits. */
  close(): Promise<void>;
}

/** Before anything was observed: about one argon2id hash of the default costs. */
const assumedJobMs = 20;

/** Threads start at the first use, so that a process that never hashes pays nothing. */
export function createHashingPool(options: HashingPoolOptions): HashingPool {
  const elapsedMs = options.elapsedMs ?? (() => performance.now());
  const threads = Array.from({ length: options.workers }, () => new HashThread(options.program));
  const lastFinishedAt = new Map<HashThread, number>();
  let averageMs = assumedJobMs;
  let isClosed = false;
  let refused = 0;
  const waits = createSpread(waitBounds);
  const durations = createSpread(waitBounds);

  const busy = (): AppError => {
    refused += 1;
    const rounds = (queue.size + options.workers) / options.workers;
    return new AppError('passwords.busy', {
      retryAfterSeconds: Math.max(1, Math.ceil((rounds * averageMs) / 1000)),
    });
  };
  const queue = new JobQueue({ queueDeadlineMs: options.queueDeadlineMs, elapsedMs, refusal: busy });
  const work = async (thread: HashThread, job: HashJob, askedAt: number): Promise<HashResult> => {
    const takenAt = elapsedMs();
    try {
      return await thread.run(job);
    } finally {
      const finishedAt = elapsedMs();
      const startedAt = Math.max(takenAt, lastFinishedAt.get(thread) ?? takenAt);
      lastFinishedAt.set(thread, finishedAt);
      waits.observe((startedAt - askedAt) / 1000);
      durations.observe((finishedAt - startedAt) / 1000);
      // A moving average over about the last eight jobs.
      averageMs += (finishedAt - startedAt - averageMs) / 8;
      const next = queue.takeNext();
      if (next) work(thread, next.job, next.askedAt).then(next.resolve, next.reject);
    }
  };
  const findFree = (): HashThread | undefined => {
    const [first] = threads.toSorted((a, b) => a.load - b.load);
    return first && first.load < maxTaken ? first : undefined;
  };

  return {
    figures: () => ({
      threads: threads.length,
      waiting: queue.size,
      taken: threads.reduce((sum, { load }) => sum + load, 0),
      ...{ refused, waits: waits.read(), durations: durations.read() },
    }),
    async run(job) {
      if (isClosed) throw busy();
      const thread = findFree();
      if (thread) return work(thread, job, elapsedMs());
      if (queue.size >= options.maxQueued) throw busy();
      return queue.add(job);
    },
    async close() {
      isClosed = true;
      queue.refuseAll();
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
