import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  startServerProcess,
  temporaryDirectory,
  runOstiary,
  type ServerProcess,
} from '../support/server-process.ts';

export interface Reply {
  status: number;
  body: string;
  json<T = Record<string, string>>(): T;
}

export interface Sending {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  /** Without one every request has a connection of its own, which is the next worker's. */
  agent?: Agent;
}

/** Rejects when the connection fails: whoever counts lost requests must see those. */
export function send(url: string, { method, headers = {}, json, form, agent }: Sending = {}): Promise<Reply> {
  const body = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        agent: agent ?? false,
        headers: {
          ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, json: <T>() => JSON.parse(text) as T }),
        );
        response.once('error', reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

export interface ManyWorkers {
  server: ServerProcess;
  url: string;
  workers: number;
  /** Runs a command beside it. */
  command(...args: string[]): Promise<string>;
  /** Once at each worker. */
  everywhere(ask: () => Promise<Reply>): Promise<number[]>;
  pids(): number[];
  stop(): Promise<void>;
}

export async function untilPrinted(server: ServerProcess, pattern: RegExp, times = 1): Promise<void> {
  const count = (): number => server.output().match(new RegExp(pattern, 'g'))?.length ?? 0;
  for (const deadline = Date.now() + 60_000; count() < times; await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`It never said ${String(pattern)}:\n${server.output()}`);
  }
}

export async function startWorkers(
  databaseUrl: string,
  workers: number,
  env: Record<string, string> = {},
): Promise<ManyWorkers> {
  const directory = await temporaryDirectory();
  const shared = {
    DATABASE_URL: databaseUrl,
    OSTIARY_DATA_DIR: directory.path,
    OSTIARY_URL: 'http://localhost:8000',
    ...env,
  };
  const server = await startServerProcess({ env: { ...shared, OSTIARY_WORKERS: String(workers) } });
  try {
    await untilPrinted(server, /every worker serves/);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    server,
    url: server.url,
    workers,
    async command(...args) {
      const { code, output } = await runOstiary(args, shared);
      if (code !== 0) throw new Error(`ostiary ${args.join(' ')}: ${output}`);
      return output;
    },
    everywhere: async (ask) => {
      const statuses: number[] = [];
      for (let index = 0; index < workers; index++) statuses.push((await ask()).status);
      return statuses;
    },
    pids: () => childrenOf(server.child.pid ?? 0),
    async stop() {
      await server.stop();
      await directory.remove();
    },
  };
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
