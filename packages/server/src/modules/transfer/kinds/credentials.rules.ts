import type { Caller } from '#modules/access';
import { AppError } from '#platform/errors.ts';

/**
 * Whoever imports what somebody can be reached by can act as them: that takes the operator, or a superuser without
 * limits. Undefined when the caller may.
 */
export function refusalOfCredentials({ subject }: Caller): AppError | undefined {
  if (subject === 'operator' || subject?.isSuperuser === true) return undefined;
  const message = 'Only a superuser may import tokens, consents and second factors.';
  return new AppError('access.denied', { message });
}
