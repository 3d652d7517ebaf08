import type { EventService } from '#modules/events';
import type { ServiceService } from '#modules/services';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { createPeriodicJob, type PeriodicJob } from '#platform/jobs/periodic-job.ts';
import { createSpread, waitBounds, type Spread } from '#platform/spread.ts';
import type { ReadBatch } from '../reading/batches.ts';
import type { Cursors } from '../reading/cursors.ts';
import { deliver } from './delivering.ts';
import { beatOf } from './frames.rules.ts';
import { isUpToDate } from './up-to-date.rules.ts';
import type { Edge, Hub, Listener } from './hub.types.ts';

const pollEveryMs = 50;
/** Where the database tells at once: for what it could not tell, and for beats. */
const pollWhileToldMs = 250;
const lookEveryMs = 500;
/** Well below the second that is promised. */
const beatEveryMs = 700;
/** A batch is worked out for every service: not too much in one go. */
const batchLimit = 200;
const encoder = new TextEncoder();

export interface HubDeps {
  database: Database;
  clock: Clock;
  events: EventService;
  services: Pick<ServiceService, 'authenticateKey'>;
  cursors: Cursors;
  readBatch: ReadBatch;
  onBackgroundError: (error: unknown) => void;
}

interface State {
  /** When each was beaten last, in milliseconds of the process; null before it has joined. */
  listeners: Map<Listener, number | null>;
  edge: Edge | undefined;
  /** When all that was committed had been told, in milliseconds of the process; since when it tries at first. */
  caughtUpAt: number;
  /** Seconds from an event to the telling of it. */
  delays: Spread;
  jobs: PeriodicJob[];
  /** Reads on; one of the jobs. */
  following: PeriodicJob | undefined;
  isStopped: boolean;
  /** One report for each row of failures. */
  isFailing: boolean;
}

function leave(state: State, listener: Listener): void {
  if (!state.listeners.delete(listener) || state.listeners.size > 0) return;
  for (const job of state.jobs) void job.stop();
  state.jobs = [];
  state.following = undefined;
  state.edge = undefined;
}

function end(state: State, listener: Listener): void {
  if (!state.listeners.has(listener)) return;
  leave(state, listener);
  listener.onEnd();
}

function endAll(state: State): void {
  for (const listener of [...state.listeners.keys()]) end(state, listener);
}

function joined(state: State): Listener[] {
  return [...state.listeners].filter(([, beatenAt]) => beatenAt !== null).map(([listener]) => listener);
}

function beat(state: State, edge: Edge): void {
  const now = performance.now();
  const bytes = encoder.encode(beatOf(edge.cursor));
  for (const [listener, beatenAt] of state.listeners) {
    // One who is ahead of this process must not be sent back.
    if (beatenAt === null || now - beatenAt < beatEveryMs || listener.position !== edge.position) continue;
    state.listeners.set(listener, now);
    listener.onBeat?.(bytes);
  }
}

async function findEdge({ events, database, cursors }: HubDeps): Promise<Edge | undefined> {
  const { asOf, last } = await events.list(database.db, { after: 'newest', limit: 1 });
  return asOf > -Infinity ? { position: last, cursor: await cursors.at(database.db, last) } : undefined;
}

/** Whether the edge is still part of the history: an older copy of the database may have taken its place. */
async function isOnCourse({ cursors, database }: HubDeps, { edge }: State): Promise<boolean> {
  return edge === undefined || (await cursors.at(database.db, edge.position)) === edge.cursor;
}

function noteDelays({ clock }: HubDeps, { delays }: State, happenedAt: readonly number[]): void {
  const now = clock.nowMs();
  // Clocks of other processes may be a little ahead.
  for (const at of happenedAt) delays.observe(Math.max(0, now - at) / 1000);
}

/** Reads on from the edge to the end, and tells it. */
async function follow(deps: HubDeps, state: State, signal: AbortSignal): Promise<void> {
  state.edge ??= await findEdge(deps);
  for (let hasMore = true; hasMore && state.edge && !signal.aborted;) {
    const { position: from } = state.edge;
    const batch = await deps.readBatch({ after: from, limit: batchLimit });
    const { cursor } = batch;
    const isNews = cursor !== null;
    if (isNews && !(await isOnCourse(deps, state))) return endAll(state);
    if (signal.aborted) return;
    if (isNews) {
      // Before it is told: whoever joins meanwhile has to have read it.
      state.edge = { position: batch.last, cursor };
      const isListening = (listener: Listener): boolean => state.listeners.has(listener);
      const delivering = { from, batch, cursor, isListening, end: (one: Listener) => end(state, one) };
      const listeners = joined(state);
      await deliver(listeners, delivering);
      if (listeners.length > 0) noteDelays(deps, state, batch.happenedAt);
    }
    ({ hasMore } = batch);
    if (hasMore || signal.aborted) continue;
    state.caughtUpAt = Math.max(state.caughtUpAt, batch.asOf);
    if (isUpToDate(batch, performance.now())) beat(state, state.edge);
  }
  state.isFailing = false;
}

/** Ends those whose key does not count any more. */
async function look(deps: HubDeps, state: State): Promise<void> {
  for (const listener of [...state.listeners.keys()]) listener.onLook?.();
  if (!(await isOnCourse(deps, state))) return endAll(state);
  const byKey = Map.groupBy(state.listeners.keys(), ({ key }) => key);
  for (const [key, listeners] of byKey) {
    if (await deps.services.authenticateKey(key)) continue;
    for (const listener of listeners) end(state, listener);
  }
}

function startJobs(deps: HubDeps, state: State): void {
  const onError = (error: unknown): void => {
    if (!state.isFailing) deps.onBackgroundError(error);
    state.isFailing = true;
  };
  const base = { wakeDelayMs: 0, stopWithinMs: 1_000, onError };
  const { signals } = deps.database;
  const everyMs = (): number => (signals.isLive() ? pollWhileToldMs : pollEveryMs);
  state.following = createPeriodicJob({ ...base, everyMs, run: (signal) => follow(deps, state, signal) });
  const looking = createPeriodicJob({ ...base, everyMs: lookEveryMs, run: () => look(deps, state) });
  state.jobs = [state.following, looking];
  for (const job of state.jobs) job.start();
}

export function createHub(deps: HubDeps): Hub {
  const state: State = {
    listeners: new Map(),
    edge: undefined,
    caughtUpAt: 0,
    delays: createSpread(waitBounds),
    jobs: [],
    following: undefined,
    isStopped: false,
    isFailing: false,
  };
  deps.database.signals.listen(() => state.following?.wake());
  return {
    watch(listener) {
      if (state.isStopped) {
        listener.onEnd();
        return () => undefined;
      }
      state.listeners.set(listener, null);
      if (state.jobs.length === 0) {
        state.caughtUpAt = performance.now();
        startJobs(deps, state);
      }
      return () => leave(state, listener);
    },
    edge: () => state.edge,
    figures: () => ({
      listeners: state.listeners.size,
      lagSeconds: state.listeners.size > 0 ? (performance.now() - state.caughtUpAt) / 1000 : 0,
      delays: state.delays.read(),
    }),
    join(listener) {
      const { edge } = state;
      if (!edge || listener.position < edge.position || !state.listeners.has(listener)) return false;
      state.listeners.set(listener, -Infinity);
      return true;
    },
    stop() {
      state.isStopped = true;
      endAll(state);
    },
  };
}
