import type { AppError } from '#platform/errors.ts';
import type { Language } from '#platform/language.rules.ts';
import { de } from './de.ts';
import { en, type Messages } from './en.ts';

export { en, type Messages };

export const messagesIn: Readonly<Record<Language, Messages>> = { en, de };

export type NoticeKey = keyof Messages['notices'];

function isNoticeKey(messages: Messages, key: string): key is NoticeKey {
  return Object.hasOwn(messages.notices, key);
}

/** The notice that a page shows after a redirect; only keys known here, so a link cannot invent texts. */
export function noticeFor(messages: Messages, key: string): string | undefined {
  return isNoticeKey(messages, key) ? messages.notices[key] : undefined;
}

/** What a service said of a field, in the reader's language if that has words for it. */
export function translated({ serviceTexts }: Messages, text: string): string {
  const numbers: string[] = text.match(/\d+/g) ?? [];
  const pattern = text.replace(/\d+/g, '{}');
  const words = Object.hasOwn(serviceTexts, pattern) ? serviceTexts[pattern] : undefined;
  return words?.replaceAll('{}', () => numbers.shift() ?? '') ?? text;
}

/** The words for a refusal as a whole: for its message, else for its code, else those of the error. */
export function wordsFor(messages: Messages, error: AppError): string {
  if (error.retryAfterSeconds !== undefined && error.code === 'request.throttled') {
    return messages.throttled(error.retryAfterSeconds);
  }
  const words = translated(messages, error.message);
  return words === error.message ? (messages.errors[error.code] ?? words) : words;
}
