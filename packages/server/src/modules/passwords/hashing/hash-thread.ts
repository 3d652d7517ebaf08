import { Worker } from 'node:worker_threads';
import type { HashJob, HashResult } from './hash-work.ts';
import type { HashOrder, HashReply } from './hash-worker.ts';

/** As source the program is beside this file; bundled, it is beside the bundle. */
const besideThisFile = new URL(
  import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js',
  import.meta.url,
);

interface Taken {
  job: HashJob;
  isRetry: boolean;
  resolve: (result: HashResult) => void;
  reject: (error: Error) => void;
}

/**
 * Those being done and those in the thread's mailbox, so that it need not wait for this thread to be free.
 * The thread answers a few together, and must have as many to go on with meanwhile.
 */
export const maxTaken = 6;

/**
 * One worker thread that does its jobs one by one. It starts at its first job and is replaced when it
 * dies; the job it died with is tried once more. It keeps the process alive only while it works.
 */
export class HashThread {
  readonly #program: URL;
  readonly #taken: Taken[] = [];
  #worker: Worker | undefined;
  #finished: Promise<unknown> = Promise.resolve();

  constructor(program: URL = besideThisFile) {
    this.#program = program;
  }

  /** Jobs that it has and has not finished. */
  get load(): number {
    return this.#taken.length;
  }

  run(job: HashJob): Promise<HashResult> {
    if (this.load >= maxTaken) throw new TypeError('A hash thread takes no more jobs than its mailbox holds');
    const result = new Promise<HashResult>((resolve, reject) => {
      this.#taken.push({ job, isRetry: false, resolve, reject });
    });
    this.#finished = Promise.allSettled([this.#finished, result]);
    this.#post({ job, mayHold: true });
    return result;
  }

  /** Resolves when the jobs it has are done and the thread has ended. */
  async close(): Promise<void> {
    await this.#finished;
    await this.#worker?.terminate();
  }

  #post(order: HashOrder): void {
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(order);
  }

  #start(): Worker {
    // Neither the parent's flags nor its environment, which may hold secrets.
    const worker = new Worker(this.#program, { name: 'hashing', execArgv: [], env: {} });
    let cause: unknown;
    worker.on('message', (replies: HashReply[]) => replies.forEach((reply) => this.#settle(reply)));
    worker.on('error', (error: unknown) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      this.#recover(cause);
    });
    return worker;
  }

  /** Replies come in the order of the jobs. */
  #settle(reply: HashReply): void {
    const done = this.#taken.shift();
    if (this.load === 0) this.#worker?.unref();
    if (reply.ok) done?.resolve(reply.result);
    else done?.reject(new Error(reply.error));
  }

  #recover(cause: unknown): void {
    const [first] = this.#taken;
    if (!first) return;
    if (first.isRetry) {
      this.#taken.shift();
      first.reject(new Error('The hashing thread died twice with the same job', { cause }));
    } else {
      first.isRetry = true;
    }
    // One at a time, so that the one it dies with is known to be the first.
    for (const { job } of this.#taken) this.#post({ job, mayHold: false });
  }
}
