import type { Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import type { MailFilter, MailRecord, MailStatus } from '../mail.types.ts';
import { isOpen, type OutboxBuilder } from './outbox.store.ts';

/** How long what stands in a mail that was given up is kept, so that it can be sent again. */
export const keepFailedMs = 72 * 60 * 60 * 1000;

/** Never what stands in it, only whether it is still there. */
const recordColumns = [
  ...(['id', 'template', 'language', 'recipient', 'created_at', 'attempts'] as const),
  ...(['next_attempt_at', 'sent_at', 'failed_at', 'last_error'] as const),
] as const;

type RecordRow = Pick<Selectable<Tables['mail_outbox']>, (typeof recordColumns)[number]> & {
  has_values: unknown;
};

function statusOf({ sent_at: sentAt, failed_at: failedAt }: RecordRow): MailStatus {
  if (sentAt !== null) return 'sent';
  return failedAt === null ? 'waiting' : 'failed';
}

function toRecord(row: RecordRow): MailRecord {
  const status = statusOf(row);
  const isKept = status === 'failed' && Boolean(row.has_values);
  return {
    ...{ id: row.id, template: row.template, language: row.language, recipient: row.recipient, status },
    ...{ createdAt: row.created_at, attempts: row.attempts, lastError: row.last_error },
    nextAttemptAt: status === 'waiting' ? row.next_attempt_at : null,
    sentAt: row.sent_at,
    failedAt: row.failed_at,
    resendUntil: isKept && row.failed_at !== null ? row.failed_at + keepFailedMs : null,
  };
}

function selectRecords(db: Db) {
  return db
    .selectFrom('mail_outbox')
    .select(recordColumns)
    .select((eb) => eb('values_sealed', 'is not', null).as('has_values'));
}

function isOfStatus(eb: OutboxBuilder, status: MailStatus) {
  if (status === 'waiting') return isOpen(eb);
  return status === 'sent' ? eb('sent_at', 'is not', null) : eb('failed_at', 'is not', null);
}

export interface MailSearch extends MailFilter {
  limit: number;
  /** Older than this one. */
  before?: string | undefined;
}

/** Newest first: ids are in the order of time. */
export async function listMailRecords(db: Db, search: MailSearch): Promise<MailRecord[]> {
  const { status, template, recipient, before, limit } = search;
  const rows = await selectRecords(db)
    .$if(status !== undefined, (query) =>
      query.where((eb) => (status === undefined ? eb.lit(true) : isOfStatus(eb, status))),
    )
    .$if(template !== undefined, (query) => query.where('template', '=', template ?? ''))
    .$if(recipient !== undefined, (query) => query.where('recipient', '=', recipient ?? ''))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

export async function findMailRecord(db: Db, id: string): Promise<MailRecord | undefined> {
  const row = await selectRecords(db).where('id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/**
 * Makes one that was given up, or waits, due at once. False when it is none of these: sent, being sent, or not to be
 * written any more. One statement, so that of a resend and a delivery at the same time one wins.
 */
export async function updateToResent(tx: Tx, id: string, now: number): Promise<boolean> {
  const updated = await tx
    .updateTable('mail_outbox')
    .set({ failed_at: null, next_attempt_at: now, locked_until: null })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('values_sealed', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('failed_at', '>', now - keepFailedMs),
        eb.and([
          eb('failed_at', 'is', null),
          eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]),
        ]),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Forgets what stood in those that were given up long enough ago; returns of how many. */
export async function forgetFailedValues(tx: Tx, now: number): Promise<number> {
  const forgotten = await tx
    .updateTable('mail_outbox')
    .set({ values_sealed: null })
    .where('failed_at', '<=', now - keepFailedMs)
    .where('values_sealed', 'is not', null)
    .returning('id')
    .execute();
  return forgotten.length;
}
