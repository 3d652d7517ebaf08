import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { preparedInsert } from '#platform/db/prepared.ts';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import { readBacklog, type Backlog } from '#platform/jobs/backlog.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { mailColumns, toMail, toNewRow, type ClaimedMail, type StoredMail } from './outbox.table.ts';

type NewRow = ReturnType<typeof toNewRow>;

/** Sign-ins from new devices are among what writes mails. */
const insertRow = preparedInsert<NewRow>('mail_outbox', [
  ...mailColumns,
  'next_attempt_at',
  'locked_until',
  'sent_at',
  'failed_at',
  'last_error',
]);

/** In the transaction that the mail tells about: what is not committed is not sent. */
export async function insertMail(tx: Tx, mail: StoredMail): Promise<void> {
  await insertRow(tx, toNewRow(mail));
}

export type OutboxBuilder = ExpressionBuilder<Tables, 'mail_outbox'>;

/** Neither sent nor given up. */
export function isOpen(eb: OutboxBuilder): Expression<SqlBool> {
  return eb.and([eb('sent_at', 'is', null), eb('failed_at', 'is', null)]);
}

function isDue(eb: OutboxBuilder, now: number): Expression<SqlBool> {
  const isFree = eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]);
  return eb.and([isOpen(eb), eb('next_attempt_at', '<=', now), isFree]);
}

export interface MailClaim {
  now: number;
  /** From then on others may claim them again: the process that did is gone. */
  lockedUntil: number;
  limit: number;
}

/** Some of those that are due, the longest due first; each is claimed by one of many who ask at once. */
export async function claimMails(tx: Tx, { now, lockedUntil, limit }: MailClaim): Promise<ClaimedMail[]> {
  const rows = await tx
    .updateTable('mail_outbox')
    .set((eb) => ({ locked_until: lockedUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('mail_outbox')
        .select('id')
        .where((inner) => isDue(inner, now))
        .orderBy('next_attempt_at')
        .limit(limit),
    )
    // Once more: on PostgreSQL somebody else may have claimed one since the list was made.
    .where((eb) => isDue(eb, now))
    .returning(mailColumns)
    .execute();
  return rows.map(toMail);
}

/** Keeps a claim while its mail is being sent. False when somebody else has it meanwhile, or it is over. */
export async function extendClaim(
  tx: Tx,
  { id, attempts }: ClaimedMail,
  lockedUntil: number,
): Promise<boolean> {
  const extended = await tx
    .updateTable('mail_outbox')
    .set({ locked_until: lockedUntil })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where(isOpen)
    .returning('id')
    .executeTakeFirst();
  return extended !== undefined;
}

/**
 * True for the one call that ends it; whose claim it is makes no difference, it has been sent. What stood in
 * it is forgotten unless it is to be shown.
 */
export async function consumeSent(
  tx: Tx,
  id: string,
  sent: { now: number; keepsValues: boolean },
): Promise<boolean> {
  const done = await tx
    .updateTable('mail_outbox')
    .set({ sent_at: sent.now, locked_until: null, last_error: null })
    .$if(!sent.keepsValues, (query) => query.set({ values_sealed: null }))
    .where('id', '=', id)
    .where(isOpen)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

export interface FailedAttempt {
  error: string;
  now: number;
  /** Null gives it up. */
  retryAt: number | null;
}

/**
 * False when somebody else has claimed it meanwhile, or it is over. What stands in one that is given up is kept for a
 * while, so that it can be sent again.
 */
export async function consumeFailedAttempt(
  tx: Tx,
  { id, attempts }: ClaimedMail,
  { error, now, retryAt }: FailedAttempt,
): Promise<boolean> {
  const next = retryAt === null ? { failed_at: now } : { next_attempt_at: retryAt };
  const updated = await tx
    .updateTable('mail_outbox')
    .set({ ...next, locked_until: null, last_error: error })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where(isOpen)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

export function readMailBacklog(db: Db, now: number): Promise<Backlog> {
  return readBacklog(db, db.selectFrom('mail_outbox').where(isOpen), now);
}

/** The newest that were shown instead of sent, or wait to be. */
export async function listReadableMails(db: Db, limit: number): Promise<StoredMail[]> {
  const rows = await db
    .selectFrom('mail_outbox')
    .select(mailColumns)
    .where('values_sealed', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toMail);
}

/** Deletes a slice of those that were made before a time, however they ended; returns how many. */
export async function deleteMailsBefore(tx: Tx, time: number): Promise<number> {
  const due = tx.selectFrom('mail_outbox').select('id').where('created_at', '<', time).limit(pruneSlice);
  const deleted = await tx.deleteFrom('mail_outbox').where('id', 'in', due).returning('id').execute();
  return deleted.length;
}
