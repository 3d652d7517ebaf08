import type { Now } from '../types.ts';
import type { FeedItem, FeedPage } from '../wire.ts';

type Part<T> = T extends unknown ? Omit<T, 'position' | 'at'> : never;
/** An item without when it was. */
export type ItemBody = Part<FeedItem>;

/** One thing that happened. Its items are made when they are read, so that they say how things are then. */
interface LoggedEvent {
  position: number;
  at: number;
  cursor: string;
  items(): ItemBody[];
}

export interface FeedRead extends FeedPage {
  /** For each item where to go on after it; undefined where another of the same event follows. */
  cursors: (string | undefined)[];
}

export interface FeedLog {
  /** Of what happened last. */
  readonly cursor: string;
  readonly position: number;
  add(items: () => ItemBody[]): void;
  /**
   * What comes after `after`. Undefined for a cursor that is not known. `isReplay` begins earlier, with the oldest
   * event that can still matter to a token.
   */
  read(query: FeedQuery): FeedRead | undefined;
  forget(): void;
  /** Calls back after every event. Gives what ends it. */
  onAdd(listener: () => void): () => void;
}

export interface FeedQuery {
  after: string | undefined;
  isReplay: boolean;
  limit: number;
}

const nothing = '0';

export function createFeedLog(now: Now, tokenSeconds: number): FeedLog {
  let events: LoggedEvent[] = [];
  let last = { position: 0, cursor: nothing };
  const listeners = new Set<() => void>();

  /** The index to read from; undefined for an unknown cursor. */
  function indexAfter(cursor: string): number | undefined {
    if (cursor === last.cursor) return events.length;
    if (cursor === nothing && (events[0]?.position ?? 0) === 1) return 0;
    const at = events.findIndex((event) => event.cursor === cursor);
    return at < 0 ? undefined : at + 1;
  }

  /** The oldest event that a live token may have missed. */
  function recentIndex(): number {
    const since = (events.at(-1)?.at ?? 0) - tokenSeconds * 1000;
    const at = events.findIndex((event) => event.at >= since);
    return at < 0 ? events.length : at;
  }

  function startIndex({ after, isReplay }: FeedQuery): number | undefined {
    const start = after === undefined ? recentIndex() : indexAfter(after);
    return start === undefined || !isReplay ? start : Math.min(start, recentIndex());
  }

  return {
    get cursor() {
      return last.cursor;
    },
    get position() {
      return last.position;
    },
    add(items) {
      const position = last.position + 1;
      const cursor = `${position}.${crypto.randomUUID().slice(0, 8)}`;
      events.push({ position, at: now(), cursor, items });
      last = { position, cursor };
      for (const listener of listeners) listener();
    },
    read(query) {
      const start = startIndex(query);
      if (start === undefined) return undefined;
      const chosen = events.slice(start, start + query.limit);
      const told = chosen.flatMap(({ position, at, cursor, items }) =>
        items().map((body, index, all) => ({
          item: { ...body, position, at },
          cursor: index === all.length - 1 ? cursor : undefined,
        })),
      );
      return {
        items: told.map(({ item }) => item),
        cursors: told.map(({ cursor }) => cursor),
        cursor: chosen.at(-1)?.cursor ?? query.after ?? last.cursor,
        has_more: start + chosen.length < events.length,
      };
    },
    forget() {
      events = [];
      last = { position: last.position, cursor: `${last.position}.${crypto.randomUUID().slice(0, 8)}` };
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
