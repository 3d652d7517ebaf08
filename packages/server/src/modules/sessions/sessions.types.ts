import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';

/** One sign-in on one device. */
export interface Session {
  id: string;
  userId: string;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
  authenticatedAt: number;
  /** Authentication methods (RFC 8176), such as `pwd`. */
  amr: string[];
  /** How well its user has shown who they are: `aal1` or `aal2`; null in sessions from before there were two. */
  acr: string | null;
  address: string | null;
  userAgent: string | null;
  endedAt: number | null;
  endReason: string | null;
}

/** Expired sessions count as ended. */
export type SessionState = 'live' | 'ended' | 'all';

export interface NewSession {
  userId: string;
  amr: string[];
  lifetimeSeconds: number;
  /** A browser session gets a secret for its cookie. */
  isBrowser: boolean;
  /**
   * An application goes on in the name of somebody who signed in on a device of theirs: it is no device itself,
   * and its owner is told of no new one.
   */
  isOfApplication?: boolean;
}

/** For those who take many sessions over in one transaction; they authorise and audit themselves. */
export interface SessionBulk {
  /**
   * Opens sessions that go on from another system: nobody signed in just now, so nothing is noted on the user, no
   * device is remembered and nobody is told. Their ids, in the same order.
   */
  openAll(
    tx: Tx,
    sessions: readonly { userId: string; createdAt: number; expiresAt: number }[],
  ): Promise<string[]>;
}

export interface SessionService {
  bulk: SessionBulk;
  /**
   * Inserts, notes the sign-in on the user, audits `session.sign_in`, and remembers the device: of one that is new
   * its user is told by mail. In the caller's transaction.
   * Errors: `passwords.invalid_credentials` when the account was closed or deleted meanwhile.
   */
  start(tx: Tx, act: Act, input: NewSession): Promise<{ session: Session; secret: string | null }>;
  /**
   * The same user proved once more who they are, in the session they have: what was issued in it goes on. Its
   * cookie gets a new secret. Undefined when the session has ended meanwhile.
   */
  renew(
    tx: Tx,
    act: Act,
    renewal: { sessionId: string; userId: string; amr: string[]; lifetimeSeconds: number },
  ): Promise<{ session: Session; secret: string } | undefined>;
  /**
   * The same user showed in their session once more who they are (step-up): methods add up, and the time of
   * authentication is now. A session with a cookie gets a new secret for it. Undefined when it has ended, or is
   * not this user's.
   */
  proveAgain(
    tx: Tx,
    act: Act,
    proof: { sessionId: string; userId: string; amr: readonly string[] },
  ): Promise<{ session: Session; secret: string | null } | undefined>;
  /** A live session of an active user. */
  findLive(sessionId: string): Promise<{ session: Session; user: User } | undefined>;
  /** The live session of a cookie and its active user. Moves `lastSeenAt` at most once a minute. */
  findBySecret(secret: string): Promise<{ session: Session; user: User } | undefined>;
  /**
   * A user, active or not, with that session of theirs if it is live; undefined when there is no such
   * user. One query, made for the hot path.
   */
  findWithUser(
    sessionId: string,
    userId: string,
  ): Promise<{ user: User; session: Session | undefined } | undefined>;
  /** Keeps a session alive at least this long: refresh tokens that rotate extend theirs. */
  extend(tx: Tx, sessionId: string, expiresAt: number, now: number): Promise<void>;
  /** Ends one session with its tokens, audits, emits `session.ended`. False when it had ended already. */
  end(tx: Tx, act: Act, sessionId: string, reason: string): Promise<boolean>;
  /** Ends all live sessions of a user; returns how many. */
  endAll(tx: Tx, act: Act, userId: string, reason: string, keepSessionId?: string): Promise<number>;
  /** Own session, or `sessions.manage` and at least what its user holds. `sessions.not_found`. */
  endOne(caller: Caller, sessionId: string): Promise<void>;
  /**
   * Newest first; `before` is the id that ended the page before. At most `limit` (100), only live ones
   * unless `state` says otherwise.
   */
  list(
    db: Db,
    userId: string,
    page?: { before?: string; limit?: number; state?: SessionState },
  ): Promise<Session[]>;
  /** Deletes a slice of what expired more than 30 days ago, and devices that nobody signed in on for a year. */
  prune(tx: Tx, now: number): Promise<number>;
}

export interface SessionPorts {
  /** Ends the refresh families and grants of these sessions in the same transaction, and has clients told. */
  endFamilies(tx: Tx, sessionIds: string[], reason: string, now: number): Promise<void>;
  /** Ends what signs a user in without any session of theirs, when all of those are ended. */
  endOutsideSessions?(tx: Tx, userId: string): Promise<void>;
}
