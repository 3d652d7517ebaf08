import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

export interface RunningExample {
  /** Everything it printed so far. */
  output(): string;
  /** Resolves when it has printed this; rejects when it ends before. */
  prints(pattern: RegExp): Promise<void>;
  /** Ends it as an operator would; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts an example as its README says, in a process of its own. */
export function runExample(name: string, env: Record<string, string>): RunningExample {
  const main = fileURLToPath(new URL(`../${name}/src/main.ts`, import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      for (const watch of watchers) watch();
    });
  }
  child.once('close', () => {
    for (const watch of watchers) watch();
  });
  return {
    output: () => printed,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const isOver = child.exitCode !== null || child.signalCode !== null;
          if (pattern.test(printed)) resolve();
          else if (isOver)
            reject(new Error(`${name} ended without printing ${String(pattern)}:\n${printed}`));
          else return;
          watchers.delete(watch);
        };
        watchers.add(watch);
        watch();
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
