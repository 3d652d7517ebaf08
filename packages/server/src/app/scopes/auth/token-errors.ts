import type { FastifyRequest } from 'fastify';
import type { AppError } from '#platform/errors.ts';
import type { DrfAnswer, DrfShape } from '#platform/http/drf/errors.ts';

/** The bodies of contracts/simplejwt.md, in its newest words. */

const notValid = 'token_not_valid';

function isTokenError(error: AppError): boolean {
  return error.code.startsWith('tokens.') && error.status === 401;
}

/** Sign-in was refused ("Errors"): here the sentence of the contract, not the one for Basic. */
export const signInErrors: DrfShape = (error) =>
  error.code === 'passwords.invalid_credentials'
    ? { status: 401, body: { detail: error.message } }
    : undefined;

/** A token in the body of a token endpoint was refused ("Errors"). */
export const tokenEndpointErrors: DrfShape = (error) => {
  if (!isTokenError(error)) return undefined;
  // The account is the trouble here, not the token: no code.
  if (error.code === 'tokens.no_active_account') return { status: 401, body: { detail: error.message } };
  return { status: 401, body: { detail: error.message, code: notValid } };
};

/** `verify/` tells a revoked token by 400, everything else as the other token endpoints. */
export const verifyErrors: DrfShape = (error, request) => {
  if (error.code !== 'tokens.blacklisted') return tokenEndpointErrors(error, request);
  return { status: 400, body: { non_field_errors: [error.message] } };
};

/** The codes of refusals that are about more than the token's own validity ("Protected resource"). */
const ownCodes: Partial<Record<AppError['code'], string>> = {
  'tokens.bad_authorization_header': 'bad_authorization_header',
  'tokens.user_not_found': 'user_not_found',
  'tokens.user_inactive': 'user_inactive',
  'tokens.no_user_claim': notValid,
};

function refusedToken(error: AppError): Record<string, unknown> {
  return {
    detail: 'Given token not valid for any token type',
    code: notValid,
    messages: [{ token_class: 'AccessToken', token_type: 'access', message: error.message }],
  };
}

function presentedType(request: FastifyRequest): string | undefined {
  return request.headers.authorization?.trimStart().split(' ', 1)[0];
}

/** A service that passes a request on did not prove which one it is. */
const refusedService: DrfShape = (error) =>
  error.code === 'services.key_invalid'
    ? { status: 401, body: { detail: error.message, code: 'service_key_not_valid' } }
    : undefined;

/** What is said of a password that is right, and not enough. */
const furtherCodes: Partial<Record<AppError['code'], string>> = {
  'mfa.required': 'second_factor_required',
  'mfa.invalid_code': 'invalid_otp',
  'mfa.enrolment_required': 'second_factor_enrolment_required',
};

/** A password alone was not enough: in the shape of the contract's other refusals, on every path that takes one. */
const furtherProof: DrfShape = (error) => {
  const code = furtherCodes[error.code];
  return code === undefined ? undefined : { status: error.status, body: { detail: error.message, code } };
};

/** A credential sent along with a request was recognised and refused ("Protected resource"). */
export const credentialErrors: DrfShape = (error, request): DrfAnswer | undefined => {
  if (error.code === 'passwords.invalid_credentials') {
    return { status: 401, body: { detail: 'Invalid username/password.' } };
  }
  if (!isTokenError(error)) return furtherProof(error, request) ?? refusedService(error, request);
  const code = ownCodes[error.code];
  if (code !== undefined) return { status: 401, body: { detail: error.message, code } };
  // Static tokens have REST framework's own words (seeds: "Django REST Framework: Authentication").
  if (presentedType(request) === 'Token') return { status: 401, body: { detail: 'Invalid token.' } };
  return { status: 401, body: refusedToken(error) };
};

/**
 * `GET /auth/user/` answers 403 where others answer 401: in django-easyjwt session authentication comes
 * first, which has no challenge to send (contracts/django-easyjwt.md, "note the 403s").
 */
export const forbiddenCredentialErrors: DrfShape = (error, request) => {
  const unproved = refusedService(error, request);
  if (unproved) return unproved;
  const answer = credentialErrors(error, request);
  if (answer) return { ...answer, status: 403 };
  return error.status === 401 ? { status: 403, body: { detail: error.message } } : undefined;
};
