import { expect, test } from 'vitest';
import { maxAttempts, retryDelayMs } from './logout-retry.rules.ts';

const attempts = Array.from({ length: maxAttempts - 1 }, (_, index) => index + 1);

test('every delay is longer than the one before, and all of them are some hours', () => {
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    const delays = attempts.map((attempt) => retryDelayMs(id, attempt) ?? 0);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays[0]).toBeGreaterThanOrEqual(11_250);
    expect(delays[0]).toBeLessThanOrEqual(18_750);
    const hours = delays.reduce((sum, delay) => sum + delay) / 3_600_000;
    expect(hours).toBeGreaterThan(3);
    expect(hours).toBeLessThan(6);
  }
});

test('notices that failed together are spread over half of the delay', () => {
  const delays = Array.from({ length: 200 }, (_, index) => retryDelayMs(String(index), 4) ?? 0);
  const mean = 15_000 * 27;
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(mean * 0.75);
  expect(Math.min(...delays)).toBeLessThan(mean * 0.8);
  expect(Math.max(...delays)).toBeLessThanOrEqual(mean * 1.25);
  expect(Math.max(...delays)).toBeGreaterThan(mean * 1.2);
});

test('there is no attempt after the last one', () => {
  expect(retryDelayMs('a', maxAttempts)).toBeNull();
  // Claimed once more, by a process that took over from one that was gone.
  expect(retryDelayMs('a', maxAttempts + 1)).toBeNull();
});
