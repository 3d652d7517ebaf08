import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { UserFilter, UserListQuery, UserPage } from './listing/listing.types.ts';
import type { UserBulk } from './users.bulk.types.ts';

export type * from './listing/listing.types.ts';
export type * from './users.bulk.types.ts';

export interface User {
  /** UUIDv7; the OpenID Connect `sub`. Never changes. */
  id: string;
  /** What another system calls this account; unique, case counts. */
  externalId: string | null;
  email: string | null;
  /** When its owner showed that the address is theirs; null until then. Epoch milliseconds. */
  emailVerifiedAt: number | null;
  /**
   * Whether somebody signed up with the address, whoever it was, and nobody has shown since that it is theirs. False
   * once it is verified, and for an address that somebody with the right to gave the account.
   */
  isEmailClaimed: boolean;
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
  /** Counts changes, from 1; a sign-in is none. */
  version: number;
}

/** At least one of email and username. */
export interface NewUser {
  externalId?: string | null;
  email?: string | null;
  /** Another address is not verified unless this says so. Left alone, it stays with the address. */
  isEmailVerified?: boolean;
  /** Of a new account only: see `User`. */
  isEmailClaimed?: boolean;
  username?: string | null;
  firstName?: string;
  lastName?: string;
  phone?: string | null;
  isActive?: boolean;
  isStaff?: boolean;
  isSuperuser?: boolean;
}

/** A list as somebody asks for it, who knows roles and groups by name or id. */
export interface UserPageQuery extends Omit<UserListQuery, 'filter'> {
  filter: Omit<UserFilter, 'roleId' | 'groupId'> & { role?: string; group?: string };
}

/** What an account is audited with that begins to exist. */
export type CreationAction = 'user.sign_up' | 'user.create' | 'user.adopt' | 'setup.administrator';

/** What came with a link that was mailed to an address. */
export interface ConfirmedEmail extends Pick<NewUser, 'firstName' | 'lastName'> {
  userId: string;
  email: string;
  /** The account is to have this address from now on. */
  isNew?: boolean;
}

export interface ConfirmedUser {
  before: User;
  user: User;
  /** Wire names of the fields that changed. */
  changed: string[];
}

export interface UserService {
  /** For imports and exports. */
  bulk: UserBulk;
  /**
   * Normalises and checks: AppError `users.invalid` with one FieldError per problem (paths `external_id`,
   * `email`, `username`, `first_name`, `last_name`, `phone`). Pure; call before hashing or opening a transaction.
   */
  check(input: NewUser): NewUser;
  /**
   * Inserts a checked user in the caller's transaction; audits with `action`; emits `user.created`.
   * Errors: `users.email_taken`, `users.username_taken`, `users.external_id_taken` (with that field).
   */
  insert(
    tx: Tx,
    act: Act,
    input: NewUser,
    action: CreationAction,
    times?: { createdAt?: number },
  ): Promise<User>;
  find(db: Db, id: string): Promise<User | undefined>;
  /** AppError `users.not_found`. */
  get(db: Db, id: string): Promise<User>;
  /** By email or by username, whichever the text matches, without regard to case. */
  findByLogin(db: Db, login: string): Promise<User | undefined>;
  /** By email only / username only / id: for the command line. AppError `users.not_found`. */
  resolve(db: Db, idOrLogin: string): Promise<User>;
  /** In order of creation, after the user with the id `after`. */
  list(db: Db, page: { after?: string; limit: number }): Promise<User[]>;
  /**
   * One page of those who are asked for, at a cost that does not grow with how many users there are.
   * Errors: `access.role_not_found`, `access.group_not_found`.
   */
  listPage(db: Db, query: UserPageQuery): Promise<UserPage>;
  /**
   * Needs `users.update` and at least what the target holds; flags only within what the caller holds.
   * A change that expects another version than the present one is refused: `request.precondition_failed`.
   */
  update(caller: Caller, id: string, changes: NewUser, expectedVersion?: number): Promise<User>;
  /** Ends sessions and tokens in the same transaction when `isActive` becomes false. */
  deactivate(caller: Caller, id: string, expectedVersion?: number): Promise<User>;
  reactivate(caller: Caller, id: string, expectedVersion?: number): Promise<User>;
  /** Needs `users.delete`; ends sessions and tokens, emits `user.deleted`. `users.last_administrator`. */
  delete(caller: Caller, id: string, expectedVersion?: number): Promise<void>;
  /**
   * What deleting this account takes: `users.delete`, and at least what its owner holds. Errors: `users.not_found`,
   * `access.denied`.
   */
  requireMayDelete(caller: Caller, id: string): Promise<void>;
  /**
   * The user as they are now, locked until the transaction ends: first of all where more that belongs to the account is
   * locked after it, as the account is when somebody deletes it.
   */
  lock(tx: Tx, id: string): Promise<User | undefined>;
  /** `deactivate` or `reactivate` without asking anybody's leave, in the caller's transaction. */
  setActive(tx: Tx, act: Act, changed: { id: string; isActive: boolean }): Promise<User>;
  /**
   * `delete` without asking anybody's leave, for whoever wants their own account gone; in the caller's transaction.
   * Returns who it was. Errors: `users.not_found`, `users.last_administrator`.
   */
  erase(tx: Tx, act: Act, id: string): Promise<User>;
  /**
   * The owner of an account showed that an address is theirs, by a link that was mailed to it; in the caller's
   * transaction. Emits what changed; the caller audits, who knows what for. Nothing, and undefined, for an account that
   * is closed or gone, and unless `isNew` for one that has another address by now. Errors: `users.email_taken`,
   * `users.invalid` (names).
   */
  confirmEmail(tx: Tx, confirmed: ConfirmedEmail): Promise<ConfirmedUser | undefined>;
  /**
   * Whether the account is there and active. One statement, no audit: the sign-in that causes it is
   * audited.
   */
  noteSignIn(tx: Tx, id: string, at: number): Promise<boolean>;
  /** Whether any active superuser exists, beside these users: before that, the set-up link is offered. */
  hasAdministrator(db: Db, beside?: readonly string[]): Promise<boolean>;
}

/** What users needs of higher rungs, passed in by the composition root. */
export interface UserPorts {
  /** Ends every session and token of a user, in the same transaction. */
  endEverything(tx: Tx, act: Act, ending: { userId: string; reason: string }): Promise<void>;
}
