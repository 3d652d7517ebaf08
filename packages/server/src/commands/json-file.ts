import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandFailure, type CommandIo } from './command-io.ts';
import type { Json } from './output.ts';

/** What is too much for a flag comes from a file. */
export async function readJsonFile(io: CommandIo, file: string): Promise<Json> {
  try {
    return JSON.parse(await readFile(resolve(io.cwd, file), 'utf8')) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${file} cannot be read: ${reason}`, { cause: error });
  }
}
