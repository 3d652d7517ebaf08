import { isForeignKeyViolation, uniqueViolation } from '#platform/db/db-errors.ts';
import { isAppError } from '#platform/errors.ts';

/** What was read in the transaction is not true any more: it must not be committed, but may be tried again. */
export class StaleBatch extends Error {
  constructor() {
    super('Somebody else changed an account that the batch is about.');
    this.name = 'StaleBatch';
  }
}

/** Whether somebody who wrote at the same moment is the reason of a failure. */
export function isStale(error: unknown): boolean {
  const isTaken = isAppError(error) && /^users\.\w+_taken$/.test(error.code);
  const isBroken = uniqueViolation(error) !== undefined || isForeignKeyViolation(error);
  return error instanceof StaleBatch || isTaken || isBroken;
}
