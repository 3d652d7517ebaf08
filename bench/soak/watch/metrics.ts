/** What the soak reads of `/metrics`, all workers together; NaN where one of them was not heard. */
export interface ServerFigures {
  heapMiB: number;
  externalMiB: number;
  /** Of the time since the last look: within what 99 of 100 looks at the event loop found it. */
  loopDelayMs: number;
  mailsWaiting: number;
}

/** Cumulative counts of the delays, by their upper bounds in seconds. */
export type Buckets = ReadonlyMap<number, number>;

const unheard: ServerFigures = {
  heapMiB: Number.NaN,
  externalMiB: Number.NaN,
  loopDelayMs: Number.NaN,
  mailsWaiting: Number.NaN,
};
const mebibyte = 1024 * 1024;

function sumOf(text: string, name: string): number {
  const lines = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'));
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
}

export function readBuckets(text: string): Buckets {
  const lines = text.matchAll(/^ostiary_event_loop_delay_seconds_bucket\{[^}]*le="([^"]+)"[^}]*\} (\S+)$/gm);
  return new Map(
    [...lines].map(([, bound, count]) => [Number(bound === '+Inf' ? Infinity : bound), Number(count)]),
  );
}

/** The upper bound of what so great a part stayed below, of what was counted between the two; NaN of nothing. */
export function quantileBetween(before: Buckets, after: Buckets, part: number): number {
  const counted = [...after].map(([bound, count]): [number, number] => [
    bound,
    count - (before.get(bound) ?? 0),
  ]);
  const total = Math.max(...counted.map(([, count]) => count));
  if (total <= 0) return Number.NaN;
  const found = counted.find(([, count]) => count >= total * part);
  const finite = counted.filter(([bound]) => Number.isFinite(bound)).at(-1)?.[0] ?? Number.NaN;
  return Math.min(found?.[0] ?? Number.NaN, finite);
}

export function readFigures(text: string, before: Buckets): ServerFigures {
  const heap = sumOf(text, 'nodejs_heap_size_used_bytes');
  if (heap === 0) throw new Error('The server tells nothing of its heap');
  // A worker that was too busy to answer in time is missing in the sums.
  const isWhole = [...readBuckets(text)].every(([bound, count]) => count >= (before.get(bound) ?? 0));
  if (!isWhole) return unheard;
  return {
    heapMiB: heap / mebibyte,
    externalMiB: sumOf(text, 'nodejs_external_memory_bytes') / mebibyte,
    loopDelayMs: quantileBetween(before, readBuckets(text), 0.99) * 1000,
    mailsWaiting: sumOf(text, 'ostiary_outbox_waiting'),
  };
}
