import type { Config } from '#config';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { Backlog } from '#platform/jobs/backlog.ts';
import type { Language } from '#platform/language.rules.ts';
import type { MailAct } from './mail.deps.ts';
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

export type MailStatus = 'waiting' | 'sent' | 'failed';

/** What is known of a mail. Never what stands in it. */
export interface MailRecord {
  id: string;
  template: string;
  language: string;
  recipient: string;
  status: MailStatus;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
  attempts: number;
  nextAttemptAt: number | null;
  sentAt: number | null;
  /** When it was given up. */
  failedAt: number | null;
  lastError: string | null;
  /** Until then one that failed can be sent again. */
  resendUntil: number | null;
}

export interface MailFilter {
  status?: MailStatus | undefined;
  template?: string | undefined;
  /** The whole address. */
  recipient?: string | undefined;
}

export interface MailRecords {
  /** Newest first; `before` is the `next` of the page before. */
  list(
    search: MailFilter & { limit: number; before?: string | undefined },
  ): Promise<{ items: MailRecord[]; next: string | null }>;
  /** Errors: `mail.not_found`. */
  get(id: string): Promise<MailRecord>;
  /**
   * Sends one that was given up, or waits, at once; where it fails it is tried again or given up as before.
   * Errors: `mail.not_found`, `mail.off`, `mail.sent_already`, `mail.under_way`, `mail.forgotten`.
   */
  resend(act: MailAct, id: string): Promise<MailRecord>;
}

/** A template in one language, written with values that are made up. */
export interface MailPreview {
  name: string;
  language: Language;
  subject: string;
  text: string;
  html: string;
  /** The parts that a file replaces. */
  overridden: string[];
}

export interface MailPreviews {
  list(): Promise<
    {
      name: string;
      placeholders: string[];
      languages: Pick<MailPreview, 'language' | 'subject' | 'overridden'>[];
    }[]
  >;
  /** Errors: `mail.template_not_found`. */
  preview(name: string, language: Language): Promise<MailPreview>;
}

export interface MailService {
  readonly transport: Config['mail']['transport'];
  readonly records: MailRecords;
  readonly previews: MailPreviews;
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
  backlog(): Promise<Backlog>;
  start(): void;
  stop(): Promise<void>;
  /** Deletes a slice of what was sent or given up more than 30 days ago, and forgets what stood in what was given up before 72 hours. */
  prune(tx: Tx, now: number): Promise<number>;
}
