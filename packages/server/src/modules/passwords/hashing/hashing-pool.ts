import { AppError } from '#platform/errors.ts';
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

export interface HashingPool {
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

  const busy = (): AppError => {
    const rounds = (queue.size + options.workers) / options.workers;
    return new AppError('passwords.busy', {
      retryAfterSeconds: Math.max(1, Math.ceil((rounds * averageMs) / 1000)),
    });
  };
  const queue = new JobQueue({ queueDeadlineMs: options.queueDeadlineMs, elapsedMs, refusal: busy });
  const work = async (thread: HashThread, job: HashJob): Promise<HashResult> => {
    const takenAt = elapsedMs();
    try {
      return await thread.run(job);
    } finally {
      const finishedAt = elapsedMs();
      const startedAt = Math.max(takenAt, lastFinishedAt.get(thread) ?? takenAt);
      lastFinishedAt.set(thread, finishedAt);
      // A moving average over about the last eight jobs.
      averageMs += (finishedAt - startedAt - averageMs) / 8;
      const next = queue.takeNext();
      if (next) work(thread, next.job).then(next.resolve, next.reject);
    }
  };
  const findFree = (): HashThread | undefined => {
    const [first] = threads.toSorted((a, b) => a.load - b.load);
    return first && first.load < maxTaken ? first : undefined;
  };

  return {
    async run(job) {
      if (isClosed) throw busy();
      const thread = findFree();
      if (thread) return work(thread, job);
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
