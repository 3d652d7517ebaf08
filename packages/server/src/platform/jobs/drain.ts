import { setTimeout as sleep } from 'node:timers/promises';

export interface DrainOptions<Item> {
  /** Takes some of what is due, knowing what is under way; none when there is no room or nothing to do. */
  claim(underWay: readonly Item[]): Promise<readonly Item[]>;
  /** Never rejects. */
  handle(item: Item): Promise<void>;
  /** How soon it is looked for more while some hang. */
  lookAgainMs: number;
  /** Begin nothing more. */
  signal: AbortSignal | undefined;
}

/**
 * Handles what is due, many at a time, until nothing is; resolves when nothing is under way any more. Returns
 * how many there were.
 */
export async function drain<Item>(options: DrainOptions<Item>): Promise<number> {
  const underWay = new Map<Promise<void>, Item>();
  let count = 0;
  try {
    for (;;) {
      const claimed = options.signal?.aborted === true ? [] : await options.claim([...underWay.values()]);
      count += claimed.length;
      for (const item of claimed) {
        const work = options.handle(item).finally(() => underWay.delete(work));
        underWay.set(work, item);
      }
      if (underWay.size === 0) return count;
      if (claimed.length > 0) continue;
      await Promise.race([...underWay.keys(), sleep(options.lookAgainMs, undefined, { ref: false })]);
    }
  } finally {
    await Promise.all(underWay.keys());
  }
}
