import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCircuitBreaker, type BreakerPass } from './circuit-breaker.ts';

const failures = 3;
const openMs = 1000;

describe('the circuit breaker, whatever happens', () => {
  it('lets nobody through while it is open, one at a time while it tries, and everybody after an answer', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('enter' as const) }),
        fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 1500 }) }),
        fc.record({
          kind: fc.constant('settle' as const),
          which: fc.nat(),
          outcome: fc.constantFrom('answered' as const, 'failed' as const),
        }),
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        let time = 0;
        const breaker = createCircuitBreaker({ failures, openMs, now: () => time });
        const passes: BreakerPass[] = [];
        for (const step of sequence) {
          if (step.kind === 'wait') time += step.ms;
          if (step.kind === 'settle' && passes.length > 0) {
            passes.splice(step.which % passes.length, 1)[0]?.settle(step.outcome);
          }
          if (step.kind !== 'enter') continue;
          const entry = breaker.enter();
          if (entry.isAllowed) passes.push(entry);
          else expect(entry.retryAfterMs).toBeGreaterThan(0);
          if (!entry.isAllowed) expect(entry.retryAfterMs).toBeLessThanOrEqual(openMs);
        }
        // Nobody is refused for ever: once everything has settled, somebody is let through after its time.
        for (const pass of passes) pass.settle('failed');
        time += openMs;
        const last = breaker.enter();
        expect(last.isAllowed).toBe(true);
        if (last.isAllowed) last.settle('answered');
        expect(breaker.enter().isAllowed).toBe(true);
      }),
    );
  });

  it('takes no notice of requests that began before it opened', () => {
    let time = 0;
    const breaker = createCircuitBreaker({ failures: 1, openMs, now: () => time });
    const enter = (): BreakerPass => {
      const entry = breaker.enter();
      if (!entry.isAllowed) throw new Error('Refused');
      return entry;
    };
    const [slow, quick] = [enter(), enter()];
    quick.settle('failed');
    slow.settle('answered');
    expect(breaker.enter()).toEqual({ isAllowed: false, retryAfterMs: openMs });
    time += openMs;
    enter().settle('answered');
    expect(breaker.enter().isAllowed).toBe(true);
  });
});
