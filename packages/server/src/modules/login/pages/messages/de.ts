import { accountNotices, accountPages } from './de/account.ts';
import { accounts } from './de/accounts.ts';
import { applications } from './de/applications.ts';
import { byMail, byMailNotices } from './de/by-mail.ts';
import { devMail } from './de/dev-mail.ts';
import { engine } from './de/engine.ts';
import { interaction, scopes } from './de/interaction.ts';
import { protection } from './de/protection.ts';
import { signInFlow, signInNotices } from './de/sign-in.ts';
import { errors, serviceTexts } from './de/services.ts';
import type { Messages } from './en.ts';

/** German, with the formal “Sie”. */
export const de: Messages = {
  language: 'de',
  locale: 'de-DE',

  product: 'Ostiary',
  skip: 'Zum Inhalt springen',
  mainNavigation: 'Hauptnavigation',
  errorPrefix: 'Fehler: ',
  problems: 'Es gibt ein Problem',
  optional: '(freiwillig)',

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
    'signed-out': 'Sie sind abgemeldet.',
    'signed-out-everywhere': 'Sie sind überall abgemeldet.',
    'signed-up': 'Ihr Konto ist angelegt. Melden Sie sich mit Ihrem neuen Passwort an.',
    'session-ended': 'Die Sitzung ist beendet.',
    'application-saved': 'Die Anwendung ist gespeichert.',
    'application-deleted': 'Die Anwendung ist gelöscht.',
    'secret-removed': 'Das Geheimnis ist entfernt. Es kann nicht mehr verwendet werden.',
    'access-taken-back': 'Die Anwendung hat keinen Zugriff mehr.',
  },
  throttled: (seconds) =>
    `Zu viele Versuche. Warten Sie ${seconds === 1 ? 'eine Sekunde' : `${seconds} Sekunden`} und versuchen Sie es dann noch einmal.`,

  errorPage: {
    headings: {
      403: 'Das dürfen Sie nicht',
      404: 'Hier gibt es nichts',
      429: 'Zu viele Anfragen',
      500: 'Etwas ist schiefgegangen',
      503: 'Im Moment nicht verfügbar',
    },
    otherHeading: 'Das hat nicht geklappt',
    requestId: 'Wenn Sie dies melden, geben Sie diese Nummer an:',
    back: 'Zurück zum Anfang',
  },

  errors,
  serviceTexts,
};
