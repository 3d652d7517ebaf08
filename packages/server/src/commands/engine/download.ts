import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import { CommandFailure, printError, type CommandIo } from '../command-io.ts';
import { printable } from '../output.ts';
import type { Call } from './command.types.ts';
import { createProgress, type Progress } from './progress.ts';
import { streamOut } from './write-out.ts';

export function outputOption(): Option {
  return new Option('--output <file>', 'write to this file instead of standard output');
}

const newline = 10;

/** Counts lines on their way. */
function counting(progress: Progress, unit: string): Transform {
  let done = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      for (const byte of chunk) if (byte === newline) done += 1;
      progress.show({ done, unit });
      next(null, chunk);
    },
  });
}

/** Fetches an answer of any length. A file is there only once it is complete. */
export async function download(call: Call, options: { accept: string; unit: string }): Promise<void> {
  const { api, io, path, query, values } = call;
  const headers = { accept: options.accept };
  const { body } = await api.stream({ method: 'GET', path, query, headers });
  const progress = createProgress(io);
  const counted = body.pipe(counting(progress, options.unit));
  body.once('error', (error) => counted.destroy(error));
  try {
    const { output } = values;
    if (typeof output === 'string') await writeFile(io, output, counted);
    else await streamOut(io, counted);
  } finally {
    progress.clear();
  }
  if (typeof values['output'] === 'string') printError(io, printable(`Wrote ${values['output']}.`));
}

/** For its owner only. A file is there only once it is complete. */
export async function writeFile(io: CommandIo, name: string, body: Readable): Promise<void> {
  const path = resolve(io.cwd, name);
  const unfinished = `${path}.unfinished`;
  try {
    // One that somebody left behind may be readable for others.
    await rm(unfinished, { force: true });
    await pipeline(body, createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${name} was not written: ${reason}`, { cause: error });
  }
}
