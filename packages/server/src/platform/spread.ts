/** What was observed, as a histogram of Prometheus has it. */
export interface SpreadReading {
  /** Upper bounds, ascending. */
  bounds: readonly number[];
  /** How many were at most each bound, and above the one before; what is above all of them is counted last. */
  counts: readonly number[];
  sum: number;
}

/** How values are spread: a few numbers, however many were observed. */
export interface Spread {
  observe(value: number): void;
  read(): SpreadReading;
}

/** Seconds, from what nobody notices to what nobody waits for. */
export const waitBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createSpread(bounds: readonly number[]): Spread {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  return {
    observe(value) {
      let index = 0;
      while (index < bounds.length && value > (bounds[index] ?? Infinity)) index++;
      counts[index] = (counts[index] ?? 0) + 1;
      sum += value;
    },
    read: () => ({ bounds, counts: [...counts], sum }),
  };
}
