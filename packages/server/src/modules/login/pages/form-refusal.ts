import type { FastifyReply } from 'fastify';
import { isAppError, type AppError } from '#platform/errors.ts';

/** Refusals that the sender can mend in the form; every other error gets a page of its own. */
const mendable: ReadonlySet<AppError['code']> = new Set([
  'applications.too_many',
  'applications.too_many_secrets',
  'login.code_invalid',
  'mail.off',
  'mfa.invalid_code',
  'mfa.passkey_refused',
  'mfa.passkey_taken',
  'mfa.required',
  'mfa.too_many_factors',
  'passwords.busy',
  'passwords.invalid_credentials',
  'passwords.too_weak',
  'request.captcha_failed',
  'request.form_expired',
  'request.invalid',
  'request.precondition_failed',
  'request.throttled',
  'service.unavailable',
  'users.email_missing',
  'users.email_taken',
  'users.email_unverified',
  'users.invalid',
  'users.last_administrator',
  'users.username_taken',
] as const);

/**
 * Prepares the answer to a refused form, which is the form again; rethrows what no form can mend.
 * 401 becomes 400: it would have to name an authentication scheme (RFC 9110 section 15.5.2).
 */
export function acceptRefusal(reply: FastifyReply, error: unknown): AppError {
  if (!isAppError(error) || !mendable.has(error.code)) throw error;
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  reply.code(error.status === 401 ? 400 : error.status);
  return error;
}
