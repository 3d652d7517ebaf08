import { once } from 'node:events';
import { Transform, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CommandIo } from '../command-io.ts';
import { printable } from '../output.ts';

/** Writes at the pace of whoever reads, so that nothing piles up. */
export async function writeOut(io: CommandIo, text: string): Promise<void> {
  if (!io.stdout.write(text)) await once(io.stdout, 'drain');
}

function isTerminal(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

function readable(): Transform {
  const decoder = new TextDecoder();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const lines = decoder.decode(chunk, { stream: true }).split(/(\r?\n)/);
      done(null, lines.map((part) => (part.endsWith('\n') ? '\n' : printable(part))).join(''));
    },
  });
}

/** Copies a long answer to standard output, byte by byte unless that is a terminal. */
export async function streamOut(io: CommandIo, body: Readable): Promise<void> {
  const options = { end: false };
  if (isTerminal(io.stdout)) await pipeline(body, readable(), io.stdout, options);
  else await pipeline(body, io.stdout, options);
}
