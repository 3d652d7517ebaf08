/**
 * Half a year within half an hour: every process of a soak lives by a clock that goes as clocks do, but leaves out days
 * at each step. What is kept for a month is deleted within minutes so, while leases and limits of seconds stay seconds.
 */
export interface Calendar {
  /** Real time of the first step, in epoch milliseconds. */
  startsAt: number;
  /** Real time from step to step. */
  everyMs: number;
  /** What is left out at each. */
  skipMs: number;
}

export const dayMs = 24 * 60 * 60 * 1000;
export const calendarVariable = 'SOAK_CALENDAR';

/** Steps up to this moment of real time. */
export function stepsAt({ startsAt, everyMs }: Calendar, realMs: number): number {
  return Math.max(0, Math.floor((realMs - startsAt) / everyMs) + 1);
}

export function timeAt(calendar: Calendar, realMs: number): number {
  return realMs + stepsAt(calendar, realMs) * calendar.skipMs;
}

/** Real time of the next step. */
export function nextStepAt(calendar: Calendar, realMs: number): number {
  return calendar.startsAt + stepsAt(calendar, realMs) * calendar.everyMs;
}
