import type { AppError } from '#platform/errors.ts';
import type { HashJob, HashResult } from './hash-work.ts';

export interface QueuedJob {
  job: HashJob;
  askedAt: number;
  resolve: (result: HashResult) => void;
  reject: (error: unknown) => void;
  deadlineAt: number;
  timer: NodeJS.Timeout;
}

export interface JobQueueOptions {
  /** How long a job may wait. */
  queueDeadlineMs: number;
  /** A monotonic clock in milliseconds. */
  elapsedMs: () => number;
  /** What a job is refused with. */
  refusal: () => AppError;
}

/** Jobs that wait for a thread, first come first served, none past its deadline. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #waiting = new Set<QueuedJob>();

  constructor(options: JobQueueOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.size;
  }

  add(job: HashJob): Promise<HashResult> {
    const { queueDeadlineMs, elapsedMs } = this.#options;
    return new Promise((resolve, reject) => {
      const askedAt = elapsedMs();
      const deadlineAt = askedAt + queueDeadlineMs;
      const timer = setTimeout(() => this.#refuse(entry), queueDeadlineMs);
      const entry: QueuedJob = { job, askedAt, resolve, reject, deadlineAt, timer };
      this.#waiting.add(entry);
    });
  }

  takeNext(): QueuedJob | undefined {
    for (const entry of this.#waiting) {
      // The timer of an overdue job may not have had its turn yet: a busy loop runs it late.
      if (this.#options.elapsedMs() >= entry.deadlineAt) {
        this.#refuse(entry);
        continue;
      }
      this.#remove(entry);
      return entry;
    }
    return undefined;
  }

  refuseAll(): void {
    for (const entry of this.#waiting) this.#refuse(entry);
  }

  #remove(entry: QueuedJob): boolean {
    clearTimeout(entry.timer);
    return this.#waiting.delete(entry);
  }

  #refuse(entry: QueuedJob): void {
    if (this.#remove(entry)) entry.reject(this.#options.refusal());
  }
}
