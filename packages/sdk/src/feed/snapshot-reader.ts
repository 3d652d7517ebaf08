import { messageOf, OstiaryError } from '../errors.ts';
import { linkedAbort, startTimer } from '../http/http-call.ts';
import type { SnapshotLine } from '../wire.ts';
import type { FeedRequests } from './feed-requests.ts';
import { createLineSplitter } from './lines.ts';
import { readLine } from './wire-guards.ts';

const maxLineLength = 4 * 1024 * 1024;

function parseLine(text: string): SnapshotLine | undefined {
  try {
    return readLine(JSON.parse(text));
  } catch (thrown) {
    if (thrown instanceof OstiaryError) throw thrown;
    throw new OstiaryError('protocol', 'A line of the snapshot is no JSON.', { cause: thrown });
  }
}

/** The lines of an NDJSON body that are not empty; also the last one where it has no end. */
async function* readLines(body: ReadableStream<Uint8Array>, stall: Stall): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8');
  const lines = createLineSplitter(maxLineLength);
  try {
    for (;;) {
      const { done, value } = await stall.during(() => reader.read());
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      yield* lines.push(text).filter((line) => line !== '');
      if (!done) continue;
      if (lines.rest !== '') yield lines.rest;
      return;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

interface Stall {
  /** Aborts what takes too long; only while it is waited for, since whoever reads may take their time. */
  during<T>(read: () => Promise<T>): Promise<T>;
}

function createStall(controller: AbortController, stallMs: number): Stall {
  return {
    async during(read) {
      const timer = startTimer(stallMs, () => controller.abort(new Error(`nothing came for ${stallMs} ms`)));
      try {
        return await read();
      } finally {
        timer.stop();
      }
    },
  };
}

/** Passes lines on and sees to it that they are whole: begun, ended, and as many users as the end says. */
function createOrder(): (line: SnapshotLine) => void {
  let isStarted = false;
  let users = 0;
  return (line) => {
    if (!isStarted && line.kind !== 'start')
      throw new OstiaryError('protocol', 'The snapshot does not begin.');
    isStarted = true;
    if (line.kind === 'user') users++;
    if (line.kind === 'end' && line.users !== users) {
      throw new OstiaryError('protocol', `The snapshot has ${users} users, where ${line.users} were sent.`);
    }
  };
}

export interface SnapshotReading {
  requests: Pick<FeedRequests, 'openSnapshot'>;
  users: 'all' | 'none';
  stallMs: number;
  signal: AbortSignal;
}

/**
 * The lines of a snapshot, from `start` to `end`, as fast as they are taken. Errors: `unavailable` when it breaks off,
 * `protocol` when it ends without its end, `key_refused`.
 */
export async function* readSnapshot(reading: SnapshotReading): AsyncGenerator<SnapshotLine> {
  const { requests, users, stallMs, signal } = reading;
  const { controller, unlink } = linkedAbort(signal);
  try {
    const response = await requests.openSnapshot(users, { timeoutMs: stallMs, controller });
    if (!response.body) throw new OstiaryError('protocol', 'The snapshot is empty.');
    const check = createOrder();
    for await (const text of readLines(response.body, createStall(controller, stallMs))) {
      const line = parseLine(text);
      if (!line) continue;
      check(line);
      yield line;
      if (line.kind === 'end') return;
    }
    throw new OstiaryError('protocol', 'The snapshot ended before its end.');
  } catch (thrown) {
    if (thrown instanceof OstiaryError) throw thrown;
    throw new OstiaryError('unavailable', `The snapshot broke off: ${messageOf(thrown)}`, { cause: thrown });
  } finally {
    unlink();
    // Whoever has enough does not leave the rest coming.
    controller.abort();
  }
}
