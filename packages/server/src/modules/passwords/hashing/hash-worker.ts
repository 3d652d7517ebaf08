import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { performHashJob, type HashJob, type HashResult } from './hash-work.ts';

export type HashReply = { ok: true; result: HashResult } | { ok: false; error: string };

function lowerPriority(): void {
  try {
    // On Linux this is the nice value of this thread alone: requests come before hashing, though not by
    // so much that a busy neighbour starves it.
    setPriority(0, 2);
  } catch {
    // Elsewhere, or where it is forbidden, hashing competes as an equal.
  }
}

async function reply(job: HashJob): Promise<HashReply> {
  try {
    return { ok: true, result: await performHashJob(job) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

// Elsewhere than on Linux the call would slow the whole process.
if (process.platform === 'linux') lowerPriority();

// One after the other, and answered in that order.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (job: HashJob) => {
  last = last.then(async () => parentPort?.postMessage(await reply(job)));
});
