/** Mail. */
export const mail = {
  outbox: 'Outbox',
  templates: 'Templates',
  sendTest: 'Send me a test mail',
  testSent: 'A test mail is on its way to your address.',
  recipient: 'To',
  recipientHint: 'The whole address',
  template: 'Template',
  statuses: { waiting: 'Waiting', sent: 'Sent', failed: 'Given up' },
  attempts: 'Attempts',
  nextAttempt: 'Next attempt',
  lastError: 'Last error',
  resend: 'Send again',
  resendConsequence: (recipient: string) =>
    `The same mail goes to ${recipient} at once. A link in it may have expired meanwhile.`,
  onItsWay: 'It is on its way.',
  none: 'No mail like that',
  noneHint:
    'Mails are listed for 30 days, without what stands in them. A server without a mail server sends none: set OSTIARY_SMTP_URL.',
  templatesAbout: 'As they are written, with made-up values. Files in OSTIARY_MAIL_TEMPLATES replace them.',
  language: 'Language of the mail',
  overridden: (part: string) => `${part} from a file`,
  text: 'Text',
};
