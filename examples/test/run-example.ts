import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { watchProgram, type RunningProgram } from '../../tools/guides/support/running-program.ts';

export type RunningExample = RunningProgram;

/** Starts an example as its README says, in a process of its own. */
export function runExample(name: string, env: Record<string, string>): RunningExample {
  const main = fileURLToPath(new URL(`../${name}/src/main.ts`, import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watchProgram(child, { name });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
