import type { Texts } from '../en.ts';

export const mail: Texts['mail'] = {
  outbox: 'Ausgang',
  templates: 'Vorlagen',
  sendTest: 'Test-Mail an mich',
  testSent: 'Eine Test-Mail an Ihre Adresse ist unterwegs.',
  recipient: 'An',
  recipientHint: 'Die ganze Adresse',
  template: 'Vorlage',
  statuses: { waiting: 'Wartet', sent: 'Versandt', failed: 'Aufgegeben' },
  attempts: 'Versuche',
  nextAttempt: 'Nächster Versuch',
  lastError: 'Letzter Fehler',
  resend: 'Noch einmal senden',
  resendConsequence: (recipient) =>
    `Dieselbe Mail geht sofort an ${recipient}. Ein Link darin kann inzwischen abgelaufen sein.`,
  onItsWay: 'Sie ist unterwegs.',
  none: 'Keine solche Mail',
  noneHint:
    'Mails stehen hier 30 Tage, ohne ihren Inhalt. Ohne Mailserver geht keine hinaus: Setzen Sie OSTIARY_SMTP_URL.',
  templatesAbout:
    'So, wie sie geschrieben werden, mit erfundenen Werten. Dateien in OSTIARY_MAIL_TEMPLATES ersetzen sie.',
  language: 'Sprache der Mail',
  overridden: (part) => `${part} aus einer Datei`,
  text: 'Text',
};
