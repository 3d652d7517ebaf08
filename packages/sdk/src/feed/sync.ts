import { messageOf, OstiaryError } from '../errors.ts';
import { createFirstSync, type FirstSync } from './first-sync.ts';
import { followFeed, type FollowerEvents } from './follower.ts';
import { createHealth, type Health } from './health.ts';
import { createRefill, type Refill } from './refill.ts';
import type { Sync, SyncDeps } from './sync.types.ts';

/** What following and filling have to know of each other. */
interface State {
  health: Health;
  /** Following has come to the end of what there was, in this history. */
  hasSettled: boolean;
  snapshotCursor: string | null;
  first: FirstSync | undefined;
  following: Promise<void> | undefined;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}

function createFill(
  deps: SyncDeps,
  state: State,
  { heard, signal }: { heard(): void; signal: AbortSignal },
): Refill {
  const { directory, requests, pace, chance, onError } = deps;
  return createRefill(
    {
      ...{ directory, requests, pace, chance },
      onStart: ({ cursor }) => (state.snapshotCursor = cursor),
      onDone: heard,
      onError(thrown) {
        state.health.problem = messageOf(thrown);
        onError(asError(thrown));
      },
    },
    signal,
  );
}

function createEvents(
  deps: SyncDeps,
  state: State,
  { heard, refill }: { heard(): void; refill: Refill },
): FollowerEvents {
  const { health } = state;
  return {
    onTransport: (transport) => (health.transport = transport),
    onCursor: (cursor) => (health.cursor = cursor),
    onReset: () => refill.ask(),
    onSettled() {
      state.hasSettled = true;
      heard();
    },
    onGone() {
      state.hasSettled = false;
      state.snapshotCursor = null;
      return refill.restart(true);
    },
    onFailure(thrown) {
      health.problem = messageOf(thrown);
      health.isKeyRefused = thrown instanceof OstiaryError && thrown.code === 'key_refused';
      deps.onError(asError(thrown));
      state.first?.failed(thrown);
    },
    async snapshotCursor() {
      await refill.begun();
      return state.snapshotCursor;
    },
  };
}

/** Keeps a directory equal to the server: a snapshot where one is needed, and the feed from then on. */
export function createSync(deps: SyncDeps): Sync {
  const { directory, now } = deps;
  const health = createHealth(deps.maxSilenceMs);
  const state: State = {
    health,
    hasSettled: false,
    snapshotCursor: null,
    first: undefined,
    following: undefined,
  };
  const ending = new AbortController();
  const { signal } = ending;

  function heard(): void {
    // What should be known and is not does not become so by hearing more.
    if (refill.isMissing || !state.hasSettled) return;
    health.heard(now());
    state.first?.reached();
  }
  const refill = createFill(deps, state, { heard, signal });
  const events = createEvents(deps, state, { heard, refill });

  return {
    async start(timeoutMs) {
      const { cursor } = await directory.open();
      health.cursor = cursor;
      health.phase = 'running';
      const first = createFirstSync({ timeoutMs, hasState: cursor !== null, problem: () => health.problem });
      state.first = first;
      if (cursor === null) await refill.restart(false);
      state.following = followFeed(deps, events, { cursor, signal });
      return first.done;
    },
    async close() {
      health.phase = 'closed';
      ending.abort(new Error('closed'));
      await Promise.all([state.following, refill.close()]);
      await directory.close();
    },
    isFresh: (at) => health.isFresh(at),
    status: () => health.status(now()),
    get state() {
      return health.state(now());
    },
  };
}
