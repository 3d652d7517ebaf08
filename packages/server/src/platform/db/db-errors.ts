import { AppError } from '../errors.ts';
import { isMovedRefusal } from './move/move-record.ts';

/** SQLite result codes and PostgreSQL SQLSTATEs or socket errors that mean: not now, or not at all (timeouts of ours among them). */
const unavailable =
  /^(SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOTADB|CORRUPT|PROTOCOL)|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|08\d|53\d|57P|57014|55P03|25P03|58\d|25006)/;

/** PostgreSQL does not know a statement that was prepared a moment ago, or knows it already. */
const lostStatements = new Set(['26000', '42P05']);

const serializationFailures = new Set(['40001', '40P01']);

export function databaseErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The same error, or one that says which setting is missing where statements get lost between connections. */
export function namingMissingSetting(error: unknown): unknown {
  if (!lostStatements.has(databaseErrorCode(error) ?? '')) return error;
  return new Error(
    'PostgreSQL lost a prepared statement. Behind PgBouncer in transaction mode set OSTIARY_DATABASE_POOLING=transaction.',
    { cause: error },
  );
}

/** Likewise, or AppError `service.unavailable` when the database is the one in trouble. */
export function asAvailabilityError(thrown: unknown): unknown {
  const error = namingMissingSetting(thrown);
  const code = databaseErrorCode(error);
  const isGone =
    isMovedRefusal(error) ||
    (code !== undefined && unavailable.test(code)) ||
    (error instanceof Error &&
      /Connection terminated|timeout exceeded when trying to connect|^timeout expired$|Client has encountered a connection error/.test(
        error.message,
      ));
  return isGone ? new AppError('service.unavailable', { cause: error, retryAfterSeconds: 1 }) : error;
}

/** Whether PostgreSQL asks for the same transaction to be tried again. */
export function isRetryable(error: unknown): boolean {
  return serializationFailures.has(databaseErrorCode(error) ?? '');
}

/**
 * What a uniqueness failure was about, or undefined for any other error: PostgreSQL gives the name of
 * the constraint, SQLite `table.column` pairs or the name of an index.
 */
export function uniqueViolation(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = databaseErrorCode(error);
  if (code === '23505') {
    return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return error.message.replace(/^UNIQUE constraint failed: (index ')?/, '').replace(/'$/, '');
  }
  return undefined;
}

/** Whether a row was to refer to another that does not exist. */
export function isForeignKeyViolation(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
