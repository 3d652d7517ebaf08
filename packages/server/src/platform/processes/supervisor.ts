import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { Gathering } from './gathering.ts';
import { handOnWhatIsNotTaken } from './handing-over.ts';
import { isToSupervisor, type ToWorker } from './messages.ts';

export interface SupervisorOptions {
  workers: number;
  log: Log;
  /** How long a worker may take to end before it is killed. */
  endWithinMs: number;
}

/** How soon a worker that ended by itself is replaced; twice as long each time that one ends without having served. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Keeps a number of workers of this program serving on one port: replaces those that end, and all of them, one after
 * the other, when it is asked to. Opens no database and holds no request itself.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  /** Those that serve and are to go on, and since when. */
  readonly #members = new Map<Worker, number>();
  readonly #ends = new Map<Worker, Promise<void>>();
  readonly #gathering = new Gathering(() => this.#members.keys());
  #pauseMs = firstPauseMs;
  #isStopping = false;
  #restart: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** The first worker prepares the database and speaks for all. False when it ended without having served. */
  async start(): Promise<boolean> {
    if ((await this.#fork()) === undefined) return false;
    await Promise.all(Array.from({ length: this.#options.workers - 1 }, () => this.#add()));
    this.#options.log.info({ workers: this.#members.size }, 'every worker serves');
    return true;
  }

  /** Each worker makes room for a new one, which has to serve first. Another call meanwhile is the same restart. */
  restart(): Promise<void> {
    this.#restart ??= this.#replaceAll().finally(() => (this.#restart = undefined));
    return this.#restart;
  }

  /** Resolves when every worker has finished what it began, or was killed because it took too long. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(
      [...this.#ends.keys()].map((worker) => {
        worker.process.kill('SIGTERM');
        return this.#untilEnded(worker);
      }),
    );
  }

  /** A worker that serves; undefined when it ended without. */
  #fork(): Promise<Worker | undefined> {
    const worker = cluster.fork();
    handOnWhatIsNotTaken(worker);
    worker.on('message', (message: unknown) => {
      if (isToSupervisor(message)) this.#gathering.receive(worker, message);
    });
    const ended = new Promise<void>((resolve) => {
      worker.once('error', () => resolve());
      worker.once('exit', () => resolve());
    });
    this.#ends.set(worker, ended);
    void ended.then(() => this.#onEnd(worker));
    return new Promise((resolve) => {
      worker.once('listening', () => {
        this.#members.set(worker, performance.now());
        resolve(worker);
      });
      void ended.then(() => resolve(undefined));
    });
  }

  #onEnd(worker: Worker): void {
    this.#ends.delete(worker);
    this.#gathering.forget(worker);
    const servedSince = this.#members.get(worker);
    // One that has not served is whoever started it to replace; one that retires has been replaced already.
    if (servedSince === undefined || !this.#members.delete(worker) || this.#isStopping) return;
    const { exitCode, signalCode, pid } = worker.process;
    this.#options.log.error({ pid, exitCode, signal: signalCode }, 'a worker has ended; it is replaced');
    if (performance.now() - servedSince > longestPauseMs) this.#pauseMs = firstPauseMs;
    void this.#addLater();
  }

  async #add(): Promise<void> {
    if ((await this.#fork()) === undefined && !this.#isStopping) await this.#addLater();
  }

  async #addLater(): Promise<void> {
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    await sleep(pauseMs);
    if (!this.#isStopping) await this.#add();
  }

  async #replaceAll(): Promise<void> {
    const { log } = this.#options;
    for (const old of [...this.#members.keys()]) {
      // One that ended meanwhile has been replaced already.
      if (!this.#members.has(old) || this.#isStopping) continue;
      if ((await this.#fork()) === undefined) {
        log.error('a new worker does not start; those that serve go on');
        return;
      }
      this.#members.delete(old);
      const retire: ToWorker = { kind: 'retire' };
      if (old.isConnected()) old.send(retire, () => undefined);
      await this.#untilEnded(old);
    }
    log.info({ workers: this.#members.size }, 'every worker has been replaced');
  }

  async #untilEnded(worker: Worker): Promise<void> {
    const kill = setTimeout(() => {
      this.#options.log.error({ pid: worker.process.pid }, 'a worker takes too long to end and is killed');
      worker.process.kill('SIGKILL');
    }, this.#options.endWithinMs);
    await this.#ends.get(worker);
    clearTimeout(kill);
  }
}
