import SqliteConnection from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';

// This file runs in a worker thread by type stripping alone.

/** How many pages the log holds, and how many of them the file holds as well. */
export interface LogState {
  busy: number;
  log: number;
  checkpointed: number;
}

export type CheckpointReply = { ok: true; state: LogState } | { ok: false; error: string };

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const connection = new SqliteConnection(workerData as string, { fileMustExist: true, timeout: 0 });
// Pages are flushed before the log may be written over.
connection.pragma('synchronous = FULL');
// Waits for nobody, and nobody waits for it.
const checkpoint = connection.prepare<[], LogState>('pragma wal_checkpoint(passive)');

function reply(): CheckpointReply {
  try {
    const state = checkpoint.get();
    return state ? { ok: true, state } : { ok: false, error: 'A checkpoint answered nothing.' };
  } catch (error) {
    return { ok: false, error: describe(error) };
  }
}

parentPort?.on('message', (order: 'checkpoint' | 'close') => {
  if (order === 'checkpoint') {
    parentPort?.postMessage(reply());
    return;
  }
  connection.close();
  parentPort?.close();
});
