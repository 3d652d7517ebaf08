import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import { readBacklog, type Backlog } from '#platform/jobs/backlog.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { logoutColumns, toLogout, toNewRow, type Logout, type NewLogout } from './backchannel.table.ts';

/** How many rows one statement takes. */
const maxInserted = 500;

/**
 * Notes whom to tell, in the transaction that ends the sessions: what is not committed is not sent. A client is
 * told once of each session.
 */
export async function enqueueLogouts(tx: Tx, logouts: readonly NewLogout[], now: number): Promise<void> {
  for (let from = 0; from < logouts.length; from += maxInserted) {
    await tx
      .insertInto('backchannel_logouts')
      .values(logouts.slice(from, from + maxInserted).map((logout) => toNewRow(logout, now)))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

type LogoutsBuilder = ExpressionBuilder<Tables, 'backchannel_logouts'>;

/** Neither delivered nor given up. */
function isOpen(eb: LogoutsBuilder): Expression<SqlBool> {
  return eb.and([eb('done_at', 'is', null), eb('failed_at', 'is', null)]);
}

function isDue(eb: LogoutsBuilder, now: number): Expression<SqlBool> {
  const isFree = eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]);
  return eb.and([isOpen(eb), eb('next_attempt_at', '<=', now), isFree]);
}

export interface LogoutClaim {
  now: number;
  /** From then on others may claim them again: the process that did is gone. */
  lockedUntil: number;
  limit: number;
  /** Clients that nothing more is to be sent to just now. */
  exceptClientIds: readonly string[];
}

/** Some of those that are due, the longest due first; each is claimed by one of many who ask at once. */
export async function claimLogouts(tx: Tx, claim: LogoutClaim): Promise<Logout[]> {
  const { now, exceptClientIds } = claim;
  const rows = await tx
    .updateTable('backchannel_logouts')
    .set((eb) => ({ locked_until: claim.lockedUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', (eb) => {
      const due = eb
        .selectFrom('backchannel_logouts')
        .select('id')
        .where((inner) => isDue(inner, now))
        .orderBy('next_attempt_at')
        .limit(claim.limit);
      return exceptClientIds.length === 0 ? due : due.where('client_id', 'not in', exceptClientIds);
    })
    // Once more: on PostgreSQL somebody else may have claimed one since the list was made.
    .where((eb) => isDue(eb, now))
    .returning(logoutColumns)
    .execute();
  return rows.map(toLogout);
}

/** True for the one call that ends it; whose claim it is makes no difference, the client has been told. */
export async function consumeDelivered(tx: Tx, id: string, now: number): Promise<boolean> {
  const done = await tx
    .updateTable('backchannel_logouts')
    .set({ done_at: now, locked_until: null, last_error: null })
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

/** False when somebody else has claimed it meanwhile, or it is over. */
export async function consumeFailedAttempt(
  tx: Tx,
  { id, attempts }: Logout,
  { error, now, retryAt }: FailedAttempt,
): Promise<boolean> {
  const next = retryAt === null ? { failed_at: now } : { next_attempt_at: retryAt };
  const updated = await tx
    .updateTable('backchannel_logouts')
    .set({ ...next, locked_until: null, last_error: error })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where(isOpen)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

export function readLogoutBacklog(db: Db, now: number): Promise<Backlog> {
  return readBacklog(db, db.selectFrom('backchannel_logouts').where(isOpen), now);
}

const keepMs = 7 * 24 * 60 * 60 * 1000;

/** Deletes those that are over, a week after they were made; returns how many. */
export async function pruneLogouts(tx: Tx, now: number): Promise<number> {
  const due = tx
    .selectFrom('backchannel_logouts')
    .select('id')
    .where('created_at', '<', now - keepMs)
    .where((eb) => eb.not(isOpen(eb)))
    .limit(pruneSlice);
  const deleted = await tx.deleteFrom('backchannel_logouts').where('id', 'in', due).returning('id').execute();
  return deleted.length;
}
