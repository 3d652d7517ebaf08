import type { Language } from '#platform/language.rules.ts';
import type { MailService, MailTemplate } from './mail.types.ts';

/** A mail as it was asked for. */
export interface RecordedMail {
  template: MailTemplate;
  to: string;
  language: Language;
  values: Record<string, string>;
}

/** Takes note of mails instead of writing them down. */
export function recordingMail(): MailService & { mails: RecordedMail[] } {
  const mails: RecordedMail[] = [];
  return {
    mails,
    isOn: true,
    enqueue(_tx, mail) {
      mails.push(mail);
      return Promise.resolve();
    },
    deliver: () => Promise.resolve(0),
    shown: () => Promise.resolve([]),
    start: () => undefined,
    stop: () => Promise.resolve(),
    prune: () => Promise.resolve(0),
  };
}
