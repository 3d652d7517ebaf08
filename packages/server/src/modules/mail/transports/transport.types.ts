import type { Language } from '#platform/language.rules.ts';
import type { WrittenMail } from '../mail.types.ts';

/** A mail with what goes into its headers. */
export interface OutgoingMail extends WrittenMail {
  language: Language;
  /** When it was written down: the same at every attempt. Epoch milliseconds. */
  createdAt: number;
  /** The link or the code that it is about. */
  point: string | null;
}

/** What came of one attempt. */
export type MailOutcome =
  | { isSent: true }
  | {
      isSent: false;
      /** For operators: in our own words, without what the mail or the server says. */
      error: string;
      /** It will not be otherwise in some hours. */
      isHopeless: boolean;
      /** It was not about this mail: the next one would fare no better. */
      isServerDown: boolean;
    };

/** Mails that go out together. */
export interface MailRun {
  /** Never rejects. Gives up when the signal says so. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<MailOutcome>;
  /** Lets go of what was opened for it. */
  close(): void;
}

export interface MailTransport {
  /** Whether mails are shown to who develops, and so keep what stands in them. */
  readonly isShown: boolean;
  begin(): MailRun;
}
