import { messageOf } from '../errors.ts';
import { linkedAbort, pause } from '../http/http-call.ts';
import type { Directory } from '../directory/directory.types.ts';
import type { SnapshotLine } from '../wire.ts';
import type { FeedRequests } from './feed-requests.ts';
import { openPromise, type OpenPromise } from './open-promise.ts';
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
  /** The one that is under way has said where following can begin, or there is none, or it failed. */
  begun(): Promise<void>;
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

function replace(
  { directory, requests, pace, onStart }: RefillDeps,
  { isNewHistory, until, onBegun }: { isNewHistory: boolean; until: AbortSignal; onBegun(): void },
): Promise<void> {
  const users = directory.holds === 'users' ? 'all' : 'none';
  const lines = readSnapshot({ requests, users, stallMs: pace.snapshotStallMs, signal: until });
  const begin: RefillDeps['onStart'] = (line) => {
    onStart(line);
    onBegun();
  };
  return directory.replace(watched(lines, begin), { isNewHistory });
}

export function createRefill(deps: RefillDeps, signal: AbortSignal): Refill {
  const { pace, chance, onDone, onError } = deps;
  let isMissing = false;
  let isAsked = false;
  let running: { done: Promise<void>; abort(): void } | undefined;
  let beginning: OpenPromise<void> | undefined;

  async function run(isNewHistory: boolean, until: AbortSignal): Promise<void> {
    let isOtherHistory = isNewHistory;
    for (let failures = 0; (isAsked || isMissing) && !until.aborted;) {
      isAsked = false;
      try {
        // Called at once: from here on items belong to the new history.
        await replace(deps, { isNewHistory: isOtherHistory, until, onBegun: () => beginning?.resolve() });
        failures = 0;
        isMissing = false;
        if (!until.aborted) onDone();
      } catch (thrown) {
        beginning?.resolve();
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
    beginning = openPromise();
    const done = run(isNewHistory, controller.signal).finally(() => {
      unlink();
      beginning?.resolve();
      running = undefined;
      if (isAsked && !controller.signal.aborted) start(false);
    });
    running = { done, abort: () => controller.abort() };
  }

  return {
    get isMissing() {
      return isMissing;
    },
    begun: async () => beginning?.promise,
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
