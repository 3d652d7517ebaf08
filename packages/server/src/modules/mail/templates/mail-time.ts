import type { Language } from '#platform/language.rules.ts';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

/** An ISO 8601 instant as people write it, in UTC; anything else as it is. */
export function readableTime(value: string, language: Language): string {
  const at = instantPattern.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) return value;
  const format = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(at)} UTC`;
}
