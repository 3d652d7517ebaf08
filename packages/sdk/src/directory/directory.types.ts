import type { FeedItem, GroupRecord, RoleRecord, ServiceRecord, SnapshotLine, UserRecord } from '../wire.ts';

/** A user as the feed or the snapshot told last. */
export type KnownUser = ({ user: UserRecord } | { user: null; reason: 'deleted' | 'no_access' }) & {
  /** Epoch milliseconds: when it changed. Where it is told, a token that was issued later knows better. */
  changedAt?: number;
};

export interface ReplaceOptions {
  /**
   * The server has another history than before: an older backup was restored. Positions known until this call mean
   * nothing beside those of the snapshot and of items that come from now on.
   */
  isNewHistory?: boolean;
}

/**
 * What is known of users, roles and groups beside what tokens say: an overlay of those that changed lately, or a
 * mirror of all of them.
 */
export interface Directory {
  /** Which snapshot it is filled from: with all users, or with the definitions of roles and groups alone. */
  readonly holds: 'users' | 'definitions';
  /** Grows with every change that could change what a subject may do. */
  readonly revision: number;
  /** Reads what was kept of an earlier run. `cursor` is null where a snapshot is needed first. */
  open(): Promise<{ cursor: string | null }>;
  /**
   * Takes the place of everything that is known, once it is whole; until then what was known stands. Items that
   * are applied meanwhile, or were later than its position, win over it. Rejects when the lines end without `end`.
   */
  replace(lines: AsyncIterable<SnapshotLine>, options?: ReplaceOptions): Promise<void>;
  /** Items may come again, late, and out of order. `cursor` is where to go on after them. */
  apply(items: readonly FeedItem[], cursor: string): Promise<void>;
  /** Undefined: nothing is known beyond the token. At once where it can be. */
  findUser(sub: string): KnownUser | undefined | Promise<KnownUser | undefined>;
  findRole(id: string): RoleRecord | undefined;
  findRoleByName(name: string): RoleRecord | undefined;
  findGroup(id: string): GroupRecord | undefined;
  /** How this service is registered; undefined until it is known. */
  readonly service: ServiceRecord | undefined;
  close(): Promise<void>;
}
