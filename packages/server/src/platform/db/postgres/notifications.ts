import pg from 'pg';
import type { Signals } from '../database.ts';

/** Notified by the trigger on the outbox (migration 0019), with the kind of event. */
const channel = 'ostiary_events';
const firstPauseMs = 200;
const longestPauseMs = 5_000;

export interface NotificationOptions {
  url: string;
  connectTimeoutMs: number;
  onError(error: Error): void;
}

export interface Notifications extends Signals {
  close(): Promise<void>;
}

/** Listens on a connection of its own. When it breaks, another one is tried for until there is one. */
export function createNotifications(options: NotificationOptions): Notifications {
  const listeners = new Set<(kind: string | null) => void>();
  let client: pg.Client | undefined;
  let isLive = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = firstPauseMs;

  const tell = (kind: string | null): void => {
    for (const listener of listeners) listener(kind);
  };
  const connect = (): void => {
    const next = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: 'ostiary signals',
      keepAlive: true,
    });
    client = next;
    next.on('notification', ({ payload }) => tell(payload ?? null));
    next.on('error', options.onError);
    next.once('end', () => lose(next));
    listen(next).then(
      () => {
        isLive = client === next;
        pauseMs = firstPauseMs;
        // Whatever happened while nobody listened.
        tell(null);
      },
      (error: unknown) => {
        if (!isClosed) options.onError(error instanceof Error ? error : new Error(String(error)));
        next.end().catch(() => undefined);
        lose(next);
      },
    );
  };
  /** Tries for another one. */
  const lose = (lost: pg.Client): void => {
    if (client !== lost || isClosed) return;
    client = undefined;
    isLive = false;
    timer = setTimeout(connect, pauseMs);
    timer.unref();
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  };
  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isLive: () => isLive,
    start() {
      if (client === undefined && timer === undefined && !isClosed) connect();
    },
    async close() {
      isClosed = true;
      isLive = false;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

async function listen(client: pg.Client): Promise<void> {
  await client.connect();
  await client.query(`listen ${channel}`);
}
