import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';

/** The server gets the first core for itself, the load generator the others. */
export const serverCores = '0';
/** Where the question is what the whole machine does. */
export const allCores = `0-${String(availableParallelism() - 1)}`;
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
  /** Cores of the server, as taskset names them; the first alone by default. */
  cores?: string;
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
  if (canPin) argv.unshift('taskset', '-c', command.cores ?? serverCores);
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

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return children.split(' ').flatMap((child) => (child.trim() === '' ? [] : [Number(child)]));
}

/** A process and all that descend from it. */
export function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)];
}

/** Keeps a process, and what it has started and will start, to these cores. */
export function pinTree(pid: number, cores: string): void {
  for (const one of treeOf(pid)) {
    execFileSync('taskset', ['-a', '-cp', cores, String(one)], { stdio: 'ignore' });
  }
}

/** The resident set of a process, in megabytes. */
export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Of /proc: hundredths of a second, on every Linux. */
const ticksPerSecond = 100;

function ownCpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // The last two are of children that have ended and been waited for.
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) / ticksPerSecond;
}

const ended = new Set<unknown>(['ENOENT', 'ESRCH']);

/** What a process and those that it started have computed so far, in seconds. */
export function treeCpuSeconds(pid: number): number {
  for (;;) {
    try {
      return treeOf(pid).reduce((sum, one) => sum + ownCpuSeconds(one), 0);
    } catch (error) {
      // One of them ended while it was looked at, and counts as its parent's from now on.
      const { code } = error as NodeJS.ErrnoException;
      if (!ended.has(code) || !existsSync(`/proc/${String(pid)}`)) throw error;
    }
  }
}

/** Each worker has a core, for its threads as well; where there are enough cores nobody else has it. */
export const coresOf = (workers: number): string => (workers === 1 ? '0' : `0-${String(workers - 1)}`);
