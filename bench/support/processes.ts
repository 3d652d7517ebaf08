import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';

/** The server gets the first core for itself, the load generator the others. */
export const serverCores = '0';
export const canPin = existsSync('/usr/bin/taskset') && availableParallelism() > 1;
export const loadCores = `1-${String(availableParallelism() - 1)}`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

export interface Running {
  child: ChildProcess;
  url: string;
  stop(): Promise<void>;
}

export interface ServerCommand {
  args: string[];
  env?: Record<string, string>;
  /** Answers 200 once the server is up. */
  readyPath: string;
  /** True where the question is what the whole machine does. */
  mayUseAllCores?: boolean;
}

/** Starts a Node process on the server's core and waits until it answers. */
export async function startServer(command: ServerCommand): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const env = {
    ...process.env,
    ...command.env,
    PORT: String(port),
    OSTIARY_PORT: String(port),
    OSTIARY_URL: url,
  };
  const argv = [process.execPath, ...command.args];
  const cores = command.mayUseAllCores === true ? `0,${loadCores}` : serverCores;
  if (canPin) argv.unshift('taskset', '-c', cores);
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  try {
    await untilReady(url + command.readyPath, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { child, url, stop };
}

const readyTimeoutMs = 30_000;

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = performance.now() + readyTimeoutMs; performance.now() < deadline;) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${String(child.exitCode)}`);
    try {
      const response = await fetch(url);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`Nothing answered at ${url}`);
}
