export interface Turns {
  /** Does the work when it is its turn; undefined, and not done, when that would take too long. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>;
}

interface TurnLimits {
  /** Done at the same time. */
  atOnce: number;
  /** Waiting beside those. */
  waiting: number;
  waitMs: number;
}

/** Bounds how much of something is done at once in this process; first come, first served. */
export function createTurns({ atOnce, waiting, waitMs }: TurnLimits): Turns {
  const queue: (() => void)[] = [];
  let busy = 0;

  /** Whether it is one's turn. */
  function take(): Promise<boolean> {
    if (busy < atOnce) {
      busy += 1;
      return Promise.resolve(true);
    }
    if (queue.length >= waiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const begin = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(begin), 1);
        resolve(false);
      }, waitMs);
      queue.push(begin);
    });
  }

  function pass(): void {
    const next = queue.shift();
    if (next) next();
    else busy -= 1;
  }

  return {
    async run(work) {
      if (!(await take())) return undefined;
      try {
        return await work();
      } finally {
        pass();
      }
    },
  };
}
