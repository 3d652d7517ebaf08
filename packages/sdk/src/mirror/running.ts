import { OstiaryError } from '../errors.ts';
import type { Now } from '../types.ts';
import type { FeedItem } from '../wire.ts';
import { contentOfItems, nothing, type Content } from './batches.ts';
import type { Definitions } from './definitions.ts';
import { cursorOf, furthest } from './mirror.rules.ts';
import type { CommitOutcome, Mark, MirrorBatch, MirrorState, StoredMirror } from './store.types.ts';
import type { UserCache } from './user-cache.ts';

/** So often within the time that it is remembered. */
const forgetsEvery = 24;

/** Where this process is, beside what the store says. */
export interface Place extends Mark {
  /** Whether the cursor that comes with items is one to go on from: not while a snapshot is needed. */
  isAttached: boolean;
  /** The furthest cursor that was seen. */
  head: string | null;
  /** What came since a snapshot was asked for: the furthest cursor, and the highest position of an item. */
  cursor: string | null;
  applied: number;
  /** Of the state when definitions were read. */
  floor: number;
}

/** A mirror while it runs. */
export interface Running {
  /** The store, with the hooks that run within its transactions. */
  store: {
    open(): Promise<StoredMirror>;
    commit(batch: MirrorBatch): Promise<CommitOutcome>;
    /** At most one portion. */
    sweep(before: Mark): Promise<CommitOutcome & { isDone: boolean }>;
  };
  definitions: Definitions;
  cache: UserCache;
  now: Now;
  /** How many records are written at a time. */
  portionSize: number;
  /** How long it is remembered that a user is gone. */
  rememberGoneMs: number;
  /** Epoch milliseconds: when the next batch is to forget those who have been gone for longer. */
  forgetsAt: number;
  /** Undefined before it is opened. */
  place: Place | undefined;
  revision: number;
  /** Whether every user whom the service may see is known. */
  isWhole: boolean;
  /** Epoch milliseconds: when the feed or a snapshot was last heard. */
  heardAt: number;
  /** The server has another history, and the store has not yet been told. */
  isRenewalDue: boolean;
  queue: Promise<unknown>;
}

/** One at a time, so that what is in memory follows what is in the store. */
export function inTurn<R>(running: Running, work: () => Promise<R>): Promise<R> {
  const turn = running.queue.then(work);
  running.queue = turn.catch(() => undefined);
  return turn;
}

export function placeOf({ place }: Running): Place {
  if (!place) throw new OstiaryError('not_started', 'A mirror is opened before it is used.');
  return place;
}

async function load(running: Running): Promise<MirrorState> {
  const { state, definitions } = await running.store.open();
  const { generation, position, head, floor } = state;
  running.place = { generation, position, head, floor, isAttached: false, cursor: null, applied: 0 };
  running.definitions.load(definitions);
  running.cache.clear();
  running.revision += 1;
  return state;
}

export async function open(running: Running): Promise<{ cursor: string | null }> {
  const cursor = cursorOf(await load(running));
  placeOf(running).isAttached = cursor !== null;
  running.isWhole ||= cursor !== null;
  return { cursor };
}

export async function loadDefinitions(running: Running): Promise<void> {
  const { state, definitions } = await running.store.open();
  placeOf(running).floor = state.floor;
  running.definitions.load(definitions);
  running.revision += 1;
}

/** Until it is opened again or filled, nothing that this process does moves the cursor: a gap could be left behind. */
export async function rejectAsStale(running: Running): Promise<never> {
  await load(running);
  throw new OstiaryError('unavailable', 'Another process has begun to fill the mirror anew.');
}

/** For one that is filled once and then only followed, too: nobody else would ever forget. */
function forgetting(running: Running, at: number): Pick<MirrorBatch, 'forgetBefore'> {
  if (at < running.forgetsAt) return {};
  running.forgetsAt = at + running.rememberGoneMs / forgetsEvery;
  return { forgetBefore: at - running.rememberGoneMs };
}

/** Writes, then lets it be seen. */
export async function commit(
  running: Running,
  content: Content,
  rest: Pick<MirrorBatch, 'generation' | 'cursor' | 'step'>,
): Promise<MirrorState> {
  const place = placeOf(running);
  try {
    const at = running.now();
    const outcome = await running.store.commit({ ...content, ...rest, at, ...forgetting(running, at) });
    if (outcome.isStale) return await rejectAsStale(running);
    running.heardAt = at;
    // A snapshot, perhaps of another process, brought what this process was never told.
    if (outcome.state.floor !== place.floor) await loadDefinitions(running);
    else running.definitions.put(content.definitions, outcome.state);
    return outcome.state;
  } finally {
    // Also after a failure, which does not always mean that nothing was written.
    running.cache.forget(content.users.map(({ sub }) => sub));
    if (content.users.length > 0 || content.definitions.length > 0) running.revision += 1;
  }
}

/** Positions begin anew: from here on what comes belongs to the new history. */
export async function renewIfDue(running: Running): Promise<void> {
  if (!running.isRenewalDue) return;
  const { generation } = placeOf(running);
  const batch = { ...nothing, generation, cursor: null, step: { kind: 'renew' }, at: running.now() } as const;
  await running.store.commit(batch);
  // Where another process was quicker, its new generation does as well.
  await load(running);
  running.isRenewalDue = false;
}

export async function apply(running: Running, items: readonly FeedItem[], cursor: string): Promise<void> {
  await renewIfDue(running);
  const place = placeOf(running);
  const content = contentOfItems(items, cursor);
  const { generation, isAttached } = place;
  await commit(running, content, { generation, cursor: isAttached ? cursor : null, step: null });
  place.position = Math.max(place.position, content.position);
  place.head = furthest(place.head, cursor);
  place.cursor = furthest(place.cursor, cursor);
  for (const item of items) place.applied = Math.max(place.applied, item.position);
}
