import type { FeedItem } from '@ostiary/contract';

/** One server-sent event as it came. */
export interface Message {
  event: string;
  id: string | undefined;
  data: unknown;
}

/** A stream of server-sent events over the network, read as it comes. */
export interface EventStream {
  status: number;
  headers: Headers;
  /** All of an answer that is no stream. */
  body(): Promise<string>;
  /** The next message of this kind that has not been taken yet. */
  next(event: 'item' | 'beat'): Promise<Message>;
  /** As many items, in order. */
  items(count: number): Promise<FeedItem[]>;
  /** The last id that came. */
  lastId(): string | undefined;
  /** Resolves when the server has ended it; rejects when it was cut. */
  ended(): Promise<void>;
  /** Leaves. */
  close(): void;
}

function parse(block: string): Message | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    fields.set(name, value);
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { event: fields.get('event') ?? 'message', id: fields.get('id'), data: JSON.parse(data) as unknown };
}

export async function openStream(url: string, headers: Record<string, string>): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: leaving.signal,
  });
  const messages: Message[] = [];
  let lastId: string | undefined;
  let wake = (): void => undefined;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const message of blocks.map(parse)) {
        if (!message) continue;
        messages.push(message);
        lastId = message.id ?? lastId;
      }
      wake();
    }
  };
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  const reading = isStream ? read() : Promise.resolve();
  const over = reading.finally(() => wake());
  over.catch(() => undefined);

  async function next(event: string): Promise<Message> {
    for (;;) {
      const index = messages.findIndex((message) => message.event === event);
      const [found] = index < 0 ? [] : messages.splice(index, 1);
      if (found) return found;
      const isOver = await Promise.race([
        over.then(() => true),
        new Promise<false>((resolve) => (wake = () => resolve(false))),
      ]);
      if (isOver && !messages.some((message) => message.event === event)) throw new Error('The stream ended');
    }
  }

  return {
    status: response.status,
    headers: response.headers,
    body: () => response.text(),
    next,
    async items(count) {
      const items: FeedItem[] = [];
      while (items.length < count) items.push((await next('item')).data as FeedItem);
      return items;
    },
    lastId: () => lastId,
    ended: () => reading,
    close: () => leaving.abort(),
  };
}
