import { expect, test } from 'vitest';
import { retryAt } from './mail-retry.rules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('a mail is tried again after 1, 5, 15 and 60 minutes, then every hour for two days', () => {
  let now = 0;
  const waits: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const at = retryAt({ createdAt: 0, attempts, isServerDown: false }, now);
    if (at === null) break;
    waits.push((at - now) / minuteMs);
    now = at;
  }
  expect(waits.slice(0, 6)).toEqual([1, 5, 15, 60, 60, 60]);
  expect(new Set(waits.slice(3))).toEqual(new Set([60]));
  expect(now).toBeGreaterThan(47 * hourMs);
  expect(now).toBeLessThanOrEqual(48 * hourMs);
});

test('a mail that nobody could try for days is given up when it fails', () => {
  expect(retryAt({ createdAt: 0, attempts: 1, isServerDown: false }, 48 * hourMs - minuteMs)).toBe(
    48 * hourMs,
  );
  expect(retryAt({ createdAt: 0, attempts: 1, isServerDown: false }, 48 * hourMs)).toBeNull();
});

test('a mail that met no server that works goes out within a minute of its return, however long that takes', () => {
  const waits: number[] = [];
  let now = 0;
  for (let attempts = 1; ; attempts++) {
    const at = retryAt({ createdAt: 0, attempts, isServerDown: true }, now);
    if (at === null) break;
    waits.push(at - now);
    now = at;
  }
  expect(waits.slice(0, 4)).toEqual([15_000, 30_000, minuteMs, minuteMs]);
  expect(Math.max(...waits)).toBe(minuteMs);
  expect(now).toBeGreaterThan(47 * hourMs);
});
