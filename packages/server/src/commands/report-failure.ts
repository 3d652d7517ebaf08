import { isDebugging } from '#config';
import { isAppError, type AppError } from '#platform/errors.ts';
import { CommandFailure, exitCodes, printError, type CommandIo, type ExitCode } from './command-io.ts';
import { printable } from './output.ts';

/** One or a few lines on standard error, and the exit code. A stack trace only when debugging. */
export function reportFailure(error: unknown, io: CommandIo): ExitCode {
  if (error instanceof CommandFailure) {
    printError(io, printable(error.message));
    if (error.hint !== undefined) printError(io, printable(error.hint));
  } else if (isAppError(error)) {
    reportRefusal(error, io);
  } else {
    printError(io, `Something went wrong: ${messageOf(error)}`);
    if (!isDebugging(io.env)) printError(io, 'Set OSTIARY_LOG_LEVEL=debug to see where.');
  }
  if (isDebugging(io.env) && error instanceof Error) printError(io, stackOf(error));
  return error instanceof CommandFailure ? error.exitCode : exitCodes.failed;
}

function reportRefusal(error: AppError, io: CommandIo): void {
  if (error.code === 'service.unavailable') {
    const reason = error.cause === undefined ? error.message : messageOf(error.cause);
    printError(io, `The database cannot be used: ${reason}`);
    return printError(io, 'Check DATABASE_URL and OSTIARY_DATA_DIR; `ostiary doctor` shows more.');
  }
  printError(io, `${printable(error.message)} (${error.code})`);
  for (const { path, message } of error.fields) printError(io, `  ${printable(path)}: ${printable(message)}`);
  if (error.cause !== undefined) printError(io, `  ${messageOf(error.cause)}`);
}

/** Connection failures of several addresses come as one error with no message of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((each) => messageOf(each)).join('; ');
  }
  return printable(error instanceof Error ? error.message : String(error));
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
