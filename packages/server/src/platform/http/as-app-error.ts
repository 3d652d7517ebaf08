import type { FastifyError } from 'fastify';
import { asAvailabilityError } from '../db/db-errors.ts';
import { AppError, type FieldError } from '../errors.ts';

const requestErrors = {
  400: 'request.malformed',
  404: 'request.not_found',
  405: 'request.method_not_allowed',
  406: 'request.not_acceptable',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
} as const;

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
}

/**
 * The sender left in the middle of a body. It has the code of a lost connection to the database, but
 * Fastify gives what fails while a body is read a status.
 */
function isSenderGone(error: unknown): boolean {
  const hasStatus = error instanceof Error && 'statusCode' in error && error.statusCode === 400;
  return hasStatus && 'code' in error && error.code === 'ECONNRESET';
}

/** Enough to mend a body by; a hostile one has an error in every byte, and the answer must not outgrow it. */
const maxFieldErrors = 50;
const maxPathLength = 100;

function shortened(path: string): string {
  return path.length <= maxPathLength ? path : `${path.slice(0, maxPathLength).toWellFormed()}…`;
}

/** `/roles/0` or a missing `name` as the path that a sender of JSON would write: `roles.0`, `name`. */
function fieldErrors(error: FastifyError): FieldError[] {
  return (error.validation ?? []).slice(0, maxFieldErrors).map((problem) => {
    const missing = problem.params['missingProperty'] ?? problem.params['additionalProperty'];
    const parts = problem.instancePath.split('/').slice(1);
    if (typeof missing === 'string') parts.push(missing);
    return { path: shortened(parts.join('.')), message: sentence(problem.message ?? 'is not valid') };
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Whatever was thrown, as what its sender may know. Unknown errors tell nothing but their request id. */
export function asAppError(thrown: unknown): AppError {
  if (isSenderGone(thrown)) return new AppError('request.malformed', { cause: thrown });
  const error = asAvailabilityError(thrown);
  if (error instanceof AppError) return error;
  if (isFastifyError(error)) {
    if (error.validation)
      return new AppError('request.invalid', { fields: fieldErrors(error), cause: error });
    const status = error.statusCode ?? 500;
    if (status in requestErrors) {
      return new AppError(requestErrors[status as keyof typeof requestErrors], { cause: error });
    }
  }
  return new AppError('internal', { cause: error });
}
