import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OstiaryStatus } from '../../src/ostiary.types.ts';
import type { Authentication } from '../../src/types.ts';
import type { Content } from './content.fixture.ts';
import type { ClientRequest, ClientSettings } from './client-service.fixture.ts';
import type { Wire } from './wire.fixture.ts';

const script = fileURLToPath(new URL('client-service.fixture.ts', import.meta.url));

/** A service in a process of its own, which can be killed and started again with what it has kept. */
export interface ClientService {
  readonly wire: Wire;
  /** Resolves when it is ready. `key`: in place of the one that it had. */
  start(key?: string): Promise<void>;
  /** Resolves when the process runs; it may never get ready. */
  launch(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  decide(token: string): Promise<Authentication>;
  /** `accepted`, or the code of the refusal, after `unavailable` where it is none of the credential. */
  verdict(token: string): Promise<string>;
  status(): Promise<OstiaryStatus>;
  dump(): Promise<Content & { stored: unknown[] }>;
  /** What it printed about what went wrong. */
  complaints(): string;
}

interface Line {
  isReady?: boolean;
  problem?: string;
  id?: number;
  answered?: unknown;
  failed?: string;
}

interface Running {
  child: ChildProcess;
  ready: Promise<void>;
  ask(request: ClientRequest): Promise<unknown>;
}

function run(settings: ClientSettings, onComplaint: (text: string) => void): Running {
  const child = spawn(process.execPath, [script, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  stderr.setEncoding('utf8').on('data', onComplaint);
  stdin.on('error', () => undefined);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  createInterface({ input: stdout }).on('line', (text) => {
    const { isReady, problem, id, answered, failed } = JSON.parse(text) as Line;
    if (isReady !== undefined) return isReady ? ready.resolve() : ready.reject(new Error(problem));
    const asked = waiting.get(id ?? -1);
    waiting.delete(id ?? -1);
    return failed === undefined ? asked?.resolve(answered) : asked?.reject(new Error(failed));
  });
  child.once('exit', () => {
    const ended = new Error('The service has ended');
    ready.reject(ended);
    for (const { reject } of waiting.values()) reject(ended);
  });
  let count = 0;
  return {
    child,
    ready: ready.promise,
    ask: (request) =>
      new Promise((resolve, reject) => {
        const id = count++;
        waiting.set(id, { resolve, reject });
        stdin.write(`${JSON.stringify({ id, request })}\n`);
      }),
  };
}

export function clientService(initial: ClientSettings, wire: Wire): ClientService {
  let settings = initial;
  let running: Running | undefined;
  let complaints = '';

  async function ask<T>(request: ClientRequest): Promise<T> {
    if (!running) throw new Error('The service does not run');
    return (await running.ask(request)) as T;
  }
  const launch = (): void => {
    running = run(settings, (text) => (complaints = (complaints + text).slice(-4_000)));
  };
  const decide = (token: string): Promise<Authentication> => ask({ op: 'decide', token });

  return {
    wire,
    async start(key = settings.key) {
      settings = { ...settings, key };
      launch();
      await running?.ready.catch((error: unknown) => {
        throw new Error(`The service did not get ready:\n${complaints}`, { cause: error });
      });
    },
    async launch() {
      launch();
      if (running) await once(running.child, 'spawn');
    },
    async kill() {
      const child = running?.child;
      running = undefined;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    decide,
    async verdict(token) {
      const answer = await decide(token);
      if (answer.outcome !== 'refused') return answer.outcome;
      return answer.isUnavailable === true ? `unavailable ${answer.code}` : answer.code;
    },
    status: () => ask({ op: 'status' }),
    dump: () => ask({ op: 'dump' }),
    complaints: () => complaints,
  };
}
