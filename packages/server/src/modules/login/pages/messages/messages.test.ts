import { errorCatalogue, type ErrorCode } from '@ostiary/contract';
import { describe, expect, it } from 'vitest';
import { AppError } from '#platform/errors.ts';
import { dateText } from '../dates.ts';
import { languages } from '#platform/language.rules.ts';
import { messagesIn, noticeFor, translated, wordsFor } from './messages.ts';

const { en, de } = messagesIn;

/** Every text of a language by its path; functions are called with what says where its arguments went. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return [[path, String((value as (...args: string[]) => unknown)('⟨1⟩', '⟨2⟩'))]];
  return Object.entries(value ?? {}).flatMap(([key, part]) => texts(part, `${path}/${key}`));
}

const placeholders = (text: string): string[] => (text.match(/⟨\d⟩/g) ?? []).sort();
/** What is the same in both languages. */
const sameInBoth =
  /^\/(locale|product|account\/name|interaction\/application\/homepage|engine\/device\/code|signInFlow\/(factor\/code|setUp\/passkeyName)|applications\/form\/(name|scopes)|interaction\/consent\/ofService)$/;
const ofOneLanguage = /^\/(errors|serviceTexts)\//;

describe('the languages', () => {
  it('say the same things', () => {
    const keys = (language: keyof typeof messagesIn): string[] =>
      texts(messagesIn[language])
        .map(([path]) => path)
        .filter((path) => !ofOneLanguage.test(path));
    for (const language of languages) expect(keys(language), language).toEqual(keys('en'));
  });

  it('leave nothing in English, and nothing empty', () => {
    const german = new Map(texts(de));
    for (const [path, text] of texts(en)) {
      if (ofOneLanguage.test(path) || sameInBoth.test(path)) continue;
      expect(german.get(path), path).not.toBe(text);
      expect(german.get(path)?.trim(), path).not.toBe('');
    }
  });

  it('put in what they are given', () => {
    const german = new Map(texts(de));
    for (const [path, text] of texts(en)) {
      if (!ofOneLanguage.test(path))
        expect(placeholders(german.get(path) ?? ''), path).toEqual(placeholders(text));
    }
  });

  it('address people formally in German', () => {
    for (const [path, text] of texts(de)) expect(text, path).not.toMatch(/\b(du|dich|dir|dein\w*)\b/i);
  });
});

describe('the words for an error', () => {
  const shown: ErrorCode[] = [
    'request.form_expired',
    'request.csrf_failed',
    'request.not_found',
    'request.precondition_failed',
    'passwords.invalid_credentials',
    'passwords.busy',
    'users.sign_up_closed',
    'applications.not_found',
    'applications.too_many',
    'applications.too_many_secrets',
    'access.denied',
    'service.unavailable',
    'internal',
  ];

  it.each(shown)('%s are German for who reads German', (code) => {
    expect(wordsFor(de, new AppError(code))).not.toBe(errorCatalogue[code].message);
    expect(wordsFor(de, new AppError(code))).not.toBe(wordsFor(en, new AppError(code)));
  });

  it('stay as they are when nobody translated them', () => {
    expect(wordsFor(de, new AppError('transfer.run_busy'))).toBe(errorCatalogue['transfer.run_busy'].message);
  });

  it('say how long to wait', () => {
    const error = new AppError('request.throttled', { retryAfterSeconds: 90 });
    expect(wordsFor(en, error)).toContain('Wait 90 seconds');
    expect(wordsFor(de, error)).toContain('Warten Sie 90 Sekunden');
  });
});

describe('what services say of fields', () => {
  it.each([
    ['This password is too common.', 'Dieses Passwort wird zu häufig verwendet.'],
    [
      'This password is too short. It must contain at least 12 characters.',
      'Dieses Passwort ist zu kurz. Es muss mindestens 12 Zeichen lang sein.',
    ],
    ['Use 1 to 100 visible characters.', 'Verwenden Sie 1 bis 100 sichtbare Zeichen.'],
    [
      'Use https; http is only for 127.0.0.1, [::1] and localhost.',
      'Verwenden Sie https; http ist nur für 127.0.0.1, [::1] und localhost erlaubt.',
    ],
    ['Something new with 3 parts.', 'Something new with 3 parts.'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ])('%j is %j in German', (english, german) => {
    expect(translated(de, english)).toBe(german);
    expect(translated(en, english)).toBe(english);
  });
});

describe('a notice', () => {
  it('is only one that is known', () => {
    expect(noticeFor(de, 'signed-out')).toBe('Sie sind abgemeldet.');
    for (const key of ['', 'x', 'constructor', '__proto__']) expect(noticeFor(en, key)).toBeUndefined();
  });
});

describe('a date', () => {
  const at = Date.UTC(2026, 10, 27, 9, 5);

  it.each([
    ['en', 'day', '27 November 2026'],
    ['en', 'minute', '27 Nov 2026, 09:05 UTC'],
    ['de', 'day', '27. November 2026'],
    ['de', 'minute', '27.11.2026, 09:05 UTC'],
  ] as const)('in %s as a %s is %s', (language, precision, expected) => {
    expect(dateText(messagesIn[language], at, precision)).toBe(expected);
  });
});
