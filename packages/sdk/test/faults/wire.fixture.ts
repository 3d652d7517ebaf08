import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * `cut`: connections break, and new ones with them. `silent`: nothing comes through and nobody is told, as when a
 * packet filter drops everything. `feed_silent`: likewise, but only where the feed is asked for. `feed_alone`: all but
 * that is cut.
 */
type State = 'open' | 'cut' | 'silent' | 'feed_silent' | 'feed_alone';

/** What is between a service and the server. The service's end stays where it is; the server may move. */
export interface Wire {
  readonly url: string;
  cut(but?: 'feed'): void;
  fallSilent(what?: 'feed'): void;
  /** For new connections: whatever fell silent stays so for ever. */
  heal(): void;
  /** Lets so much of the next snapshot through and no more. Resolves when that has happened. */
  holdSnapshotAfter(bytes: number): Promise<void>;
  close(): Promise<void>;
}

interface Link {
  inbound: Socket;
  outbound: Socket;
  /** Until the answer is over: afterwards the connection may be used for anything. */
  isFeed: boolean;
  isSnapshot: boolean;
  /** The end of what was answered. */
  tail: string;
}

const lastChunk = '0\r\n\r\n';
const ownLength = /\r\ncontent-length:/i;

interface Hold {
  bytesLeft: number;
  reached(): void;
}

/** `target`: the server's port at the moment. */
export async function startWire(target: () => number): Promise<Wire> {
  const links = new Set<Link>();
  let state: State = 'open';
  let hold: Hold | undefined;

  const isHushed = ({ isFeed }: Link): boolean => state === 'silent' || (state === 'feed_silent' && isFeed);

  function end(link: Link): void {
    links.delete(link);
    link.inbound.resetAndDestroy();
    link.outbound.destroy();
  }

  /** What was said meanwhile is lost, so that the connection is of no use any more. */
  function hush(link: Link): void {
    links.delete(link);
    for (const socket of [link.inbound, link.outbound]) {
      socket.removeAllListeners('data');
      socket.resume();
    }
    link.outbound.destroy();
    hushed.add(link.inbound);
  }
  const hushed = new Set<Socket>();

  function onRequest(link: Link, bytes: Buffer): void {
    const text = bytes.toString('latin1');
    link.isFeed = text.includes('GET /feed/');
    link.isSnapshot = text.includes('GET /feed/snapshot');
    if (isHushed(link)) hush(link);
    else if (state === 'feed_alone' && !link.isFeed) end(link);
    else link.outbound.write(bytes);
  }

  function pass(link: Link, bytes: Buffer): void {
    link.inbound.write(bytes);
    const text = bytes.toString('latin1');
    link.tail = (link.tail + text).slice(-lastChunk.length);
    // What has a length comes in one piece.
    if (link.tail === lastChunk || ownLength.test(text)) link.isFeed = link.isSnapshot = false;
  }

  function onAnswer(link: Link, bytes: Buffer): void {
    if (!hold || !link.isSnapshot) return pass(link, bytes);
    const passed = bytes.subarray(0, hold.bytesLeft);
    hold.bytesLeft -= passed.length;
    if (passed.length > 0) link.inbound.write(passed);
    if (hold.bytesLeft > 0) return;
    hold.reached();
    hold = undefined;
    hush(link);
  }

  const server = createServer((inbound) => {
    inbound.on('error', () => undefined).on('close', () => hushed.delete(inbound));
    if (state === 'cut') return void inbound.resetAndDestroy();
    const outbound = connect(target(), '127.0.0.1').on('error', () => undefined);
    const link: Link = { inbound, outbound, isFeed: false, isSnapshot: false, tail: '' };
    links.add(link);
    inbound.on('data', (bytes) => onRequest(link, bytes));
    outbound.on('data', (bytes) => onAnswer(link, bytes));
    for (const socket of [inbound, outbound]) socket.on('close', () => links.has(link) && end(link));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    cut(but) {
      state = but === undefined ? 'cut' : 'feed_alone';
      for (const link of links) if (but === undefined || !link.isFeed) end(link);
    },
    fallSilent(what) {
      state = what === undefined ? 'silent' : 'feed_silent';
      for (const link of links) if (isHushed(link)) hush(link);
    },
    heal: () => void (state = 'open'),
    holdSnapshotAfter: (bytesLeft) =>
      new Promise((reached) => {
        hold = { bytesLeft, reached };
      }),
    async close() {
      for (const link of links) end(link);
      for (const socket of hushed) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
