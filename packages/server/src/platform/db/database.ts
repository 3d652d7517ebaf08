import type { KnownMigrations } from './migrations.ts';
import { openPostgres } from './postgres/postgres-database.ts';
import { openSqlite } from './sqlite/sqlite-database.ts';
import type { DatabaseFigures } from './figures.ts';
import type { Prepared } from './prepared.ts';
import type { Db, DialectName, Tx } from './schema.ts';
import type { SchemaState } from './schema-state.ts';

/**
 * What kinds of events were committed, told by the database at once, whichever process did it. Only makes faster what
 * is right without: nobody may rely on being told. SQLite tells nothing; looking costs microseconds there.
 */
export interface Signals {
  /** From `start` on; null means that anything may have happened. Returns what ends it. */
  listen(listener: (kind: string | null) => void): () => void;
  /** Whether one is told of everything just now; otherwise it has to be looked for more often. */
  isLive(): boolean;
  /** For those who stay: takes a connection of its own, and another when that one breaks. */
  start(): void;
}

/**
 * One database, two engines. Reads see committed state; every write goes through `write`.
 *
 * On SQLite concurrent writes share one durable commit, each in a savepoint of its own; on PostgreSQL
 * each is a transaction. Either way `write` resolves only when its work is durable.
 */
export interface Database {
  readonly dialect: DialectName;
  /** Where the data is, without credentials: for messages and logs. */
  readonly location: string;
  readonly db: Db;
  /**
   * Runs `work` in the one transaction of a use case. A throw undoes it; what must survive a refusal is
   * returned and thrown afterwards. Never nest (TypeError), never wait for anything but queries inside.
   * Errors: AppError `service.unavailable` when the database is locked, full or gone.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * As `write`, for a use case that is one prepared statement: on PostgreSQL that is a transaction by itself, without
   * the two further round trips of one that has to be begun and committed.
   */
  writeStatement<Row>(statement: Prepared<Row>, ...parameters: readonly unknown[]): Promise<Row[]>;
  /**
   * Whether somebody else waits until the work of the `write` that is under way is done: whoever does much
   * in one goes no further than they must. On PostgreSQL nobody ever does.
   */
  isWriteAwaited(): boolean;
  /**
   * Makes room for somebody who writes for minutes, until the function that it returns is called: what lands
   * on the same pages again and again is then moved into the file once, beside the writing. Durability is
   * the same.
   */
  expectMuchWriting(): () => void;
  readonly signals: Signals;
  /**
   * Brings the schema up to date; returns the names of the migrations that ran. Errors: UnsupportedSchemaError when
   * a newer version has changed it in a way that this one cannot work with.
   */
  migrate(): Promise<string[]>;
  schemaState(): Promise<SchemaState>;
  figures(): DatabaseFigures;
  /** Resolves when the database answers a trivial query; rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:/path/to/file` or `postgres://…`. */
  url: string;
  /** PostgreSQL connections of this process. Small pools measured faster than large ones. */
  poolSize?: number;
  /** Trades durability for speed on SQLite. For tests only. */
  isEphemeral?: boolean;
  /** `transaction`: a pooler is between, which gives every transaction another connection. */
  pooling?: 'session' | 'transaction';
  /** After how much silence PostgreSQL is taken to be gone. For tests only: by default longer than any statement takes. */
  answerTimeoutMs?: number;
  /** What another version of Ostiary knows. For tests only. */
  migrations?: KnownMigrations | undefined;
  /** Told each query when it has ended: its text, which has no values in it. */
  onQuery?: ((text: string, durationMs: number, hasFailed: boolean) => void) | undefined;
  /** Told about failures on idle connections, which no request sees. */
  onIdleError?: (error: Error) => void;
}

/** Errors: TypeError for a URL of another kind; AppError `service.unavailable` when it cannot be opened. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url.startsWith('sqlite:')) return openSqlite(options.url.slice('sqlite:'.length), options);
  if (/^postgres(ql)?:\/\//.test(options.url)) return openPostgres(options);
  throw new TypeError('A database URL starts with sqlite: or postgres://');
}
