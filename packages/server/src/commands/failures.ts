import { namingMissingSetting } from '#platform/db/db-errors.ts';
import { isAppError, type AppError } from '#platform/errors.ts';
import { OperatorError } from '#platform/operator-error.ts';
import { CommandFailure, exitCodes, type FailureDetail } from './command-io.ts';
import { ApiRefusal } from './engine/api-refusal.ts';
import { printable } from './output.ts';

/** What went wrong, whatever it was, ready to be told to people or programs. */
export interface Failure {
  code: string;
  message: string;
  details: readonly FailureDetail[];
  requestId?: string | undefined;
  /** What to do about it. */
  hint?: string | undefined;
}

const databaseHint = 'Check DATABASE_URL and OSTIARY_DATA_DIR; `ostiary doctor` shows more.';
const debugHint = 'Set OSTIARY_LOG_LEVEL=debug to see where.';

export function describeFailure(error: unknown): Failure {
  if (error instanceof CommandFailure) {
    const code = error.exitCode === exitCodes.wrongUsage ? 'command.wrong_usage' : 'command.failed';
    return { code, message: error.message, details: error.details, hint: error.hint };
  }
  if (error instanceof OperatorError) {
    return { code: 'command.failed', message: error.message, details: [], hint: error.hint };
  }
  if (error instanceof ApiRefusal) return describeRefusal(error);
  if (isAppError(error)) return describeAppError(error);
  const message = `Something went wrong: ${innerMessage(namingMissingSetting(error))}`;
  return { code: 'command.crashed', message, details: [], hint: debugHint };
}

/** Where the app runs in this process, what happened behind a failure of ours may be told. */
function describeRefusal({ code, message, fields, requestId, hint, cause }: ApiRefusal): Failure {
  const isTold = code !== 'internal' && code !== 'service.unavailable';
  if (isTold || cause === undefined) return { code, message, details: fields, requestId, hint };
  if (isAppError(cause)) return { ...describeAppError(cause), requestId };
  return { ...describeFailure(cause), code, requestId };
}

function describeAppError(error: AppError): Failure {
  const { code, message, fields, cause } = error;
  if (code === 'service.unavailable') {
    const reason = cause === undefined ? message : innerMessage(cause);
    return { code, message: `The database cannot be used: ${reason}`, details: [], hint: databaseHint };
  }
  const details = cause === undefined ? fields : [...fields, { path: 'cause', message: innerMessage(cause) }];
  return { code, message, details };
}

/** Connection failures of several addresses come as one error with no message of its own. */
function innerMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((each) => innerMessage(each)).join('; ');
  }
  return printable(error instanceof Error ? error.message : String(error));
}
