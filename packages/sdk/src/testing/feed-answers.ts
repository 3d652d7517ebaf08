import type { FeedLog, FeedQuery } from './feed-log.ts';
import { followFeed, type End } from './feed-stream.ts';

export interface FeedAnswers {
  /** `text/event-stream`. Undefined for a cursor that is not known. */
  stream(query: FeedQuery, signal: AbortSignal | undefined): Response | undefined;
  /** A page, at the latest after so many milliseconds. Undefined for a cursor that is not known. */
  poll(query: FeedQuery, waitMs: number): Promise<Response | undefined>;
  /** Breaks what is open: for some reason, or because the server ends it. */
  breakAll(error?: Error): void;
}

export function createFeedAnswers(log: FeedLog, beatMs: number): FeedAnswers {
  const open = new Set<End>();

  function waitForEvent(waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle: End = (error) => {
        clearTimeout(timer);
        unlisten();
        open.delete(settle);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(settle, waitMs);
      const unlisten = log.onAdd(settle);
      open.add(settle);
    });
  }

  return {
    stream(query, signal) {
      const first = log.read(query);
      if (!first) return undefined;
      const body = followFeed({ log, beatMs, open }, first, signal);
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    },
    async poll(query, waitMs) {
      let page = log.read(query);
      if (page?.items.length === 0 && waitMs > 0) {
        await waitForEvent(waitMs);
        page = log.read({ ...query, after: page.cursor });
      }
      if (!page) return undefined;
      const { items, cursor, has_more } = page;
      return Response.json({ items, cursor, has_more });
    },
    breakAll(error) {
      for (const end of [...open]) end(error);
    },
  };
}
