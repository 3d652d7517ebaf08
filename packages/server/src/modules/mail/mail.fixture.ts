import type { Language } from '#platform/language.rules.ts';
import type { MailPreviews, MailRecords, MailService, MailTemplate } from './mail.types.ts';

/** A mail as it was asked for. */
export interface RecordedMail {
  template: MailTemplate;
  to: string;
  language: Language;
  values: Record<string, string>;
}

/** Nobody reads in tests of what writes. */
const unread: unknown = {};

/** Takes note of mails instead of writing them down. */
export function recordingMail(): MailService & { mails: RecordedMail[] } {
  const mails: RecordedMail[] = [];
  return {
    mails,
    transport: 'smtp',
    records: unread as MailRecords,
    previews: unread as MailPreviews,
    isOn: true,
    enqueue(_tx, mail) {
      mails.push(mail);
      return Promise.resolve();
    },
    deliver: () => Promise.resolve(0),
    shown: () => Promise.resolve([]),
    backlog: () => Promise.resolve({ waiting: 0, oldestSeconds: 0, overdueSeconds: 0 }),
    start: () => undefined,
    stop: () => Promise.resolve(),
    prune: () => Promise.resolve(0),
  };
}
