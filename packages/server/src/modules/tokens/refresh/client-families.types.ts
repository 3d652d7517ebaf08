import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';

/** A presented refresh token of a live family, session and user: of a client's or of the first-party API. */
export interface PresentedRefresh {
  /**
   * `successor`: the token before the good one, again, within the window; who presents it is to get the good
   * one. `replayed`: one that was used up before that.
   */
  verdict: 'current' | 'successor' | 'replayed';
  familyId: string;
  generation: number;
  /** Null for Ostiary's own token API. */
  clientId: string | null;
  user: User;
  sessionId: string;
  scope: string;
  grantId: string | null;
  /** JSON, as it was given. */
  payload: string | null;
  /** Epoch milliseconds. */
  authenticatedAt: number;
  /** How the session was authenticated, at first and since. */
  amr: string[];
  acr: string | null;
  expiresAt: number;
}

export interface NewClientFamily {
  clientId: string;
  userId: string;
  sessionId: string;
  scope: string;
  grantId: string;
  payload: string;
  expiresAt: number;
}

/**
 * Refresh tokens as the OAuth engine needs them: tokens are texts, and what is written is written in the
 * engine's one transaction. What `find` gave is what `rotate` and `successorOf` take: TypeError for anything else. The rules are those of the first-party API (refresh-family.rules.ts).
 */
export interface ClientFamilies {
  /** A token that begins a family. Nothing is stored. */
  begin(): string;
  /** The token after this one: the same for everybody who asks. */
  successorOf(presented: PresentedRefresh): string;
  /** Undefined for everything that cannot be used or revoked any more, or never could. */
  find(token: string): Promise<PresentedRefresh | undefined>;
  insert(tx: Tx, token: string, family: NewClientFamily): Promise<void>;
  /**
   * Moves the family on to the successor of this token, or finds that somebody did so within the window, who
   * was given the same successor. False when neither is so: then nothing may be answered. The successor is good for
   * so many seconds, within the greatest age of refresh tokens.
   */
  rotate(tx: Tx, presented: PresentedRefresh, rotation: { seconds: number }): Promise<boolean>;
  /** Ends the family of this token; false when it had ended. */
  end(tx: Tx, token: string, reason: string): Promise<boolean>;
  /** Ends family and session, as configured, audits, emits: a used token came back (RFC 9700 section 4.14.2). */
  endReplayed(tx: Tx, act: Act, token: string): Promise<void>;
  endOf(
    tx: Tx,
    of: { grantId: string } | { clientId: string } | { clientId: string; userId: string },
    reason: string,
  ): Promise<void>;
}
