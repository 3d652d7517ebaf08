import type { User } from '#modules/users';
import { preparedLookup, preparedInsert } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import {
  holderColumns,
  sessionColumns,
  toHolder,
  toSession,
  type HolderRow,
  type SessionRow,
} from './sessions.table.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import type { Session, SessionState } from './sessions.types.ts';

const insertRow = preparedInsert<SessionRow & { secret_hash: string | null }>('sessions', [
  ...sessionColumns,
  'secret_hash',
]);

export async function insertSession(tx: Tx, session: Session, secretHash: string | null): Promise<void> {
  await insertRow(tx, {
    id: session.id,
    user_id: session.userId,
    secret_hash: secretHash,
    created_at: session.createdAt,
    last_seen_at: session.lastSeenAt,
    expires_at: session.expiresAt,
    authenticated_at: session.authenticatedAt,
    amr: JSON.stringify(session.amr),
    acr: session.acr,
    address: session.address,
    user_agent: session.userAgent,
    ended_at: null,
    end_reason: null,
  });
}

export async function findSession(db: Db, id: string): Promise<Session | undefined> {
  const row = await db.selectFrom('sessions').select(sessionColumns).where('id', '=', id).executeTakeFirst();
  return row && toSession(row);
}

const joinedSessionColumns = sessionColumns.map((name) => `sessions.${name}` as const);

type SecretRow = SessionRow & HolderRow;
/** Every session column is null when the user has no such session. */
type SidRow = { [K in keyof SessionRow]: SessionRow[K] | null } & HolderRow;

function isSessionRow(row: SidRow): row is SidRow & SessionRow {
  return row.id !== null;
}

const sessionBySecret = preparedLookup<SecretRow>((db) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([...joinedSessionColumns, ...holderColumns])
    .where('sessions.secret_hash', '=', '')
    .where('sessions.expires_at', '>', 0)
    .where('users.is_active', '=', 1)
    .where('sessions.ended_at', 'is', null),
);
const sessionById = preparedLookup<SecretRow>((db) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([...joinedSessionColumns, ...holderColumns])
    .where('sessions.id', '=', '')
    .where('sessions.expires_at', '>', 0)
    .where('users.is_active', '=', 1)
    .where('sessions.ended_at', 'is', null),
);
const sessionWithUser = preparedLookup<SidRow>((db) =>
  db
    .selectFrom('users')
    .leftJoin('sessions', (join) =>
      join.onRef('sessions.user_id', '=', 'users.id').on('sessions.id', '=', ''),
    )
    .select([...joinedSessionColumns, ...holderColumns])
    .where('users.id', '=', ''),
);

/** The live session of a cookie, with its active user. */
export async function findSessionBySecretHash(
  db: Db,
  hash: string,
  now: number,
): Promise<{ session: Session; user: User } | undefined> {
  const [row] = await sessionBySecret(db, hash, now, 1);
  return row && { session: toSession(row), user: toHolder(row) };
}

/** A user, active or not, and that session of theirs in whatever state. */
export async function findSessionWithUser(
  db: Db,
  sessionId: string,
  userId: string,
): Promise<{ session: Session | undefined; user: User } | undefined> {
  const [row] = await sessionWithUser(db, sessionId, userId);
  return row && { session: isSessionRow(row) ? toSession(row) : undefined, user: toHolder(row) };
}

/** A live session with its active user, by its id alone. */
export async function findLiveSession(
  db: Db,
  id: string,
  now: number,
): Promise<{ session: Session; user: User } | undefined> {
  const [row] = await sessionById(db, id, now, 1);
  return row && { session: toSession(row), user: toHolder(row) };
}

export interface Renewal {
  id: string;
  userId: string;
  secretHash: string;
  amr: string[];
  acr: string;
  now: number;
  expiresAt: number;
}

/** Undefined when the session has ended or is not this user's. */
export async function updateToRenewed(tx: Tx, renewal: Renewal): Promise<Session | undefined> {
  const row = await tx
    .updateTable('sessions')
    .set({
      secret_hash: renewal.secretHash,
      amr: JSON.stringify(renewal.amr),
      acr: renewal.acr,
      authenticated_at: renewal.now,
      last_seen_at: renewal.now,
      expires_at: renewal.expiresAt,
    })
    .where('id', '=', renewal.id)
    .where('user_id', '=', renewal.userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', renewal.now)
    .returning(sessionColumns)
    .executeTakeFirst();
  return row && toSession(row);
}

/** Only a session with a cookie gets a new secret for it. Undefined when it has ended or is not this user's. */
export async function updateToProved(
  tx: Tx,
  proof: Omit<Renewal, 'expiresAt'>,
): Promise<{ session: Session; hasCookie: boolean } | undefined> {
  const row = await tx
    .updateTable('sessions')
    .set((eb) => ({
      secret_hash: eb.case().when('secret_hash', 'is', null).then(null).else(proof.secretHash).end(),
      amr: JSON.stringify(proof.amr),
      acr: proof.acr,
      authenticated_at: proof.now,
      last_seen_at: proof.now,
    }))
    .where('id', '=', proof.id)
    .where('user_id', '=', proof.userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', proof.now)
    .returning([...sessionColumns, 'secret_hash'])
    .executeTakeFirst();
  return row && { session: toSession(row), hasCookie: row.secret_hash !== null };
}

export interface SessionListing {
  now: number;
  limit: number;
  /** The id of the last one of the page before. */
  before: string | undefined;
  state: SessionState;
}

/** Newest first. One run of the index of a user's sessions, which keeps no more than a month of ended ones. */
export async function listSessions(db: Db, userId: string, page: SessionListing): Promise<Session[]> {
  const { now, state } = page;
  let query = db
    .selectFrom('sessions')
    .select(sessionColumns)
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  if (state === 'live') query = query.where('ended_at', 'is', null).where('expires_at', '>', now);
  if (state === 'ended') {
    query = query.where((eb) => eb.or([eb('ended_at', 'is not', null), eb('expires_at', '<=', now)]));
  }
  return (await query.execute()).map(toSession);
}

export async function updateLastSeen(
  tx: Tx,
  id: string,
  at: { now: number; unlessAfter: number },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: at.now })
    .where('id', '=', id)
    .where('last_seen_at', '<=', at.unlessAfter)
    .where('ended_at', 'is', null)
    .execute();
}

export async function updateExpiry(
  tx: Tx,
  id: string,
  times: { expiresAt: number; now: number },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ expires_at: times.expiresAt, last_seen_at: times.now })
    .where('id', '=', id)
    .where('expires_at', '<', times.expiresAt)
    .where('ended_at', 'is', null)
    .execute();
}

/** Whose session it was, when this call is the one that ended it. */
export async function consumeSession(
  tx: Tx,
  id: string,
  ending: { now: number; reason: string },
): Promise<string | undefined> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: ending.now, end_reason: ending.reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return ended?.user_id;
}

/** The ids of the live sessions that this call ended. */
export async function consumeSessionsOf(
  tx: Tx,
  userId: string,
  ending: { now: number; reason: string; keepSessionId: string | undefined },
): Promise<string[]> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: ending.now, end_reason: ending.reason })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', ending.now)
    .returning('id');
  if (ending.keepSessionId !== undefined) query = query.where('id', '!=', ending.keepSessionId);
  return (await query.execute()).map((row) => row.id).sort();
}

export async function deleteSessionsExpiredBefore(tx: Tx, time: number): Promise<number> {
  const due = tx.selectFrom('sessions').select('id').where('expires_at', '<', time).limit(pruneSlice);
  const deleted = await tx.deleteFrom('sessions').where('id', 'in', due).returning('id').execute();
  return deleted.length;
}
