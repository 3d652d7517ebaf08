import type { Act } from '#modules/audit';
import type { Claims } from '#modules/keys';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';

/** Somebody who is unknown here, with what they want to sign in with. */
export interface Visitor {
  login: string;
  password: string;
  /** A hash of that password. Errors: `passwords.busy`. */
  hash(): Promise<string>;
  /** Stores it for the account that was made, in its transaction. */
  store(tx: Tx, userId: string, hash: string): Promise<void>;
}

/** How it went with a visitor. */
export type Arrival =
  /** The predecessor was not asked: there is none any more, or nothing that it could know. */
  | { outcome: 'not_asked' }
  /** There is an account by now: it decides. */
  | { outcome: 'known' }
  /** The predecessor let them in, and so they are here. */
  | { outcome: 'adopted'; user: User; hash: string }
  /** It did not let them in, or they cannot be taken over. */
  | { outcome: 'refused'; reason: string }
  /** Nobody can say: it gave no answer that can be used, or may not be asked now. */
  | { outcome: 'unanswered'; reason: string };

/** A token that the predecessor signed, of a user who is here. */
export interface OldAccess {
  user: User;
  claims: Claims;
}

export interface PredecessorService {
  /**
   * Asks the predecessor, at most once, about somebody who is unknown here, and takes them over when it lets them in:
   * audits `user.adopt`, emits `user.created`. Never changes an account that exists.
   */
  arrive(act: Act, visitor: Visitor): Promise<Arrival>;
  /**
   * Whose access token of the predecessor this is; undefined for everything that it did not sign, and when none of
   * its tokens counts (any more). The user may be inactive. Errors: `tokens.invalid`, `tokens.expired`,
   * `tokens.wrong_type`, `tokens.no_id`, `tokens.no_user_claim`, `tokens.user_not_found`.
   */
  findAccess(token: string): Promise<OldAccess | undefined>;
  /** The same of a refresh token. */
  findRefresh(token: string): Promise<OldAccess | undefined>;
  /** None of its tokens counts for this user any more; in the transaction that ends everything else of theirs. */
  cutOff(tx: Tx, userId: string): Promise<void>;
  /** This token does not count any more. Nothing for one that `findAccess` does not know. */
  endToken(tx: Tx, act: Act, token: string): Promise<void>;
  /** Forgets what was cut off, a month after the end of the overlap. */
  prune(tx: Tx, now: number): Promise<number>;
}
