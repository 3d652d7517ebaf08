import { describe, expect, it } from 'vitest';
import { quantileBetween, readBuckets, readFigures } from './metrics.ts';

const metrics = (fast: number, slow: number): string =>
  [
    '# HELP nodejs_heap_size_used_bytes Process heap size used from Node.js in bytes.',
    'nodejs_heap_size_used_bytes 104857600',
    'nodejs_external_memory_bytes 1048576',
    `ostiary_event_loop_delay_seconds_bucket{le="0.01"} ${String(fast)}`,
    `ostiary_event_loop_delay_seconds_bucket{le="0.1"} ${String(fast + slow)}`,
    `ostiary_event_loop_delay_seconds_bucket{le="+Inf"} ${String(fast + slow)}`,
    'ostiary_outbox_waiting{outbox="mail"} 2',
    'ostiary_outbox_waiting{outbox="logout"} 1',
  ].join('\n');

describe('what the server says of itself', () => {
  it('is read from its metrics', () => {
    expect(readFigures(metrics(100, 0), new Map())).toEqual({
      ...{ heapMiB: 100, externalMiB: 1, loopDelayMs: 10, mailsWaiting: 3 },
    });
  });

  it('is that of the time since the last look', () => {
    const before = readBuckets(metrics(10_000, 0));
    expect(readFigures(metrics(10_090, 10), before).loopDelayMs).toBe(100);
    expect(readFigures(metrics(10_100, 0), before).loopDelayMs).toBe(10);
  });

  it('is nothing where a worker was not heard, whose counts are missing in the sums', () => {
    const before = readBuckets(metrics(10_000, 0));
    const figures = readFigures(metrics(5_100, 0), before);
    expect([figures.heapMiB, figures.loopDelayMs]).toEqual([Number.NaN, Number.NaN]);
  });

  it('is finite where a delay is beyond all bounds, and refused where there is nothing', () => {
    const after = new Map([
      [0.1, 0],
      [Infinity, 5],
    ]);
    expect(quantileBetween(new Map(), after, 0.99)).toBe(0.1);
    expect(() => readFigures('', new Map())).toThrow('nothing of its heap');
  });
});
