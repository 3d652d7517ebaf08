import type { ErrorCode } from '@ostiary/contract';
import type { Language } from '#platform/language.rules.ts';
import { accountNotices, accountPages } from './en/account.ts';
import { accounts } from './en/accounts.ts';
import { applications } from './en/applications.ts';
import { byMail, byMailNotices } from './en/by-mail.ts';
import { devMail } from './en/dev-mail.ts';
import { engine } from './en/engine.ts';
import { interaction, scopes } from './en/interaction.ts';
import { protection } from './en/protection.ts';
import { signInFlow, signInNotices } from './en/sign-in.ts';

/** Every text that people read on the pages, in plain English. Its shape is that of every language. */
export const en = {
  language: 'en' as Language,
  /** How dates are written. */
  locale: 'en-GB',

  product: 'Ostiary',
  skip: 'Skip to the content',
  mainNavigation: 'Main',
  errorPrefix: 'Error: ',
  problems: 'There is a problem',
  optional: '(optional)',

  ...accounts,
  accountPages,
  interaction,
  scopes,
  engine,
  devMail,
  byMail,
  applications,
  ...protection,
  signInFlow,

  notices: {
    ...byMailNotices,
    ...accountNotices,
    ...signInNotices,
    'signed-out': 'You are signed out.',
    'signed-out-everywhere': 'You are signed out everywhere.',
    'signed-up': 'Your account is ready. Sign in with your new password.',
    'session-ended': 'The session is ended.',
    'application-saved': 'The application is saved.',
    'application-deleted': 'The application is deleted.',
    'secret-removed': 'The secret is removed. It cannot be used any more.',
    'access-taken-back': 'The application has no access any more.',
  },
  throttled: (seconds: number) =>
    `Too many attempts. Wait ${seconds === 1 ? 'one second' : `${seconds} seconds`}, then try again.`,

  errorPage: {
    headings: {
      403: 'You may not do this',
      404: 'There is nothing here',
      429: 'Too many requests',
      500: 'Something went wrong',
      503: 'Not available just now',
    } as Readonly<Record<number, string>>,
    otherHeading: 'That did not work',
    requestId: 'If you report this, give this number:',
    back: 'Back to the start',
  },

  /** Instead of the catalogue's words, which are for any caller. */
  errors: {
    'passwords.invalid_credentials':
      'The email, username or password is not right. Check both and try again.',
  } as Readonly<Partial<Record<ErrorCode, string>>>,
  /** Services speak English: what they say of a field, and what to say instead. `{}` stands for a number. */
  serviceTexts: {} as Readonly<Record<string, string>>,
};

export type Messages = typeof en;
