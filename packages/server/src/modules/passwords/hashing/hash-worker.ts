import { setPriority } from 'node:os';
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { performHashJob, type HashJob, type HashResult } from './hash-work.ts';

export interface HashOrder {
  job: HashJob;
  /** False for a job that is tried again: its fate must not be mixed up with that of others. */
  mayHold: boolean;
}

export type HashReply = { ok: true; result: HashResult } | { ok: false; error: string };

/**
 * While more jobs wait, so many replies are handed over at once, and none is held longer than this.
 * What follows a hash (queries, a commit, a signature) costs the requests' thread half as much for a few
 * sign-ins together as for each alone, after the hash has emptied the processor's caches.
 */
const maxHeld = 4;
const maxHoldMs = 60;

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

const delivered: HashOrder[] = [];
let isWorking = false;

function nextOrder(): HashOrder | undefined {
  if (delivered.length > 0) return delivered.shift();
  if (!parentPort) return undefined;
  return (receiveMessageOnPort(parentPort) as { message: HashOrder } | undefined)?.message;
}

/** One after the other, and answered in that order. */
async function work(): Promise<void> {
  isWorking = true;
  let held: HashReply[] = [];
  let heldSince = 0;
  for (let order = nextOrder(); order; order = nextOrder()) {
    if (held.length === 0) heldSince = performance.now();
    held.push(await reply(order.job));
    // As long again as the last one took.
    const nextAt = performance.now() + (performance.now() - heldSince) / held.length;
    if (order.mayHold && held.length < maxHeld && nextAt - heldSince < maxHoldMs) continue;
    parentPort?.postMessage(held);
    held = [];
  }
  if (held.length > 0) parentPort?.postMessage(held);
  isWorking = false;
}

parentPort?.on('message', (order: HashOrder) => {
  delivered.push(order);
  if (!isWorking) void work();
});
