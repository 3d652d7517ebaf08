import { AsyncLocalStorage } from 'node:async_hooks';

export interface PeriodicJobOptions {
  /** One round. The signal says that the process is stopping: begin nothing new, finish soon. */
  run(signal: AbortSignal): Promise<unknown>;
  /** From the end of a round to the beginning of the next; asked at each end when it may change. */
  everyMs: number | (() => number);
  /** From being woken to the round: the transaction that made the work has to be committed first. */
  wakeDelayMs: number;
  /** How long `stop` waits for the round that is under way. */
  stopWithinMs: number;
  /** A round that failed. The next one comes at its time. */
  onError(error: unknown): void;
}

export interface PeriodicJob {
  /** The first round comes at once. A second call does nothing. */
  start(): void;
  /** There is something to do: does not wait for the next round. Nothing before `start` and after `stop`. */
  wake(): void;
  /** Resolves when nothing is under way any more, or when it took too long. */
  stop(): Promise<void>;
}

/** Whether it was in time. */
async function isDoneWithin(work: Promise<void>, limitMs: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), limitMs);
  try {
    return await Promise.race([work.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Work of this process that comes round again and again, one round at a time. Keeps no process alive. */
export function createPeriodicJob(options: PeriodicJobOptions): PeriodicJob {
  const { wakeDelayMs, stopWithinMs } = options;
  const everyMs = (): number => (typeof options.everyMs === 'number' ? options.everyMs : options.everyMs());
  const stopping = new AbortController();
  // A round is part of nothing that woke it, least of all of a transaction, inside which nobody may begin another.
  const onItsOwn = AsyncLocalStorage.snapshot();
  let isStarted = false;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  const runIn = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      round = onItsOwn(runOnce);
    }, delayMs);
    timer.unref();
  };
  const runOnce = async (): Promise<void> => {
    isWoken = false;
    try {
      await options.run(stopping.signal);
    } catch (error) {
      options.onError(error);
    }
    round = undefined;
    if (!stopping.signal.aborted) runIn(isWoken ? wakeDelayMs : everyMs());
  };
  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      runIn(0);
    },
    wake() {
      if (!isStarted || isWoken || stopping.signal.aborted) return;
      isWoken = true;
      // While a round is under way the next one is not yet planned: the end of it sees that there is more.
      if (round === undefined) runIn(wakeDelayMs);
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      if (round && !(await isDoneWithin(round, stopWithinMs))) {
        options.onError(new Error(`Work was still under way after ${stopWithinMs} ms.`));
      }
    },
  };
}
