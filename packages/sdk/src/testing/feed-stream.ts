import type { FeedLog, FeedRead } from './feed-log.ts';

/** Ends something that is open, as the server would, or by an error. */
export type End = (error?: Error) => void;

export interface FeedStreamDeps {
  log: FeedLog;
  beatMs: number;
  /** Those that are open. */
  open: Set<End>;
}

/** As the feed's events go over the wire (HTML, "Server-sent events"). */
function eventsOf({ items, cursors }: FeedRead): string {
  return items
    .map((item, index) => {
      const id = cursors[index];
      return `event: item\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(item)}\n\n`;
    })
    .join('');
}

/** Begins with what was read, and goes on with what happens. */
export function followFeed(
  { log, beatMs, open }: FeedStreamDeps,
  first: FeedRead,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end: End = () => undefined;

  function start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    let pending: FeedRead | undefined = first;
    let { cursor } = first;
    const tell = (): void => {
      const page = pending ?? log.read({ after: cursor, isReplay: false, limit: 500 });
      pending = undefined;
      // The history was forgotten under the reader: it is told on its next attempt.
      if (!page) return end();
      ({ cursor } = page);
      const beat = `event: beat\ndata: ${JSON.stringify({ cursor })}\n\n`;
      controller.enqueue(encoder.encode(eventsOf(page) + (page.has_more ? '' : beat)));
      if (page.has_more) tell();
    };
    const timer = setInterval(tell, beatMs);
    const unlisten = log.onAdd(tell);
    const abort = (): void => end(new DOMException('This operation was aborted', 'AbortError'));
    end = (error) => {
      clearInterval(timer);
      unlisten();
      open.delete(end);
      signal?.removeEventListener('abort', abort);
      if (error) controller.error(error);
      else controller.close();
    };
    open.add(end);
    signal?.addEventListener('abort', abort);
    tell();
  }

  return new ReadableStream<Uint8Array>({ start, cancel: () => end(new Error('Cancelled')) });
}
