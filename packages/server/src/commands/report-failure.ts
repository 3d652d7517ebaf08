import { isDebugging } from '#config';
import { CommandFailure, exitCodes, printError, type CommandIo, type ExitCode } from './command-io.ts';
import { describeFailure, type Failure } from './failures.ts';
import { jsonText, printable, type JsonObject } from './output.ts';

/** Whether whoever runs this reads answers, and so failures, by a program. */
export function isJsonWanted(argv: readonly string[]): boolean {
  return argv.some((word) => word === '--json' || word === '--jsonl');
}

/**
 * A few lines on standard error, or one line of JSON where JSON is wanted, and the exit code. A stack trace
 * only when debugging.
 */
export function reportFailure(error: unknown, io: CommandIo, isJson = false): ExitCode {
  const failure = describeFailure(error);
  if (isDebugging(io.env) && error instanceof Error) printError(io, stackOf(error));
  if (isJson) printError(io, jsonText({ error: wireFailure(failure) }));
  else printFailure(io, failure);
  return error instanceof CommandFailure ? error.exitCode : exitCodes.failed;
}

/** Failures of the API in its words, the others in the same shape. */
function wireFailure({ code, message, details, requestId, hint }: Failure): JsonObject {
  return {
    code,
    message,
    ...(details.length > 0 && {
      errors: details.map(({ path, message: text }) => ({ path, message: text })),
    }),
    ...(requestId !== undefined && { request_id: requestId }),
    ...(hint !== undefined && { hint }),
  };
}

function printFailure(io: CommandIo, { code, message, details, requestId, hint }: Failure): void {
  const isOurs = code.startsWith('command.') || code === 'service.unavailable';
  printError(io, printable(isOurs ? message : `${message} (${code})`));
  for (const { path, message: text, lines } of details) {
    const shown = lines ?? [path === '' ? `  ${text}` : `  ${path}: ${text}`];
    for (const line of shown) printError(io, printable(line));
  }
  if (code === 'internal' && requestId !== undefined) printError(io, `  request: ${printable(requestId)}`);
  if (hint !== undefined) printError(io, printable(hint));
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
