import { pickLanguage, type Language } from '#platform/language.rules.ts';

interface MailOutboxTable {
  /** UUIDv7; the part of the Message-ID before the `@`. */
  id: string;
  template: string;
  language: string;
  recipient: string;
  /**
   * JSON object, sealed. Null when it was sent, unless it is shown instead, and some days after it was given up.
   */
  values_sealed: string | null;
  created_at: number;
  /** How often it was claimed. */
  attempts: number;
  next_attempt_at: number;
  /** Until then it is somebody's to send; null when it is nobody's. */
  locked_until: number | null;
  sent_at: number | null;
  /** When it was given up. */
  failed_at: number | null;
  last_error: string | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    mail_outbox: MailOutboxTable;
  }
}

/** A mail as it waits. */
export interface StoredMail {
  id: string;
  template: string;
  language: Language;
  recipient: string;
  valuesSealed: string | null;
  createdAt: number;
}

/** One that was claimed. */
export interface ClaimedMail extends StoredMail {
  /** This attempt included. Says whose claim it is: a later one counts higher. */
  attempts: number;
}

export const mailColumns = [
  'id',
  'template',
  'language',
  'recipient',
  'values_sealed',
  'created_at',
  'attempts',
] as const;

type MailRow = Pick<MailOutboxTable, (typeof mailColumns)[number]>;

export function toMail(row: MailRow): ClaimedMail {
  return {
    id: row.id,
    template: row.template,
    language: pickLanguage([row.language]),
    recipient: row.recipient,
    valuesSealed: row.values_sealed,
    createdAt: row.created_at,
    attempts: row.attempts,
  };
}

export function toNewRow(mail: StoredMail): MailOutboxTable {
  return {
    id: mail.id,
    template: mail.template,
    language: mail.language,
    recipient: mail.recipient,
    values_sealed: mail.valuesSealed,
    created_at: mail.createdAt,
    attempts: 0,
    next_attempt_at: mail.createdAt,
    locked_until: null,
    sent_at: null,
    failed_at: null,
    last_error: null,
  };
}
