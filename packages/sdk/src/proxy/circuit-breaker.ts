import type { Now } from '../types.ts';

export interface BreakerOptions {
  failures: number;
  openMs: number;
  now: Now;
}

/** Leave to ask. It has to be settled exactly once. */
export interface BreakerPass {
  isAllowed: true;
  settle(outcome: 'answered' | 'failed'): void;
}

export interface BreakerRefusal {
  isAllowed: false;
  retryAfterMs: number;
}

export interface CircuitBreaker {
  enter(): BreakerPass | BreakerRefusal;
}

/** What others are told to wait for while one request tries whether the service is back. */
const probeWaitMs = 1000;

/** Opens after so many failures in a row. Once its time is over, one request tries while others still wait. */
export function createCircuitBreaker({ failures, openMs, now }: BreakerOptions): CircuitBreaker {
  let inARow = 0;
  let openUntil: number | undefined;
  let isProbing = false;
  // Requests that began before it opened or closed say nothing about how things are after.
  let era = 0;

  function settle(began: number, outcome: 'answered' | 'failed'): void {
    if (began !== era) return;
    const wasProbe = isProbing;
    isProbing = false;
    inARow = outcome === 'answered' ? 0 : inARow + 1;
    if (outcome === 'failed' && (wasProbe || inARow >= failures)) {
      openUntil = now() + openMs;
      era += 1;
    } else if (wasProbe) {
      openUntil = undefined;
      era += 1;
    }
  }

  return {
    enter() {
      if (openUntil !== undefined) {
        const retryAfterMs = openUntil - now();
        if (retryAfterMs > 0) return { isAllowed: false, retryAfterMs };
        if (isProbing) return { isAllowed: false, retryAfterMs: probeWaitMs };
        isProbing = true;
      }
      const began = era;
      return { isAllowed: true, settle: (outcome) => settle(began, outcome) };
    },
  };
}
