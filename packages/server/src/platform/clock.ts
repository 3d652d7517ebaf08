/** The time, passed to whatever needs it so that tests can turn it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** Whole seconds since 1970, as JWT claims count them (RFC 7519, NumericDate). */
export function epochSeconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}

/** ISO 8601 in UTC for people and JSON. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/**
 * Epoch milliseconds of a time of RFC 3339. NaN for one that is none: the 30th of February among them, which
 * `Date.parse` takes for a day of March.
 */
export function parseTime(text: string): number {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)[Tt]/.exec(text) ?? [];
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return isDay ? Date.parse(text) : Number.NaN;
}

/** Names files in the order of time, such as `20261127T163000Z`. */
export function fileStamp(atMs: number): string {
  return isoTime(atMs).replace(/[-:]|\.\d+/g, '');
}
