import type { Socket } from 'node:net';
import type pg from 'pg';
import { noAnswer } from './silent-connections.ts';

export interface SharedConnectionOptions {
  /** A client that pipelines, not connected yet. */
  createClient(): pg.Client;
  /** Settings of each connection, as SQL. */
  limits: string;
  /** After so long without an answer the connection is given up. */
  silenceMs: number;
  onError(error: Error): void;
}

export interface SharedConnection {
  /** Errors: those of PostgreSQL, or of the connection when it breaks before the answer. */
  query(text: string, values: readonly unknown[]): Promise<unknown[]>;
  close(): Promise<void>;
}

interface Opened {
  client: pg.Client;
  stream: Socket;
  waiting: number;
  /** When somebody was answered last, or began to wait when nobody did. */
  heardAt: number;
  isCorked: boolean;
}

/** Whoever waits for the connection is told. */
const ignoreBroken = (): void => undefined;

/**
 * One connection for all who look up a few rows at a time. Nobody waits for the answers to others, and what is asked
 * in one turn of the event loop is written at once: a system call that wakes PostgreSQL costs more than a lookup. A
 * connection that broke is replaced by the next query.
 */
export function createSharedConnection(options: SharedConnectionOptions): SharedConnection {
  let current: Promise<Opened> | undefined;
  let isClosed = false;

  const open = (): Promise<Opened> => {
    const client = options.createClient();
    const opening = connect(client, options);
    const forget = (): void => {
      if (current === opening) current = undefined;
    };
    client.on('error', (error) => {
      forget();
      options.onError(error);
    });
    client.once('end', forget);
    opening.catch(() => {
      forget();
      client.end().catch(ignoreBroken);
    });
    return opening;
  };
  return {
    async query(text, values) {
      if (isClosed) throw new TypeError('The database is closed');
      const opened = await (current ??= open());
      return ask(opened, text, values);
    },
    async close() {
      isClosed = true;
      const opened = await current?.catch(ignoreBroken);
      await opened?.client.end().catch(ignoreBroken);
    },
  };
}

async function connect(client: pg.Client, { limits, silenceMs }: SharedConnectionOptions): Promise<Opened> {
  await client.connect();
  client.query(limits).catch(ignoreBroken);
  // After TLS has begun it is another stream.
  const { stream } = (client as pg.Client & { connection: { stream: Socket } }).connection;
  const opened: Opened = { client, stream, waiting: 0, heardAt: 0, isCorked: false };
  // Not a timeout of the socket, which begins anew with everything that is sent.
  const watch = setInterval(() => {
    if (opened.waiting > 0 && performance.now() - opened.heardAt > silenceMs) stream.destroy(noAnswer());
  }, silenceMs / 4);
  watch.unref();
  client.once('end', () => clearInterval(watch));
  return opened;
}

async function ask(opened: Opened, text: string, values: readonly unknown[]): Promise<unknown[]> {
  holdBack(opened);
  if (opened.waiting++ === 0) opened.heardAt = performance.now();
  try {
    const { rows } = await opened.client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } finally {
    opened.waiting--;
    opened.heardAt = performance.now();
  }
}

/** Until everybody whose turn it is has asked. */
function holdBack(opened: Opened): void {
  if (opened.isCorked) return;
  opened.isCorked = true;
  opened.stream.cork();
  setImmediate(() => {
    opened.isCorked = false;
    opened.stream.uncork();
  });
}
