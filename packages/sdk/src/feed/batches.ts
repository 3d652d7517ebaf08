import { messageOf, OstiaryError } from '../errors.ts';
import { linkedAbort, pause, startTimer } from '../http/http-call.ts';
import type { FeedItem } from '../wire.ts';
import type { FeedRequests, From } from './feed-requests.ts';
import type { Pace } from './pace.ts';
import { createSseParser, type SseEvent } from './sse-parser.ts';
import { readItem, readPage } from './wire-guards.ts';

/** What came of the feed at once. */
export interface Batch {
  items: FeedItem[];
  /** Where to go on after them; null where nothing new is said about that. */
  cursor: string | null;
  /** The server has just told everything that there was. */
  isSettled: boolean;
}

export interface FeedReading {
  requests: Pick<FeedRequests, 'openStream' | 'poll'>;
  from: From;
  pace: Pace;
  signal: AbortSignal;
}

/** A stream is not to be had although somebody answers: a proxy holds it back, or does not know what it is. */
export class StreamUnusable extends Error {
  override readonly name = 'StreamUnusable';
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new OstiaryError('protocol', 'An event of the feed is no JSON.', { cause });
  }
}

function cursorOfBeat(data: string): string | null {
  const value = parse(data);
  const hasCursor = typeof value === 'object' && value !== null && 'cursor' in value;
  return hasCursor && typeof value.cursor === 'string' ? value.cursor : null;
}

function toBatch(events: readonly SseEvent[]): Batch {
  const batch: Batch = { items: [], cursor: null, isSettled: false };
  for (const { type, data, lastEventId } of events) {
    // Other types are for a newer kit.
    if (type !== 'item' && type !== 'beat') continue;
    if (type === 'beat') {
      batch.isSettled = true;
      batch.cursor = cursorOfBeat(data) ?? batch.cursor;
      continue;
    }
    const item = readItem(parse(data));
    if (item) batch.items.push(item);
    if (lastEventId !== '') batch.cursor = lastEventId;
  }
  return batch;
}

function isEventStream(response: Response): boolean {
  return response.headers.get('content-type')?.toLowerCase().startsWith('text/event-stream') ?? false;
}

/** Aborts when nothing comes for a while. What it waits for first is the first event, then anything at all. */
function createWatch(controller: AbortController, pace: Pace) {
  let isHeldBack = false;
  const abort = (why: string): void => controller.abort(new Error(why));
  let timer = startTimer(pace.firstBeatMs, () => {
    isHeldBack = true;
    abort('no beat came');
  });
  return {
    get isHeldBack() {
      return isHeldBack;
    },
    alive(): void {
      timer.stop();
      timer = startTimer(pace.silenceMs, () => abort(`nothing came for ${pace.silenceMs} ms`));
    },
    stop: () => timer.stop(),
  };
}

/**
 * Follows the feed by server-sent events until the stream ends. Errors: StreamUnusable; `key_refused`, `cursor_gone`,
 * `unavailable`, `protocol`.
 */
export async function* readStream({ requests, from, pace, signal }: FeedReading): AsyncGenerator<Batch> {
  const { controller, unlink } = linkedAbort(signal);
  const watch = createWatch(controller, pace);
  try {
    const response = await requests.openStream(from, { timeoutMs: pace.firstBeatMs * 2, controller });
    if (!response.body || !isEventStream(response)) {
      throw new StreamUnusable('The feed does not come as a stream of events.');
    }
    const reader = response.body.getReader();
    const parser = createSseParser();
    let hasBegun = false;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = parser.push(value);
      hasBegun ||= events.length > 0;
      if (!hasBegun) continue;
      // Whoever takes a batch may take longer than the server is silent.
      watch.stop();
      if (events.length > 0) yield toBatch(events);
      watch.alive();
    }
  } catch (thrown) {
    if (watch.isHeldBack) throw new StreamUnusable('The feed is held back on its way.');
    if (thrown instanceof OstiaryError || thrown instanceof StreamUnusable) throw thrown;
    throw new OstiaryError('unavailable', `The feed broke off: ${messageOf(thrown)}`, { cause: thrown });
  } finally {
    watch.stop();
    unlink();
    controller.abort();
  }
}

/** So often a server is asked at most that does not wait for something to tell. */
const minPollMs = 500;

/** Follows the feed by asking again and again. Errors: `key_refused`, `cursor_gone`, `unavailable`, `protocol`. */
export async function* readPages({ requests, from, pace, signal }: FeedReading): AsyncGenerator<Batch> {
  let next = from;
  let waitSeconds = 0;
  while (!signal.aborted) {
    const earliest = pause(waitSeconds === 0 ? 0 : minPollMs, signal);
    const { items, cursor, has_more: hasMore } = readPage(await requests.poll(next, { waitSeconds, signal }));
    yield { items, cursor, isSettled: !hasMore };
    next = { after: cursor, isReplay: false };
    waitSeconds = hasMore ? 0 : pace.pollWaitSeconds;
    if (items.length === 0) await earliest;
  }
}
