import type { Clock } from '@ostiary/server/src/platform/clock.ts';

export interface FakeClock extends Clock {
  /** Turns the clock forward by so many milliseconds; a negative number turns it back. */
  advance(ms: number): void;
  /** Sets the clock to epoch milliseconds. */
  set(ms: number): void;
}

/** A fixed, ordinary moment: 2026-01-15T10:00:00Z. */
const defaultStartMs = Date.UTC(2026, 0, 15, 10);

/** A clock that stands still until a test turns it. */
export function fakeClock(startMs: number = defaultStartMs): FakeClock {
  let currentMs = startMs;
  return {
    nowMs: () => currentMs,
    advance(ms) {
      currentMs += ms;
    },
    set(ms) {
      currentMs = ms;
    },
  };
}

/** The time of the machine, which a test can turn: for what reads the machine's clock beside ours. */
export function runningClock(): FakeClock {
  let aheadMs = 0;
  return {
    nowMs: () => Date.now() + aheadMs,
    advance(ms) {
      aheadMs += ms;
    },
    set(ms) {
      aheadMs = ms - Date.now();
    },
  };
}
