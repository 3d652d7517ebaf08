import type { Readable, Writable } from 'node:stream';
import type { Environment } from '#config';

/** Everything a command sees of the world around it, so that tests can stand in for it. */
export interface CommandIo {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Both ends are terminals: only then may a command ask. */
  isInteractive: boolean;
  env: Environment;
  /** Absolute. */
  cwd: string;
  /** Who runs the command, for the audit log; null when the system does not say. */
  systemUser: string | null;
  /** Resolves when the process is asked to stop (SIGTERM or SIGINT). From the call on, it does not die of it. */
  untilStopped(): Promise<void>;
}

export const exitCodes = { ok: 0, failed: 1, wrongUsage: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command says when it cannot go on: the reason, then what to do about it. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; exitCode?: ExitCode; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CommandFailure';
    this.exitCode = options.exitCode ?? exitCodes.failed;
    this.hint = options.hint;
  }
}

export function wrongUsage(message: string, hint?: string): CommandFailure {
  return new CommandFailure(message, { exitCode: exitCodes.wrongUsage, ...(hint !== undefined && { hint }) });
}

export function printLine(io: CommandIo, text = ''): void {
  io.stdout.write(`${text}\n`);
}

export function printError(io: CommandIo, text: string): void {
  io.stderr.write(`${text}\n`);
}
