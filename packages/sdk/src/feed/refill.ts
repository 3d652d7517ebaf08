import { messageOf } from '../errors.ts';
import { linkedAbort, pause } from '../http/http-call.ts';
import type { Directory } from '../directory/directory.types.ts';
import type { SnapshotLine } from '../wire.ts';
import type { FeedRequests } from './feed-requests.ts';
import { backoffMs, type Pace } from './pace.ts';
import { readSnapshot } from './snapshot-reader.ts';

export interface RefillDeps {
  directory: Pick<Directory, 'holds' | 'replace'>;
  requests: Pick<FeedRequests, 'openSnapshot'>;
  pace: Pace;
  chance(): number;
  onStart(line: Extract<SnapshotLine, { kind: 'start' }>): void;
  onDone(): void;
  onError(error: unknown): void;
}

/** Fills the directory from a snapshot when that is due, until it succeeds. */
export interface Refill {
  /** What is known cannot be relied on: nothing is, or a snapshot that is needed could not be had. */
  readonly isMissing: boolean;
  /** Takes a snapshot, and another one if one is under way: it may have passed what changed. */
  ask(): void;
  /**
   * The server has another history, or nothing is known yet. What is under way is given up; resolves when the directory
   * knows that items of the new history come.
   */
  restart(isNewHistory: boolean): Promise<void>;
  close(): Promise<void>;
}

async function* watched(
  lines: AsyncIterable<SnapshotLine>,
  onStart: RefillDeps['onStart'],
): AsyncGenerator<SnapshotLine> {
  for await (const line of lines) {
    if (line.kind === 'start') onStart(line);
    yield line;
  }
}

export function createRefill(deps: RefillDeps, signal: AbortSignal): Refill {
  const { directory, requests, pace, chance, onStart, onDone, onError } = deps;
  let isMissing = false;
  let isAsked = false;
  let running: { done: Promise<void>; abort(): void } | undefined;

  function replace(isNewHistory: boolean, until: AbortSignal): Promise<void> {
    const users = directory.holds === 'users' ? 'all' : 'none';
    const lines = readSnapshot({ requests, users, stallMs: pace.snapshotStallMs, signal: until });
    return directory.replace(watched(lines, onStart), { isNewHistory });
  }

  async function run(isNewHistory: boolean, until: AbortSignal): Promise<void> {
    let isOtherHistory = isNewHistory;
    for (let failures = 0; (isAsked || isMissing) && !until.aborted;) {
      isAsked = false;
      try {
        // Called at once: from here on items belong to the new history.
        await replace(isOtherHistory, until);
        failures = 0;
        isMissing = false;
        if (!until.aborted) onDone();
      } catch (thrown) {
        if (until.aborted) return;
        failures++;
        isMissing = true;
        onError(new Error(`The snapshot failed: ${messageOf(thrown)}`, { cause: thrown }));
        await pause(backoffMs(pace, failures, { chance: chance() }), until);
      }
      // It has been told; what came since belongs to it.
      isOtherHistory = false;
    }
  }

  function start(isNewHistory: boolean): void {
    const { controller, unlink } = linkedAbort(signal);
    const done = run(isNewHistory, controller.signal).finally(() => {
      unlink();
      running = undefined;
      if (isAsked && !controller.signal.aborted) start(false);
    });
    running = { done, abort: () => controller.abort() };
  }

  return {
    get isMissing() {
      return isMissing;
    },
    ask() {
      isAsked = true;
      if (!running) start(false);
    },
    async restart(isNewHistory) {
      running?.abort();
      await running?.done;
      isMissing = true;
      start(isNewHistory);
    },
    async close() {
      await running?.done;
    },
  };
}
