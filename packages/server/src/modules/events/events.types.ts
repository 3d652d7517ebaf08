import type { EventType } from '@ostiary/contract';
import type { Db, Tx } from '#platform/db/schema.ts';

export type EventData = Record<string, string | number | boolean | null | string[]>;

export interface NewEvent {
  type: EventType;
  /** The user, session, token, role or key that the event is about. */
  subjectId: string;
  data?: EventData;
}

/** One line of the outbox. */
export interface OutboxEvent {
  /** Ids ascend; some are never used. */
  id: number;
  type: string;
  subjectId: string;
  data: EventData;
  /** Epoch milliseconds. */
  at: number;
}

export interface EventQuery {
  /** The `last` of what was read before; 0 begins with the oldest, `newest` behind the newest. */
  after: number | 'newest';
  limit: number;
  /** Only of these types. */
  types?: readonly string[];
  /** None of these types. */
  exceptTypes?: readonly string[];
  /** Only about this one. */
  subjectId?: string;
}

export interface EventPage {
  /** In order of id. May hold fewer than asked for, even none, while `hasMore`. */
  events: OutboxEvent[];
  /** Where to go on: everything up to this id was looked at. */
  last: number;
  hasMore: boolean;
  /**
   * In milliseconds of the process (`performance.now()`): what had been committed by then is in here or before it,
   * or behind it while there is more. What was committed later may have to wait for transactions under way, which
   * could still commit events below it. -Infinity when nothing is known to be final yet.
   */
  asOf: number;
}

export interface EventService {
  /**
   * Adds to the ordered outbox in the caller's transaction: told if and only if it commits. The order of
   * ids is the order in which transactions that changed the same thing did so.
   */
  emit(tx: Tx, event: NewEvent): Promise<void>;
  /** Many at once, in their order. */
  emitMany(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /**
   * What comes after a position. Never passes over an event that a transaction under way may still commit
   * below one that is there already: until that has ended, the outbox ends before it.
   */
  list(db: Db, query: EventQuery): Promise<EventPage>;
  /**
   * The same, and while there is nothing looks again a few times a second, for at most `waitSeconds` or
   * until `signal` is aborted, which ends it with what there is.
   */
  waitFor(db: Db, query: EventQuery, wait: { waitSeconds: number; signal: AbortSignal }): Promise<EventPage>;
  /**
   * A position before which everything is final: the newest, or an earlier one while transactions stay open for
   * seconds. Errors: `service.unavailable` when there is none yet.
   */
  settledEdge(db: Db): Promise<number>;
  /** The event with this id. */
  find(db: Db, id: number): Promise<OutboxEvent | undefined>;
  /** Id of the oldest event that is kept; 0 when there is none. */
  oldest(db: Db): Promise<number>;
  /**
   * Id of the first event that happened at this time or later, by the clocks of those who wrote them: these
   * differ a little, and so may the order of ids. Undefined when there is none.
   */
  firstSince(db: Db, time: number): Promise<number | undefined>;
  /** Deletes a slice of what is older than 30 days, but for the newest event: positions are told by it. Returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}
