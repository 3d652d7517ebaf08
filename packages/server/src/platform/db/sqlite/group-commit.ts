import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database as SqliteConnection, Statement } from 'better-sqlite3';
import { AppError } from '../../errors.ts';
import { createSpread, waitBounds } from '../../spread.ts';
import { asAvailabilityError, databaseErrorCode } from '../db-errors.ts';
import type { DatabaseFigures } from '../figures.ts';

/** A durable commit costs a disk flush; this many small pieces of work share one. */
const maxBatch = 64;
const lockWaitMs = 5_000;
/** Other processes are waited for without blocking this one: what comes meanwhile shares the commit. */
const lockRetryMs = 1;
/**
 * Where others have been in the way lately, whoever has written lets them: SQLite has no queue, and whoever begins
 * again at once would always be the first.
 */
const makeWayMs = 2;
const latelyMs = 200;
const sizeBounds = [1, 2, 4, 8, 16, 32, 64];

interface Piece {
  /** In milliseconds of the process. */
  askedAt: number;
  run: () => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** What the transactions are written to. */
interface Log {
  /** Resolves when there is room for a transaction. */
  room(): Promise<void>;
  /** Resolves when what was committed is durable. */
  committed(): Promise<void>;
}

type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/**
 * Queues work for the one writing connection of this process and commits what is waiting together.
 * Each piece has a savepoint, so that one that throws undoes only itself. Nobody is answered before
 * the commit they are part of is on disk.
 */
export class GroupCommit {
  readonly #raw: SqliteConnection;
  readonly #beginImmediate: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;
  readonly #savepoint: Statement;
  readonly #release: Statement;
  readonly #rollbackToSavepoint: Statement;
  readonly #log: Log;
  readonly #waits = createSpread(waitBounds);
  readonly #sizes = createSpread(sizeBounds);
  #waiting: Piece[] = [];
  #together = 0;
  #isRunning = false;
  #contendedAt = -Infinity;

  constructor(raw: SqliteConnection, log: Log) {
    this.#raw = raw;
    this.#log = log;
    this.#beginImmediate = raw.prepare('begin immediate');
    this.#commit = raw.prepare('commit');
    this.#rollback = raw.prepare('rollback');
    this.#savepoint = raw.prepare('savepoint piece');
    this.#release = raw.prepare('release piece');
    this.#rollbackToSavepoint = raw.prepare('rollback to piece');
  }

  submit<T>(run: () => Promise<T>): Promise<T> {
    // Whoever asked first has the others' work done, which is not to see whose context that is.
    const inOwnContext = AsyncLocalStorage.snapshot();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        askedAt: performance.now(),
        run: () => inOwnContext(run),
        resolve: (value) => resolve(value as T),
        reject,
      });
      if (this.#isRunning) return;
      this.#isRunning = true;
      // After the poll phase, so that requests which arrived together are written together.
      setImmediate(() => void this.#drain());
    });
  }

  /** Whether somebody waits for the work that is being done, or for the commit that it is part of. */
  get isAwaited(): boolean {
    return this.#waiting.length > 0 || this.#together > 1;
  }

  figures(): Pick<DatabaseFigures, 'writeWaits' | 'commitSizes'> {
    return { writeWaits: this.#waits.read(), commitSizes: this.#sizes.read() };
  }

  /** Resolves when nothing is waiting or running. */
  async idle(): Promise<void> {
    while (this.#isRunning) await sleep(1);
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#commitTogether(this.#waiting.splice(0, maxBatch));
      // Lets the event loop answer the committed ones and read new requests.
      if (performance.now() - this.#contendedAt < latelyMs) await sleep(makeWayMs);
      else if (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#isRunning = false;
  }

  async #commitTogether(batch: Piece[]): Promise<void> {
    const outcomes: Outcome[] = [];
    this.#together = batch.length;
    try {
      await this.#log.room();
      await this.#begin();
      const begunAt = performance.now();
      for (const { askedAt } of batch) this.#waits.observe((begunAt - askedAt) / 1000);
      this.#sizes.observe(batch.length);
      for (const piece of batch) {
        outcomes.push(batch.length === 1 ? await this.#runAlone(piece) : await this.#runInSavepoint(piece));
      }
      if (this.#raw.inTransaction) this.#commit.run();
      await this.#log.committed();
    } catch (error) {
      if (this.#raw.inTransaction) this.#rollback.run();
      const reason = asAvailabilityError(error);
      for (const piece of batch) piece.reject(reason);
      return;
    }
    for (const [index, piece] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok) piece.resolve(outcome.value);
      else piece.reject(outcome?.error);
    }
  }

  /** Takes the write lock, waiting for other processes without blocking this one. */
  async #begin(): Promise<void> {
    for (const startedAt = performance.now(); ;) {
      try {
        this.#beginImmediate.run();
        return;
      } catch (error) {
        if (databaseErrorCode(error)?.startsWith('SQLITE_BUSY') !== true) throw error;
        this.#contendedAt = performance.now();
        if (this.#contendedAt - startedAt >= lockWaitMs) {
          throw new AppError('service.unavailable', { cause: error, retryAfterSeconds: 1 });
        }
        await sleep(lockRetryMs);
      }
    }
  }

  /** The transaction itself is its savepoint. */
  async #runAlone(piece: Piece): Promise<Outcome> {
    try {
      return { ok: true, value: await piece.run() };
    } catch (error) {
      if (this.#raw.inTransaction) this.#rollback.run();
      return { ok: false, error: asAvailabilityError(error) };
    }
  }

  async #runInSavepoint(piece: Piece): Promise<Outcome> {
    this.#savepoint.run();
    try {
      const value = await piece.run();
      this.#release.run();
      return { ok: true, value };
    } catch (error) {
      // A full disk or an I/O error may have ended the whole transaction: then nobody's work stands.
      if (!this.#raw.inTransaction) throw error;
      this.#rollbackToSavepoint.run();
      this.#release.run();
      return { ok: false, error: asAvailabilityError(error) };
    }
  }
}
