import { AsyncLocalStorage } from 'node:async_hooks';

const writing = new AsyncLocalStorage<true>();

/**
 * Runs a transaction's work so that a second `write` inside it is refused at once: on SQLite it would
 * wait for itself for ever, on PostgreSQL it would not see what the first one did.
 */
export function runUnnested<T>(work: () => Promise<T>): Promise<T> {
  return writing.run(true, work);
}

export function refuseNesting(): void {
  if (writing.getStore()) throw new TypeError('write() inside write(): pass the transaction on instead');
}
