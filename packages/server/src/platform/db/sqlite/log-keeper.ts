import type { Database as SqliteConnection, Statement } from 'better-sqlite3';
import { CheckpointThread } from './checkpoint-thread.ts';
import type { LogState } from './checkpoint-worker.ts';
import { LogFlush } from './log-flush.ts';

/** Pages in the log before a commit moves it into the file: 16 MiB, since moving it costs two flushes. */
const usualLogPages = 4_000;
/** While much is written a thread begins to move it here, beside the writer … */
const muchLogPages = 16_000;
/** … and here, at 256 MiB, the writer waits until all of it is moved, so that the log begins anew. */
const maxLogPages = 64_000;
/** Two to overtake a writer who has stopped, one for somebody who was reading. */
const maxPasses = 3;

const pageBytes = 4_096;
const usualCacheKib = 16_000;
/** The pages of the indexes that a million new users are scattered over. */
const muchCacheKib = 112_000;

const nothingLogged = { log: 0, checkpointed: 0 };

interface LogOptions {
  /** False leaves flushing to the operating system. */
  isDurable: boolean;
}

/**
 * Decides when the write-ahead log is flushed and moved into the file. Usually a commit flushes it, and one
 * that fills it moves it. As long as anybody expects to write much, both are done beside the thread that
 * writes: nothing is acknowledged earlier, and others need not wait for the disk.
 */
export class LogKeeper {
  readonly #writer: SqliteConnection;
  readonly #isDurable: boolean;
  readonly #flush: LogFlush;
  readonly #look: Statement<[], LogState>;
  #expecting = 0;
  #isPrepared = false;
  #thread: CheckpointThread | undefined;
  #pass: Promise<boolean> | undefined;
  #ending: Promise<void> = Promise.resolve();
  #logPages = 0;
  #waitAt = maxLogPages;

  constructor(writer: SqliteConnection, { isDurable }: LogOptions) {
    this.#writer = writer;
    this.#isDurable = isDurable;
    this.#flush = new LogFlush(writer.name);
    this.#look = writer.prepare<[], LogState>('pragma wal_checkpoint(noop)');
    // By how much it was longer for a while is given back to the disk when it begins anew.
    writer.pragma(`journal_size_limit = ${muchLogPages * pageBytes}`);
    this.#prepareFor(false);
  }

  /** See Database.expectMuchWriting. */
  expectMuchWriting(): () => void {
    let isOver = false;
    this.#expecting += 1;
    return () => {
      if (isOver) return;
      isOver = true;
      if (--this.#expecting === 0) this.#ending = this.#end();
    };
  }

  /** Before each transaction: resolves when the log has room for it. */
  async room(): Promise<void> {
    if (this.#isPrepared !== this.#expecting > 0) {
      this.#prepareFor(this.#expecting > 0);
      if (!this.#isPrepared) await this.#flush.close();
    }
    if (this.#logPages < this.#waitAt) return;
    const isMoved = await this.#moveAll();
    // Whoever reads for a long time holds the log; then it has to grow, as it does without a thread.
    this.#waitAt = isMoved ? maxLogPages : this.#logPages + maxLogPages;
    this.#logPages = 0;
  }

  /** After each commit: resolves when it is durable. Rejects when the disk is in trouble. */
  async committed(): Promise<void> {
    if (!this.#isPrepared) return;
    const { log, checkpointed } = this.#lookAtLog();
    this.#logPages = log;
    if (this.#isDurable) await this.#flush.run();
    if (log - checkpointed >= muchLogPages) void this.#move();
  }

  async close(): Promise<void> {
    this.#expecting = 0;
    await this.#ending;
    await this.#end();
    await this.#flush.close();
  }

  /** Outside a transaction: SQLite does not change how it flushes within one. */
  #prepareFor(isMuch: boolean): void {
    this.#isPrepared = isMuch;
    this.#writer.pragma(`wal_autocheckpoint = ${isMuch ? 0 : usualLogPages}`);
    this.#writer.pragma(`cache_size = -${isMuch ? muchCacheKib : usualCacheKib}`);
    // An acknowledged write must survive a power cut: with FULL the commit itself flushes the log; with
    // NORMAL only what must be flushed for the file to stay whole, and `committed` does the rest.
    if (this.#isDurable) this.#writer.pragma(`synchronous = ${isMuch ? 'NORMAL' : 'FULL'}`);
  }

  #lookAtLog(): Pick<LogState, 'log' | 'checkpointed'> {
    try {
      return this.#look.get() ?? nothingLogged;
    } catch {
      return nothingLogged;
    }
  }

  /** Moves what there is by now; true when that was all. One at a time. */
  #move(): Promise<boolean> {
    this.#pass ??= this.#checkpoint().finally(() => (this.#pass = undefined));
    return this.#pass;
  }

  async #checkpoint(): Promise<boolean> {
    try {
      this.#thread ??= new CheckpointThread(this.#writer.name);
      const { busy, log, checkpointed } = await this.#thread.checkpoint();
      return busy === 0 && log === checkpointed;
    } catch {
      void this.#thread?.close();
      this.#thread = undefined;
      // Without a thread commits do it, as usual. What is wrong with the disk, they will say.
      if (this.#writer.open) this.#writer.pragma(`wal_autocheckpoint = ${muchLogPages}`);
      return false;
    }
  }

  async #moveAll(): Promise<boolean> {
    for (let pass = 0; pass < maxPasses; pass++) if (await this.#move()) return true;
    return false;
  }

  async #end(): Promise<void> {
    if (this.#logPages >= usualLogPages) await this.#moveAll();
    await this.#pass;
    // Somebody else may have begun meanwhile.
    if (this.#expecting > 0) return;
    this.#logPages = 0;
    this.#waitAt = maxLogPages;
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.close();
  }
}
