import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, usualPace } from './pace.ts';

describe('the time before another try', () => {
  it('grows, stays within bounds, and is never none', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), chance, (failures, luck) => {
        const wait = backoffMs(usualPace, failures, { chance: luck });
        expect(wait).toBeGreaterThanOrEqual(usualPace.backoffFirstMs / 2);
        expect(wait).toBeLessThanOrEqual(usualPace.backoffMostMs);
        expect(backoffMs(usualPace, failures + 1, { chance: luck })).toBeGreaterThanOrEqual(wait);
      }),
    );
  });

  it('is what the server asks for, up to five minutes', () => {
    expect(backoffMs(usualPace, 1, { chance: 0, retryAfterMs: 20_000 })).toBe(20_000);
    expect(backoffMs(usualPace, 1, { chance: 0, retryAfterMs: 9_000_000 })).toBe(300_000);
  });
});
