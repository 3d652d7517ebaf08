import type { ErrorCode } from '@ostiary/contract';
import type { Caller } from '#modules/access';
import type { Db, Tx } from '#platform/db/schema.ts';

export type TransferFormat = 'jsonl' | 'csv';

/** Bytes as they come: a request's body, a file, standard input. */
export type ByteSource = AsyncIterable<Uint8Array>;

export interface ImportOptions {
  format: TransferFormat;
  /** What is done with users that exist. Default `update`. */
  existing?: 'update' | 'skip' | 'refuse';
  /** Whether the roles and groups of a line are added to those there are, or replace them. Default `add`. */
  assignments?: 'add' | 'replace';
  /** Checks everything and writes nothing. */
  isDryRun?: boolean;
  /** The id of a run that was not finished: goes on where it stopped. */
  resume?: string;
}

/** What is wrong with a line, in words for its sender. Never holds a value of the line. */
export interface LineProblem {
  /** From 1; of a record of several lines its first. */
  line: number;
  code: ErrorCode;
  /** The field, such as `roles.0`; empty for the line as a whole. */
  path: string;
  message: string;
}

/** Lines by what became of them. */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}

export interface ImportProgress extends ImportCounts {
  /** Null when nothing is written. */
  id: string | null;
  /** Everything up to this line is done, and written. */
  linesDone: number;
}

export interface ImportReport extends ImportProgress {
  /** The first thousand. */
  problems: LineProblem[];
  problemsLeftOut: number;
}

/** One import, also when it was interrupted. Times in epoch milliseconds. */
export interface ImportRun extends ImportCounts {
  id: string;
  format: TransferFormat;
  startedBy: string | null;
  startedAt: number;
  updatedAt: number;
  /** Null while it goes on, and when it was interrupted. */
  finishedAt: number | null;
  linesDone: number;
}

export interface ImportRunQuery {
  limit: number;
  /** Runs beyond this id, in the order asked for. */
  after?: string;
  isNewestFirst: boolean;
}

export interface ExportOptions {
  /** `scim`: one resource of RFC 7643 a line. */
  format: TransferFormat | 'scim';
  /** All that there is, with ids, hashes and the secrets of second factors; as JSON Lines. */
  isEverything?: boolean;
  hasHashes?: boolean;
  /** The roles of each user; in JSON Lines what they are, too. */
  hasRoles?: boolean;
  hasGroups?: boolean;
}

export interface TransferService {
  /**
   * Takes users, roles and groups from a source: needs `users.import`, and for each line what the same
   * change takes elsewhere. Yields at the start and after each batch that is committed; a line that is
   * bad is reported and the rest goes in. When the source fails, or the generator is left, everything that
   * was yielded stands and the run can be resumed.
   * Errors: `transfer.run_not_found`, `transfer.run_finished`, `transfer.run_busy`,
   * `transfer.source_changed`, `transfer.unreadable`, `access.denied`.
   */
  importAll(
    caller: Caller,
    source: ByteSource,
    options: ImportOptions,
  ): AsyncGenerator<ImportProgress, ImportReport>;
  listRuns(db: Db, query: ImportRunQuery): Promise<ImportRun[]>;
  /** AppError `transfer.run_not_found`. */
  getRun(db: Db, id: string): Promise<ImportRun>;
  /**
   * Every user, as text that an import reads: a page at a time, without a transaction. Needs
   * `users.export`, with hashes `users.export_hashes`, and for everything a superuser or the operator. Audited before
   * the first page. Errors: `request.invalid` for what the format cannot hold.
   */
  exportUsers(caller: Caller, options: ExportOptions): Promise<AsyncGenerator<string>>;
  /** Forgets runs that nobody touched for 90 days; returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}
