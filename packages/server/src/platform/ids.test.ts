import { fakeClock } from '@ostiary/testkit';
import { describe, expect, it } from 'vitest';
import { createIds, isUuid } from './ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that carry the time they were made', () => {
    const clock = fakeClock(0x0123456789ab);
    const id = createIds(clock)();
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isUuid(id)).toBe(true);
  });

  it('strictly increase within a millisecond, past the counter, and when the clock steps back', () => {
    const clock = fakeClock();
    const newId = createIds(clock);
    const ids = Array.from({ length: 10_000 }, (_, index) => {
      if (index === 5_000) clock.advance(-3_600_000);
      return newId();
    });
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are told from other text', () => {
    for (const text of [
      '',
      'x',
      '0199C5E0-0000-7000-8000-000000000000',
      '0199c5e0-0000-7000-8000-00000000000',
    ]) {
      expect(isUuid(text)).toBe(false);
    }
  });
});
