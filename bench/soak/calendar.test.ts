import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { calendarVariable, dayMs, nextStepAt, stepsAt, timeAt, type Calendar } from './calendar.ts';

const calendar: Calendar = { startsAt: 1_000_000, everyMs: 30_000, skipMs: 3 * dayMs };

describe('the calendar of a soak', () => {
  it('goes as clocks do between steps, and leaves out days at each', () => {
    expect(timeAt(calendar, 999_999)).toBe(999_999);
    expect(timeAt(calendar, 1_000_000)).toBe(1_000_000 + 3 * dayMs);
    expect(timeAt(calendar, 1_029_999) - timeAt(calendar, 1_000_000)).toBe(29_999);
    expect(timeAt(calendar, 1_030_000)).toBe(1_030_000 + 6 * dayMs);
    expect(stepsAt(calendar, 1_000_000 + 59 * 30_000)).toBe(60);
  });

  it('knows its next step', () => {
    expect(nextStepAt(calendar, 5)).toBe(1_000_000);
    expect(nextStepAt(calendar, 1_000_000)).toBe(1_030_000);
    expect(nextStepAt(calendar, 1_029_999)).toBe(1_030_000);
  });

  it('is what a program lives by that is started with it', () => {
    const preload = new URL('calendar-preload.ts', import.meta.url).href;
    const program = `
      const made = new Date();
      const garbage = new WeakRef({ of: 'the start' });
      const timer = setInterval(() => {
        clearInterval(timer);
        console.log('hour');
        console.log(garbage.deref() === undefined ? 'collected' : 'kept');
      }, 3_600_000);
      console.log(JSON.stringify([Date.now(), made.getTime(), made instanceof Date, new Date(5).getTime(),
        Date.parse('1970-01-01T00:00:01Z'), new Date(0).toISOString()]));`;
    const started: Calendar = { startsAt: Date.now() - 100, everyMs: 2_000, skipMs: 400 * dayMs };
    const output = execFileSync(process.execPath, ['--import', preload, '-e', program], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { ...process.env, [calendarVariable]: JSON.stringify(started) },
      encoding: 'utf8',
    });
    const [line = '', hour, garbage] = output.trim().split('\n');
    const [now = 0, made = 0, ...others] = JSON.parse(line) as number[];
    expect([hour, garbage]).toEqual(['hour', 'collected']);
    expect((now - Date.now()) / dayMs).toBeGreaterThan(399);
    expect(Math.abs(made - now)).toBeLessThan(1_000);
    expect(others).toEqual([true, 5, 1000, '1970-01-01T00:00:00.000Z']);
  });
});
