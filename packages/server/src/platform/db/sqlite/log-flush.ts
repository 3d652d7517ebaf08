import { open, type FileHandle } from 'node:fs/promises';

/**
 * Makes what was committed durable without holding the thread meanwhile: the flush that a commit does with
 * `synchronous = FULL`, of the same file, by the thread pool. SQLite holds no lock on this file that closing
 * it here could undo.
 */
export class LogFlush {
  readonly #path: string;
  #file: FileHandle | undefined;

  constructor(databasePath: string) {
    this.#path = `${databasePath}-wal`;
  }

  /** Resolves when everything that is in the log by now is on the disk. */
  async run(): Promise<void> {
    this.#file ??= await open(this.#path, 'r+');
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}
