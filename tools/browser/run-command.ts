import { spawn } from 'node:child_process';

export interface CommandOptions {
  /** On top of the environment of this process. */
  env?: Record<string, string>;
  /** `show` passes on everything it prints; `keep` gives what it says, without complaints, to the caller. */
  output: 'show' | 'keep';
  timeoutMs?: number;
}

export interface CommandResult {
  /** Null when it could not be started, was killed or took too long. */
  code: number | null;
  output: string;
}

/** Runs a program to its end. Never rejects: a program that cannot be started has no exit code. */
export type RunCommand = (argv: readonly string[], options: CommandOptions) => Promise<CommandResult>;

export const runCommand: RunCommand = ([file = '', ...args], { env, output, timeoutMs }) =>
  new Promise((resolve) => {
    let printed = '';
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      // Shown on the standard error: the standard output belongs to the results.
      stdio: output === 'show' ? ['ignore', 2, 2] : ['ignore', 'pipe', 'ignore'],
      ...(timeoutMs !== undefined && { timeout: timeoutMs, killSignal: 'SIGKILL' as const }),
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.once('error', () => resolve({ code: null, output: printed }));
    child.once('close', (code) => resolve({ code, output: printed }));
  });
