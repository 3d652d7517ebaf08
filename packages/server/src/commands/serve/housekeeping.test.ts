import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '#platform/log.ts';
import { startHousekeeping } from './housekeeping.ts';

const log = createLog('silent');
const hourMs = 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('prunes every hour, goes on after a failure, and stops when told', async () => {
  let runs = 0;
  const prune = (): Promise<Record<string, number>> => {
    runs++;
    return runs === 1 ? Promise.reject(new Error('database gone')) : Promise.resolve({ tokens: 1 });
  };
  const housekeeping = startHousekeeping({ prune }, log);
  await vi.advanceTimersByTimeAsync(hourMs - 1);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(2 * hourMs);
  expect(runs).toBe(2);
  housekeeping.stop();
  await vi.advanceTimersByTimeAsync(5 * hourMs);
  expect(runs).toBe(2);
});
