import type { Db, Tx } from '#platform/db/schema.ts';
import type { Language } from '#platform/language.rules.ts';
import type { mailTemplates } from './mail-templates.ts';

/** A mail that Ostiary writes, by the name of its template. */
export type MailTemplate = keyof typeof mailTemplates;

/** What its template speaks of. */
export type MailValues<T extends MailTemplate> = Record<(typeof mailTemplates)[T][number], string>;

export interface NewMail<T extends MailTemplate = MailTemplate> {
  template: T;
  /** One address. */
  to: string;
  language: Language;
  /** Sealed at rest, and forgotten when the mail is sent: links that let somebody in are among them. */
  values: MailValues<T>;
}

/** A mail as it goes out. */
export interface WrittenMail {
  /** Stable: the same at every attempt (RFC 5322 section 3.6.4), so that what is sent twice is shown once. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** A mail of a server under development, which prints and shows instead of sending. */
export interface ShownMail extends WrittenMail {
  id: string;
  /** Epoch milliseconds. */
  createdAt: number;
  template: string;
}

export interface MailService {
  /** False where no mail is sent: what needs it is not offered. */
  readonly isOn: boolean;
  /**
   * Writes a mail down in the caller's transaction: it is sent if that commits, at least once, by a job of any
   * process. Nothing where mail is off.
   */
  enqueue<T extends MailTemplate>(tx: Tx, mail: NewMail<T>): Promise<void>;
  /** One round now, as the job does it. Returns how many were sent. */
  deliver(): Promise<number>;
  /** The newest mails, written out, where they are shown instead of sent; else none. */
  shown(db: Db, limit: number): Promise<ShownMail[]>;
  start(): void;
  stop(): Promise<void>;
  /** Deletes what was sent or given up more than 30 days ago. */
  prune(tx: Tx, now: number): Promise<number>;
}
