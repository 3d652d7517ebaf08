import type { Db, Tx } from '#platform/db/schema.ts';
import type { FieldError } from '#platform/errors.ts';
import type { NewUser, User } from './users.types.ts';

/** What an account is found by, in the form in which it is compared. */
export interface UserKeys {
  externalId: string | null;
  emailKey: string | null;
  usernameKey: string | null;
}

export interface KnownUser {
  user: User;
  keys: UserKeys;
}

/** For those who work on many users in one transaction; they authorise, audit and emit themselves. */
export interface UserBulk {
  /** Normalises what is given and leaves the rest out; one FieldError for each problem. Pure. */
  read(input: NewUser): { user: NewUser; problems: FieldError[] };
  /** The account that checked input makes, with a new id unless one is given. Times in epoch milliseconds. */
  build(input: NewUser, origin: { id?: string; createdAt?: number; lastSignInAt?: number | null }): User;
  /** The account after checked changes: what is not given stays, null empties. */
  merge(before: User, changes: NewUser): User;
  /** Wire names of the fields that differ. */
  changedFields(before: User, after: User): string[];
  /** Problems of a whole account: what it is known by, and whether that fits together. */
  problemsOf(user: User): FieldError[];
  keysOf(user: Pick<NewUser, 'externalId' | 'email' | 'username'>): UserKeys;
  /** Whoever has any of these keys, each once; in as many queries as there are kinds of keys. */
  findByKeys(db: Db, keys: readonly UserKeys[]): Promise<KnownUser[]>;
  findByIds(db: Db, ids: readonly string[]): Promise<User[]>;
  /** Errors: `users.email_taken`, `users.username_taken`, `users.external_id_taken`. */
  insertAll(tx: Tx, users: readonly KnownUser[]): Promise<void>;
  /** False when one of them was changed since it was read: then the transaction must not be committed. */
  updateAll(tx: Tx, users: readonly { before: User; after: KnownUser }[]): Promise<boolean>;
  /**
   * Which of these are active; until the end of the transaction nobody closes one of them, so that what is given to
   * them meanwhile is not left behind.
   */
  holdActive(tx: Tx, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether anybody but these is an active superuser. */
  hasAdministratorBeside(db: Db, userIds: readonly string[]): Promise<boolean>;
  /** Users after this id (empty for the first), in order of creation. */
  listAfter(db: Db, after: string, limit: number): Promise<User[]>;
}
