import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/ostiary.mjs', import.meta.url));
const startTimeoutMs = 30_000;
/** Cheap hashes, and patience with them: test machines are slow at times. */
const cheapHashes = {
  OSTIARY_ARGON2_MEMORY: '1024',
  OSTIARY_ARGON2_PASSES: '1',
  OSTIARY_HASH_DEADLINE: '60s',
};

export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** Everything it printed so far, on both streams. */
  output(): string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as an operator would; gives its exit code. */
  stop(): Promise<number | null>;
}

function collect(child: ChildProcess): () => string {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  return () => printed;
}

export interface ServerProcessOptions {
  /** Where it listens, for one that comes back where it was. Default: any that is free. */
  port?: number;
  /** Over what is set here anyway; undefined takes that away. */
  env?: Record<string, string | undefined>;
  /** The path of another `ostiary`, such as that of the previous release. */
  program?: string;
  /** A shell line in which `"$@"` is the server, such as one that sets a limit first. */
  shell?: string;
}

export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ostiary-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

function commandLine(args: readonly string[], shell: string | undefined): [file: string, args: string[]] {
  if (shell === undefined) return [process.execPath, [...args]];
  return ['bash', ['-c', shell, 'bash', process.execPath, ...args]];
}

/** The built server as a process of its own, with cheap hashes so that tests are quick. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const port = options.port ?? (await freePort());
  const env = {
    PATH: process.env['PATH'] ?? '',
    OSTIARY_PORT: String(port),
    OSTIARY_RATE_LIMITS: 'off',
    // One process, which can be killed and asked for its memory, unless a test is about many.
    OSTIARY_WORKERS: '1',
    ...cheapHashes,
    ...options.env,
  };
  const [file, args] = commandLine([options.program ?? bin, 'serve'], options.shell);
  // Its own directory, so that no .env of the project takes part.
  const child = spawn(file, args, { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  const url = `http://127.0.0.1:${String(port)}`;
  const server: ServerProcess = {
    url,
    child,
    output,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
  await untilHealthy(server);
  return server;
}

async function untilHealthy(server: ServerProcess): Promise<void> {
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await sleep(20)) {
    if (server.child.exitCode !== null) break;
    const answer = await fetch(`${server.url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
  }
  await server.kill();
  throw new Error(`The server did not start:\n${server.output()}`);
}

/** Runs the command beside the server, or without one, and gives its exit code and all it printed. */
export async function runOstiary(
  args: string[],
  env: Record<string, string>,
  shell?: string,
): Promise<{ code: number | null; output: string }> {
  const [file, argv] = commandLine([bin, ...args], shell);
  const child = spawn(file, argv, {
    env: { PATH: process.env['PATH'] ?? '', ...cheapHashes, ...env },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export async function postJson(url: string, body: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as Answer['body'] };
}
