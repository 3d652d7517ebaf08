import { Worker } from 'node:worker_threads';
import type { CheckpointReply, LogState } from './checkpoint-worker.ts';

/** As source the program is beside this file; bundled, it is beside the bundle. */
const program = new URL(
  import.meta.url.endsWith('.ts') ? './checkpoint-worker.ts' : './checkpoint-worker.js',
  import.meta.url,
);

interface Asked {
  resolve: (state: LogState) => void;
  reject: (error: Error) => void;
}

/** Moves the log into the file beside whoever writes: on a thread and a connection of its own. */
export class CheckpointThread {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  #asked: Asked | undefined;
  #failure: Error | undefined;

  constructor(path: string) {
    // Neither the parent's flags nor its environment, which may hold secrets.
    this.#worker = new Worker(program, { name: 'checkpoints', workerData: path, execArgv: [], env: {} });
    // Between two checkpoints it keeps no process alive.
    this.#worker.unref();
    this.#worker.on('message', (reply: CheckpointReply) => this.#settle(reply));
    this.#worker.on('error', (cause: unknown) => this.#fail(cause));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(undefined);
        resolve();
      });
    });
  }

  /** Moves what the log holds by now; one call at a time. Rejects when the thread has ended. */
  checkpoint(): Promise<LogState> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage('checkpoint');
    });
  }

  /** Resolves when its connection is closed. */
  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage('close');
    await this.#exited;
  }

  #settle(reply: CheckpointReply): void {
    this.#worker.unref();
    const asked = this.#asked;
    this.#asked = undefined;
    if (reply.ok) asked?.resolve(reply.state);
    else asked?.reject(new Error(reply.error));
  }

  #fail(cause: unknown): void {
    this.#failure ??= new Error('The thread of checkpoints ended', { cause });
    this.#asked?.reject(this.#failure);
    this.#asked = undefined;
  }
}
