import type { Readable, Writable } from 'node:stream';
import type { Environment } from '#config';
import type { Fetch } from '#platform/http/outbound.ts';

/** Everything a command sees of the world around it, so that tests can stand in for it. */
export interface CommandIo {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** Both ends are terminals: only then may a command ask. */
  isInteractive: boolean;
  /** Standard error is a terminal: only there does progress move. */
  isProgressShown: boolean;
  /** For a server elsewhere. */
  fetch: Fetch;
  env: Environment;
  /** Absolute. */
  cwd: string;
  /** Who runs the command, for the audit log; null when the system does not say. */
  systemUser: string | null;
  /** Resolves when the process is asked to stop (SIGTERM or SIGINT). From the call on, it does not die of it. */
  untilStopped(): Promise<void>;
  /** Calls whenever the process is asked to take in what is new (SIGHUP, unless its terminal is gone by that). */
  onReload(listener: () => void): void;
}

export const exitCodes = { ok: 0, failed: 1, wrongUsage: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface FailureDetail {
  /** What it is about, such as a setting or a field. */
  path: string;
  message: string;
  /** As people read it, a line each; by default the path and the message. */
  lines?: readonly string[];
}

export interface CommandFailureOptions {
  hint?: string;
  exitCode?: ExitCode;
  details?: readonly FailureDetail[];
  cause?: unknown;
}

/** What a command says when it cannot go on: the reason, then what to do about it. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  /** One for each thing that is wrong, told before the message. */
  readonly details: readonly FailureDetail[];

  constructor(message: string, options: CommandFailureOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'CommandFailure';
    this.exitCode = options.exitCode ?? exitCodes.failed;
    this.hint = options.hint;
    this.details = options.details ?? [];
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
