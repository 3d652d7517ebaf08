import type { Directory } from '../directory/directory.types.ts';
import type { AnyService, Now, Schema, SchemaIssue, ServiceAccess, ServiceShape } from '../types.ts';
import type { UserRecord } from '../wire.ts';
import type { MirrorStore } from './store.types.ts';

/** A user as the service sees them, with the service's own data as its schema makes it. */
export type MirroredUser<S extends ServiceShape = AnyService> = Omit<UserRecord, 'access'> & {
  /** The user's own, without what comes by roles and groups. Null also where its data does not fit the schema. */
  access: ServiceAccess<S> | null;
  /** Why the data does not fit the schema; empty where it does. */
  issues: readonly SchemaIssue[];
};

export interface UserChanged<S extends ServiceShape, T> {
  user: MirroredUser<S>;
  /** As it was told before; null for a user who is new here. */
  previous: UserRecord | null;
  /** To write within the same transaction; undefined where the store has none. */
  transaction: T;
}

export interface UserDeleted<T> {
  sub: string;
  /** `deleted`: the account is gone. `no_access`: the service may not see the user any more. */
  reason: 'deleted' | 'no_access';
  previous: UserRecord;
  transaction: T;
}

export interface MirrorOptions<S extends ServiceShape = AnyService, T = undefined> {
  store: MirrorStore<T>;
  /** What the service's own data about users looks like. */
  data?: Schema<S['data']>;
  /** How many users are kept in memory in front of a store that takes time. Default 10,000. */
  cacheSize?: number;
  /** How many records of a snapshot are written in one transaction, in which nobody else writes. Default 500. */
  portionSize?: number;
  /** How long it is remembered that a user is gone, in seconds; longer than any access token lives. Default a day. */
  rememberGoneSeconds?: number;
  /**
   * Runs when a user is new or really changed, before the change can be seen: within the store's transaction where
   * it has one, so that what is written with `transaction` stands or falls with it (use nothing else there: SQLite
   * has one connection). It may run again for the same change when a commit fails, or when several processes have
   * stores of their own. What it throws undoes the batch, which is then tried again: throw only what passes.
   */
  onUserChanged?(change: UserChanged<S, T>): void | Promise<void>;
  /** Likewise, when a user has gone. */
  onUserDeleted?(change: UserDeleted<T>): void | Promise<void>;
  now?: Now;
}

/**
 * A complete copy of the users that this service may see, with roles, groups and the service's registration. When
 * `apply` or `replace` rejects, nothing is lost: go on from the cursor of `open`.
 */
export interface Mirror<S extends ServiceShape = AnyService> extends Directory {
  readonly holds: 'users';
  /** The user, typed; undefined for one who is not there. */
  getUser(sub: string): Promise<MirroredUser<S> | undefined>;
}
