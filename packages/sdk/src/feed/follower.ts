import { OstiaryError } from '../errors.ts';
import { pause } from '../http/http-call.ts';
import type { FeedItem } from '../wire.ts';
import { readPages, readStream, StreamUnusable, type Batch } from './batches.ts';
import { backoffMs } from './pace.ts';
import type { SyncDeps } from './sync.types.ts';

/** What goes on while the feed is followed. */
export interface FollowerEvents {
  onTransport(transport: 'stream' | 'poll' | null): void;
  onCursor(cursor: string): void;
  /** Everything that there was has been told, and the directory has it. */
  onSettled(): void;
  /** More changed than could be told. */
  onReset(): void;
  /** The place in the feed is not known any more. Following begins anew when it resolves. */
  onGone(): Promise<void>;
  /** It broke off and is tried again. */
  onFailure(thrown: unknown): void;
  /** Where a snapshot began, once one has: there following can begin, too. */
  snapshotCursor(): Promise<string | null>;
}

type Deps = Pick<SyncDeps, 'directory' | 'requests' | 'now' | 'pace' | 'chance' | 'onItems' | 'onWarning'>;

/** Where it is, and what it has learnt about the way to the server. */
interface Place {
  cursor: string | null;
  /** At first what can still matter has to be told again, since it is kept nowhere. */
  isReplay: boolean;
  /** Items whose cursor has not come yet. */
  carried: FeedItem[];
  cursorKeptAt: number;
}

/** How the feed comes. */
interface Way {
  pollOnlyUntil: number;
  /** Why polling was begun, while that has not proved to work better. */
  unusable: StreamUnusable | undefined;
}

function beginAt(cursor: string | null): Place {
  return { cursor, isReplay: true, carried: [], cursorKeptAt: -Infinity };
}

class Follower {
  private readonly deps: Deps;
  private readonly events: FollowerEvents;
  private readonly signal: AbortSignal;
  private readonly way: Way = { pollOnlyUntil: -Infinity, unusable: undefined };
  private place = beginAt(null);
  private failures = 0;

  constructor(deps: Deps, events: FollowerEvents, signal: AbortSignal) {
    this.deps = deps;
    this.events = events;
    this.signal = signal;
  }

  async follow(cursor: string | null): Promise<void> {
    const { signal, deps } = this;
    this.place = beginAt(cursor);
    while (!signal.aborted) {
      let waitMs: number;
      try {
        await this.followOnce();
        this.failures++;
        this.events.onFailure(new OstiaryError('unavailable', 'The feed ended.'));
        waitMs = backoffMs(deps.pace, this.failures, { chance: deps.chance() });
      } catch (thrown) {
        if (signal.aborted) return;
        waitMs = await this.recover(thrown);
      }
      await pause(waitMs, signal);
    }
  }

  /** Until the connection ends. */
  private async followOnce(): Promise<void> {
    const { requests, pace, now, directory } = this.deps;
    const { cursor, isReplay } = this.place;
    const isPolling = now() < this.way.pollOnlyUntil;
    // A key that is of another service by now, such as one registered anew, would go on with what that one may see.
    const serviceId = cursor === null ? undefined : directory.service?.id;
    const from = { after: cursor ?? (await this.events.snapshotCursor()), isReplay, serviceId };
    const read = isPolling ? readPages : readStream;
    try {
      for await (const batch of read({ requests, from, pace, signal: this.signal })) {
        this.events.onTransport(isPolling ? 'poll' : 'stream');
        if (isPolling) this.sayHeldBack();
        await this.take(batch);
      }
    } finally {
      // What was not taken comes again.
      this.place.carried = [];
      this.events.onTransport(null);
    }
  }

  private sayHeldBack(): void {
    const { unusable } = this.way;
    this.way.unusable = undefined;
    if (!unusable) return;
    const message = `${unusable.message} It is asked for instead, again and again.`;
    this.deps.onWarning({ code: 'feed_held_back', message });
  }

  private async take({ items, cursor, isSettled }: Batch): Promise<void> {
    const { place, events } = this;
    const { directory, now, pace, onItems } = this.deps;
    onItems(items);
    const all = [...place.carried, ...items];
    const next = cursor ?? place.cursor;
    place.carried = next === null ? all : [];
    const isCursorDue = next !== place.cursor && now() - place.cursorKeptAt >= pace.cursorMs;
    if (next !== null && (all.length > 0 || isCursorDue)) {
      await directory.apply(all, next);
      place.cursorKeptAt = now();
    }
    place.cursor = next;
    // What came before it was told in order.
    if (cursor !== null) place.isReplay = false;
    if (next !== null) events.onCursor(next);
    if (items.some(({ kind }) => kind === 'reset')) events.onReset();
    if (!isSettled) return;
    this.failures = 0;
    events.onSettled();
  }

  /** Says how long to wait before the next try. */
  private async recover(thrown: unknown): Promise<number> {
    const { pace, now, chance } = this.deps;
    const { way } = this;
    if (thrown instanceof StreamUnusable) {
      way.pollOnlyUntil = now() + pace.pollOnlyMs;
      way.unusable = thrown;
      return 0;
    }
    this.failures++;
    this.events.onFailure(thrown);
    const { code, retryAfterMs } = thrown instanceof OstiaryError ? thrown : {};
    if (code === 'cursor_gone') {
      this.place = beginAt(null);
      await this.events.onGone();
    }
    if (code === 'key_refused') return pace.refusedRetryMs * (1 + chance() / 4);
    // It is not the stream that is the trouble; or whatever is on the way may be another by now.
    if (way.unusable || this.failures > 1) way.pollOnlyUntil = -Infinity;
    way.unusable = undefined;
    return backoffMs(pace, this.failures, { chance: chance(), retryAfterMs });
  }
}

/** Follows the feed from a place on, whatever comes in the way, until the signal is aborted. */
export function followFeed(
  deps: Deps,
  events: FollowerEvents,
  { cursor, signal }: { cursor: string | null; signal: AbortSignal },
): Promise<void> {
  return new Follower(deps, events, signal).follow(cursor);
}
