import { AppError } from '#platform/errors.ts';
import type { Expectation } from './lists.types.ts';

/** AppError `request.precondition_failed` when something was changed since the caller read it. */
export function requireVersion(present: { version: number }, { expectedVersion }: Expectation): void {
  if (expectedVersion !== undefined && expectedVersion !== present.version) {
    throw new AppError('request.precondition_failed');
  }
}
