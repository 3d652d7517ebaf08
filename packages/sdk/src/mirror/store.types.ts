import type { KnownUser } from '../directory/directory.types.ts';
import type { GroupRecord, RoleRecord, ServiceRecord, UserRecord } from '../wire.ts';

/** As of when something is known. A later generation wins; within one, the higher position. */
export interface Mark {
  /** Which history of the server, counted by the mirror: after a restored backup positions begin again lower. */
  generation: number;
  /** Place in that history. */
  position: number;
}

/** Where a mirror is. One record, shared by all processes that share a store. */
export interface MirrorState {
  generation: number;
  /** The highest position that was seen in this generation. */
  position: number;
  /** The furthest cursor that was seen in this generation, be it of a snapshot that never got whole. */
  head: string | null;
  /** Where to go on; null while a snapshot is needed or under way. Within a generation it only goes forward. */
  cursor: string | null;
  /**
   * The position of the last whole snapshot: whoever it did not hold is not there as of it. What is older adds
   * nobody.
   */
  floor: number;
  /** The highest position at which a snapshot was asked for; one is needed while it is above `floor`. */
  resetPosition: number;
}

export type UserWrite = { sub: string; position: number } & KnownUser;

export type DefinitionWrite = { id: string; position: number } & (
  | { kind: 'role'; record: RoleRecord | null }
  | { kind: 'group'; record: GroupRecord | null }
  | { kind: 'service'; record: ServiceRecord | null }
);

export type SnapshotStep =
  /** The server has another history: a generation begins, and with it everything else. */
  | { kind: 'renew' }
  /** A snapshot begins: there is no cursor until one is whole. */
  | { kind: 'begin'; position: number; head: string }
  /** It is whole: from now on what is older adds nobody, so that what it did not hold can be swept away. */
  | { kind: 'complete'; position: number }
  /** It is swept: the mirror is a copy as of it, and has a cursor again. */
  | { kind: 'finish'; position: number };

export interface MirrorBatch {
  /** Of the mirror that writes. Nothing is written where the store's is another. */
  generation: number;
  /** Each user at most once. */
  users: readonly UserWrite[];
  /** Each definition at most once. */
  definitions: readonly DefinitionWrite[];
  /** Everything up to it is in this batch or before; null says nothing about it. */
  cursor: string | null;
  /** The highest position in this batch. */
  position: number;
  /** The cursor that came with it. */
  head: string | null;
  /** The highest position at which the batch asks for a snapshot; 0 for nowhere. */
  resetPosition: number;
  step: SnapshotStep | null;
  /** Epoch milliseconds. */
  at: number;
  /** Users gone before this time (epoch milliseconds) need not be remembered any more. Only now and then. */
  forgetBefore?: number;
}

/** What really changed: a record that comes again just as it was is no change. */
export type UserChange = { sub: string; previous: UserRecord | null } & KnownUser;

/** Runs within the transaction of the store, before it commits; a throw undoes all of it. */
export type WithinCommit<T> = (changes: readonly UserChange[], transaction: T) => Promise<void>;

export type CommitOutcome =
  | { isStale: false; state: MirrorState }
  /** The store has gone on to another generation; nothing was written. */
  | { isStale: true };

export interface SweepRequest {
  /** What is marked earlier goes. Its generation is that of the mirror that asks. */
  before: Mark;
  /** How many users at most. */
  limit: number;
  /** Epoch milliseconds. */
  at: number;
  /** Users gone before this time (epoch milliseconds) need not be remembered any more. */
  forgetBefore: number;
}

export interface StoredMirror {
  state: MirrorState;
  definitions: readonly (DefinitionWrite & Mark)[];
}

/**
 * Where a mirror is kept. `T` is what hooks get to write with in the same transaction; undefined where there is none.
 *
 * The rules are not the store's: `nextState`, `winsOver` and `isSwept` of mirror.rules.ts decide; a store reads and
 * writes. Several processes may share one store, so `commit` and `sweep` run one at a time, over all of them.
 */
export interface MirrorStore<T = undefined> {
  /**
   * Makes what it needs where that is missing, and reads state and definitions; `emptyState` for a store that was
   * never written. May be called again at any time, and at once by several processes.
   */
  open(): Promise<StoredMirror>;
  /**
   * The user as last written: with a record, or as gone with the reason. Undefined for one never heard of, or
   * forgotten. At once where it can be.
   */
  findUser(sub: string): KnownUser | undefined | Promise<KnownUser | undefined>;
  /**
   * One transaction, all or nothing: reads the state, takes it to `nextState` (which may say that the batch is
   * stale), writes those users and definitions that `winsOver` lets win against what is stored of the same id, runs
   * `within` with the users that really changed, and saves the state. Nobody sees a part of it, and when it has
   * resolved it is durable. A batch that comes again changes nothing.
   */
  commit(batch: MirrorBatch, within: WithinCommit<T>): Promise<CommitOutcome>;
  /**
   * One transaction: lets go of at most `limit` users with a record that `isSwept` says were not in the snapshot, as
   * gone without access; once fewer are left, of the definitions likewise. Forgets who has been gone for long.
   * Resolves with how many users went; stale as `commit`.
   */
  sweep(request: SweepRequest, within: WithinCommit<T>): Promise<CommitOutcome & { swept: number }>;
}
