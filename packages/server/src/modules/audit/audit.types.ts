import type { AuditAction } from '@ostiary/contract';
import type { Db, Tx } from '#platform/db/schema.ts';

/** Where an act came from. `address` is the end user's, after trusted proxies. */
export interface Origin {
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  /** The languages that they read, as their browser sends them: for what is mailed to them. */
  acceptLanguage?: string | null;
  /** The browser, by the secret of its own cookie; absent for programs. Never written down. */
  device?: string | null;
}

/** Who acts. `command` is an operator at the command line; `system` is Ostiary itself. */
export interface Actor {
  type: 'user' | 'anonymous' | 'system' | 'command';
  id: string | null;
}

export interface Act {
  actor: Actor;
  origin: Origin;
}

export type Details = Record<string, string | number | boolean | null | string[]>;

export interface NewAuditEntry {
  action: AuditAction;
  outcome: 'success' | 'failure' | 'denied';
  target?: { type: string; id: string };
  /** Never a secret, never a password, never a token. */
  details?: Details;
}

export interface AuditEntry extends Act {
  seq: number;
  id: string;
  at: number;
  action: string;
  outcome: string;
  target: { type: string; id: string } | null;
  details: Details;
}

/** What narrows a search; whatever is absent does not. */
export interface AuditFilter {
  actorId?: string;
  actorType?: string;
  /** One action, or all of a noun: `user.*`. */
  action?: string;
  targetId?: string;
  targetType?: string;
  outcome?: string;
  requestId?: string;
  /** Epoch milliseconds, inclusive. */
  from?: number;
  /** Epoch milliseconds, exclusive. */
  to?: number;
}

export type AuditOrder = '-seq' | 'seq';

/**
 * Where a page ended. `at` (epoch milliseconds) belongs to it when the search is in order of time, and
 * is null otherwise.
 */
export interface AuditPosition {
  seq: number;
  at: number | null;
}

export interface AuditSearch extends AuditFilter {
  limit: number;
  /** Default `-seq`: newest first. */
  order?: AuditOrder;
  /** The `next` of the page before. */
  after?: AuditPosition;
}

/** May hold fewer entries than asked for while `next` is there: one page looks at a bounded number. */
export interface AuditPage {
  entries: AuditEntry[];
  /** Null on the last page. */
  next: AuditPosition | null;
}

/** The newest entries, for lists that need no filter by time. */
export interface AuditQuery {
  /** Entries before this sequence number, newest first. */
  before?: number;
  limit: number;
  action?: string;
  actorId?: string;
  targetId?: string;
}

/**
 * `headHash` is the hash of the last entry (empty when there is none): kept elsewhere, it shows when the
 * whole database is put back to an older state, which nothing inside the database can.
 */
export type ChainReport =
  | { isIntact: true; entries: number; headHash: string }
  | { isIntact: false; entries: number; firstBadSeq: number; reason: string };

export interface AuditService {
  /** Appends to the chain, in the caller's transaction. Best called last in it: it locks the chain. */
  record(tx: Tx, act: Act, entry: NewAuditEntry): Promise<void>;
  /** The newest entries, `limit` of them if there are as many. */
  list(db: Db, query: AuditQuery): Promise<AuditEntry[]>;
  /**
   * One page, by bounded work however long the log is. In order of `seq`; with `from` or `to` in order of
   * `at`, then `seq`: a clock that was set back puts the two apart, and nothing within the span is missed.
   */
  search(db: Db, search: AuditSearch): Promise<AuditPage>;
  /** Whether a search with this filter is in order of time: its positions carry `at`. */
  isByTime(filter: AuditFilter): boolean;
  /**
   * Everything that was in the log when it was called, page by page, and notes in the log that it was
   * exported. Reads the next page only when it is asked for, and holds no transaction open.
   */
  exportPages(act: Act, filter: AuditFilter, order?: AuditOrder): Promise<AsyncGenerator<AuditEntry[]>>;
  /**
   * Whether the head of the chain bears the seal of this master key, which a new log's head does without
   * one. A quick look: only `verify` proves the entries.
   */
  hasOwnHead(): Promise<boolean>;
  /**
   * Reads the whole chain in order and finds any edit, deletion, reordering or cut. Constant memory; lets
   * other work of the process run every few milliseconds.
   */
  verify(onProgress?: (checked: number) => void): Promise<ChainReport>;
}
