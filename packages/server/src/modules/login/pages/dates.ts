import type { Messages } from './messages/messages.ts';

const formats = {
  day: { dateStyle: 'long', timeZone: 'UTC' },
  minute: { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a format costs more than using it a thousand times. */
const made = new Map<string, Intl.DateTimeFormat>();

/** A day, or a minute in UTC, as the reader writes it. */
export function dateText({ locale }: Messages, at: number, precision: keyof typeof formats): string {
  const key = `${locale} ${precision}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, formats[precision]);
  made.set(key, format);
  return precision === 'day' ? format.format(at) : `${format.format(at)} UTC`;
}
