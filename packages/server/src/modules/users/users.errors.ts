import { AppError, type FieldError } from '#platform/errors.ts';
import { uniqueViolation } from '#platform/db/db-errors.ts';

export function invalidUser(fields: FieldError[]): AppError {
  return new AppError('users.invalid', { fields });
}

/** The refusal that a uniqueness failure of the table `users` stands for; any other error as it is. */
export function asTakenError(error: unknown): unknown {
  const constraint = uniqueViolation(error);
  if (constraint === undefined) return error;
  // Names of the index on PostgreSQL, of table and column on SQLite.
  if (constraint.includes('username_key')) return taken('username');
  if (constraint.includes('email_key')) return taken('email');
  if (constraint.includes('external_id')) return taken('external_id');
  return error;
}

function taken(path: 'email' | 'username' | 'external_id'): AppError {
  const error = new AppError(`users.${path}_taken`);
  return new AppError(error.code, { fields: [{ path, message: error.message }] });
}
