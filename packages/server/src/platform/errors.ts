import { errorCatalogue, type ErrorCode } from '@ostiary/contract';

/** One field that was not accepted: where it is in the body, and why, in words for its sender. */
export interface FieldError {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  /** Replaces the catalogue's message. Safe for any caller. */
  message?: string;
  fields?: FieldError[];
  retryAfterSeconds?: number;
  /** For our log only; never sent. */
  cause?: unknown;
}

/** Wrong input or a refused act. Wrong code throws TypeError instead; anything else is a 500. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? errorCatalogue[code].message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
