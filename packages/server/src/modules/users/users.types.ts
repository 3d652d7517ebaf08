import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';

export interface User {
  /** UUIDv7; the OpenID Connect `sub`. Never changes. */
  id: string;
  email: string | null;
  username: string | null;
  firstName: string;
  lastName: string;
  phone: string | null;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
  createdAt: number;
  updatedAt: number;
  lastSignInAt: number | null;
}

/** At least one of email and username. */
export interface NewUser {
  email?: string | null;
  username?: string | null;
  firstName?: string;
  lastName?: string;
  phone?: string | null;
  isActive?: boolean;
  isStaff?: boolean;
  isSuperuser?: boolean;
}

export interface UserQuery {
  /** Users after this id, in order of creation. */
  after?: string;
  limit: number;
  /** Matches the beginning of an email or username. */
  search?: string;
}

export interface UserService {
  /**
   * Normalises and checks: AppError `users.invalid` with one FieldError per problem (paths `email`,
   * `username`, `first_name`, `last_name`, `phone`). Pure; call before hashing or opening a transaction.
   */
  check(input: NewUser): NewUser;
  /**
   * Inserts a checked user in the caller's transaction; audits with `action`; emits `user.created`.
   * Errors: `users.email_taken`, `users.username_taken` (with that field).
   */
  insert(
    tx: Tx,
    act: Act,
    input: NewUser,
    action: 'user.sign_up' | 'user.create' | 'setup.administrator',
  ): Promise<User>;
  find(db: Db, id: string): Promise<User | undefined>;
  /** AppError `users.not_found`. */
  get(db: Db, id: string): Promise<User>;
  /** By email or by username, whichever the text matches, without regard to case. */
  findByLogin(db: Db, login: string): Promise<User | undefined>;
  /** By email only / username only / id: for the command line. AppError `users.not_found`. */
  resolve(db: Db, idOrLogin: string): Promise<User>;
  list(db: Db, query: UserQuery): Promise<User[]>;
  /** Needs `users.update` and at least what the target holds; flags only within what the caller holds. */
  update(caller: Caller, id: string, changes: NewUser): Promise<User>;
  /** Ends sessions and tokens in the same transaction when `isActive` becomes false. */
  deactivate(caller: Caller, id: string): Promise<User>;
  reactivate(caller: Caller, id: string): Promise<User>;
  /** Needs `users.delete`; ends sessions and tokens, emits `user.deleted`. `users.last_administrator`. */
  delete(caller: Caller, id: string): Promise<void>;
  /** One statement, no audit: the sign-in that causes it is audited. */
  noteSignIn(tx: Tx, id: string, at: number): Promise<void>;
  /** Whether any active superuser exists: before that, the set-up link is offered. */
  hasAdministrator(db: Db): Promise<boolean>;
}

/** What users needs of higher rungs, passed in by the composition root. */
export interface UserPorts {
  /** Ends every session and token of a user, in the same transaction. */
  endEverything(tx: Tx, act: Act, ending: { userId: string; reason: string }): Promise<void>;
}
