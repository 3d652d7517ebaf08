import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#platform/errors.ts';
import type { ByteSource } from '../transfer.types.ts';

const headBytes = 64 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** A sender that is silent for so long is taken to be gone. */
const maxSilenceMs = 60_000;

export interface OpenSource {
  /** SHA-256 of the first 64 KiB, to know a source by when a run is resumed. */
  hash: string;
  /** All of it, without the byte order mark that some programs begin with. */
  chunks: AsyncGenerator<Buffer>;
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

async function nextWithin(
  source: AsyncIterator<Uint8Array>,
  silenceMs: number,
): Promise<IteratorResult<Uint8Array>> {
  const timer = new AbortController();
  const silence = sleep(silenceMs, undefined, { signal: timer.signal }).then(
    () => {
      const message = `Nothing came for ${silenceMs / 1000} seconds.`;
      throw new AppError('transfer.unreadable', { message });
    },
    () => ({ done: true, value: undefined }) as const,
  );
  try {
    return await Promise.race([source.next(), silence]);
  } finally {
    timer.abort();
  }
}

async function readHead(next: () => Promise<IteratorResult<Uint8Array>>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < headBytes) {
    const chunk = await next();
    if (chunk.done === true) break;
    parts.push(asBuffer(chunk.value));
    length += chunk.value.byteLength;
  }
  return Buffer.concat(parts);
}

async function* chunksAfter(
  head: Buffer,
  next: () => Promise<IteratorResult<Uint8Array>>,
): AsyncGenerator<Buffer> {
  const hasMark = head.subarray(0, byteOrderMark.length).equals(byteOrderMark);
  yield hasMark ? head.subarray(byteOrderMark.length) : head;
  for (let chunk = await next(); chunk.done !== true; chunk = await next()) yield asBuffer(chunk.value);
}

/**
 * Reads as much of a source as it is known by. Errors while it is read: those of the source, and
 * `transfer.unreadable` when nothing comes for a minute.
 */
export async function openSource(source: ByteSource, silenceMs = maxSilenceMs): Promise<OpenSource> {
  const iterator = source[Symbol.asyncIterator]();
  const next = () => nextWithin(iterator, silenceMs);
  const head = await readHead(next);
  const hash = createHash('sha256').update(head.subarray(0, headBytes)).digest('base64url');
  return { hash, chunks: chunksAfter(head, next) };
}
