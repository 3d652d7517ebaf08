import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { HashingFigures } from './hashing/hashing-pool.ts';
import type { PasswordBulk } from './passwords.bulk.types.ts';

export type * from './passwords.bulk.types.ts';

/** Threads that hash and verify, and the one that says how easily a password would be guessed. */
export type WorkshopFigures = Record<'hash' | 'assess', HashingFigures>;

export interface About {
  email?: string | null;
  username?: string | null;
  firstName?: string;
  lastName?: string;
}

export interface PasswordService {
  /** For imports and exports. */
  bulk: PasswordBulk;
  /**
   * Proves who somebody is by email or username and password, in the same shape and time whether or
   * not the account exists. Counts failures per account and per address, audits refusals, and replaces
   * an outdated hash.
   * Errors: `passwords.invalid_credentials` (wrong, unknown, inactive or without password),
   * `request.throttled` and `passwords.busy`, both with `retryAfterSeconds`.
   */
  authenticate(act: Act, credentials: { login: string; password: string }): Promise<User>;
  /** Counts a sign-up from the address of an act. Errors: `request.throttled` with `retryAfterSeconds`. */
  countSignUp(act: Act): Promise<void>;
  /** Counts a code of a device that is entered, which guessing would find. Errors: as `countSignUp`. */
  countUserCode(act: Act): Promise<void>;
  /** AppError `passwords.too_weak` with one FieldError per reason, at `field` (default `password`). */
  check(password: string, about: About, field?: string): Promise<void>;
  /** Hashes in the bounded pool. Errors: `passwords.busy`. */
  hash(password: string): Promise<string>;
  /** Whether a text has a hash of any format that is known, in the bounded pool. Errors: `passwords.busy`. */
  verifyHash(text: string, encoded: string): Promise<boolean>;
  /** Stores a hash made by `hash` (or an imported one), in the caller's transaction. No audit. */
  store(tx: Tx, userId: string, hash: string): Promise<void>;
  /** Whether the user has a password, good or not. */
  has(db: Db, userId: string): Promise<boolean>;
  /** Forgets the failures of somebody who needed a new password, and has usually failed with the old one. */
  forgetFailures(tx: Tx, user: Pick<User, 'email' | 'username'>): Promise<void>;
  /**
   * Proves the old password, checks the new one, ends the user's other sessions and tokens, audits, tells by mail.
   * `proveMore` is asked before anything changes, and stops it by rejecting: a second factor, say.
   */
  change(
    act: Act,
    input: {
      login: string;
      password: string;
      newPassword: string;
      keepSessionId?: string;
      proveMore?: (user: User) => Promise<unknown>;
    },
  ): Promise<void>;
  /** Needs `users.reset_password` and at least what the target holds; ends all sessions and tokens, tells by mail. */
  reset(caller: Caller, userId: string, newPassword: string): Promise<void>;
  /** How the slow work is doing in this process. */
  figures(): WorkshopFigures;
  /** Stops the hashing workers after the work they have begun. */
  close(): Promise<void>;
}

/** Somebody who is unknown here, with what they want to sign in with. */
export interface Visitor {
  login: string;
  password: string;
  /** A hash of that password. Errors: `passwords.busy`. */
  hash(): Promise<string>;
  /** Stores it for the account that is made for them, in the same transaction. */
  store(tx: Tx, userId: string, hash: string): Promise<void>;
}

/** How it went with a visitor. */
export type Arrival =
  | { outcome: 'not_asked' }
  /** There is an account by now: it decides. */
  | { outcome: 'known' }
  /** There is an account now, which the visitor has proved to be theirs. */
  | { outcome: 'adopted'; user: User; hash: string }
  | { outcome: 'refused'; reason: string }
  /** Nobody can say: it is no failure of theirs. */
  | { outcome: 'unanswered'; reason: string };

export interface PasswordPorts {
  /** Asks elsewhere about somebody who wants to sign in and is unknown here. */
  arrive?(act: Act, visitor: Visitor): Promise<Arrival>;
  endEverything(
    tx: Tx,
    act: Act,
    ending: { userId: string; reason: string; keepSessionId?: string | undefined },
  ): Promise<void>;
}
