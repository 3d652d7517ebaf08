import { expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';

test('a fake clock moves only when told to', () => {
  const clock = fakeClock(1_000);
  expect(clock.nowMs()).toBe(1_000);
  clock.advance(500);
  expect(clock.nowMs()).toBe(1_500);
  clock.advance(-1_000);
  expect(clock.nowMs()).toBe(500);
  clock.set(42);
  expect(clock.nowMs()).toBe(42);
});

test('two fake clocks start at the same moment', () => {
  expect(fakeClock().nowMs()).toBe(fakeClock().nowMs());
});
