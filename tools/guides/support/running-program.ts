import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

export interface RunningProgram {
  pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves when it has printed this; rejects when it ends before. */
  prints(pattern: RegExp): Promise<void>;
  /** Resolves when it has ended by itself, with its exit code. */
  ended(): Promise<number | null>;
  /** Ends it as an operator would; gives its exit code. */
  stop(): Promise<number | null>;
}

const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** A process that was just started. With `isGroup`, what it starts itself ends with it. */
export function watchProgram(
  child: ChildProcess,
  { name, isGroup = false }: { name: string; isGroup?: boolean },
): RunningProgram {
  let printed = '';
  const watchers = new Set<() => void>();
  const look = (): void => {
    for (const watch of watchers) watch();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      look();
    });
  }
  child.once('close', look);
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          if (pattern.test(printed)) resolve();
          else if (isOver(child))
            reject(new Error(`${name} ended without printing ${String(pattern)}:\n${printed}`));
          else return;
          watchers.delete(watch);
        };
        watchers.add(watch);
        watch();
      }),
    async ended() {
      if (!isOver(child)) await once(child, 'exit');
      return child.exitCode;
    },
    async stop() {
      if (!isOver(child)) {
        const ended = once(child, 'exit');
        if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
        else child.kill('SIGTERM');
        await ended;
      }
      return child.exitCode;
    },
  };
}
