import { parseTime } from '#platform/clock.ts';

/** The text of a column; null when it holds none. */
export function textOrNull(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  // Numbers and flags are written so, too.
  return JSON.stringify(value);
}

/** The same, where nothing and an empty text are alike. */
export function textOf(value: unknown): string {
  return textOrNull(value)?.trim() ?? '';
}

/** SQLite has no flags, only 0 and 1. */
export function flagOf(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 't';
}

const hexKey = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** A key as Django writes it as text; on SQLite it keeps a UUID as `char(32)`, without hyphens. */
export function keyText(value: unknown, type: string): string {
  const text = textOrNull(value) ?? '';
  return type === 'char(32)' ? text.replace(hexKey, '$1-$2-$3-$4-$5') : text;
}

const timePattern = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,9})?(?:(Z)|([+-]\d\d)(?::?(\d\d))?)?$/;

/**
 * A time as RFC 3339 has it. Without an offset it is one of UTC: so Django keeps them on SQLite. Undefined for what is
 * no time since 1970, such as `infinity`.
 */
export function timeOf(value: unknown): string | undefined {
  const match = timePattern.exec(textOf(value));
  if (!match) return undefined;
  const [, date = '', time = '', fraction = '', , hours = '+00', minutes = '00'] = match;
  const offset = hours === '+00' && minutes === '00' ? 'Z' : `${hours}:${minutes}`;
  // PostgreSQL leaves out the zeros at the end, SQLite has what Django wrote.
  const text = `${date}T${time}${fraction.replace(/\.?0+$/, '')}${offset}`;
  return parseTime(text) >= 0 ? text : undefined;
}
