import { CredentialRefused, Detail, FieldErrors, ServiceHeaders } from '@ostiary/contract';
import { secondFactorExamples, type DocumentedAnswer } from '#platform/http/drf/documentation.ts';

export const exampleAccess =
  'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl';
export const exampleRefresh = 'ort_AZc1vR0mcnODcx…';

/** What a service sends along that passes somebody's request on. */
export const serviceHeaders = ServiceHeaders;

const wrongServiceKey = {
  detail: 'This service key is not, or no longer, good.',
  code: 'service_key_not_valid',
};

/** Of the change of a password, which is no sign-in. */
export const refusedFactor: DocumentedAnswer = {
  description: 'A second factor is needed, or wrong; or the service that passes the request on is not known.',
  schema: Detail,
  examples: { ...secondFactorExamples, service: wrongServiceKey },
};

/** Of routes that need no other credential. */
export const refusedServiceKey: DocumentedAnswer = {
  description: 'The service that passes the request on did not prove which one it is.',
  schema: Detail,
  examples: { service: wrongServiceKey },
};

const parseError = { detail: 'JSON parse error - Expecting value: line 1 column 1 (char 0)' };

/** A body that cannot be read, or fields that are not as they should be. */
export function badRequest(fieldErrors: Record<string, string[]>): DocumentedAnswer {
  return {
    description: 'The body cannot be read, or some fields are not valid: all of them are named.',
    schema: { anyOf: [Detail, FieldErrors] },
    examples: { fields: fieldErrors, malformed: parseError },
  };
}

export const wrongCredentials: DocumentedAnswer = {
  description:
    'Wrong password, or no such active account: which of them is not told. Or a second factor is needed, or wrong.',
  schema: Detail,
  examples: {
    wrong: { detail: 'No active account found with the given credentials' },
    ...secondFactorExamples,
    service: wrongServiceKey,
  },
};

export const refusedToken: DocumentedAnswer = {
  description: 'The token is not, or no longer, good.',
  schema: Detail,
  examples: {
    expired: { detail: 'Token is expired', code: 'token_not_valid' },
    invalid: { detail: 'Token is invalid', code: 'token_not_valid' },
    wrong_type: { detail: 'Token has wrong type', code: 'token_not_valid' },
    blacklisted: { detail: 'Token is blacklisted', code: 'token_not_valid' },
    inactive: { detail: 'No active account found for the given token.' },
    service: wrongServiceKey,
  },
};

export const refusedCredential: DocumentedAnswer = {
  description: 'No credential was sent, or it was refused.',
  schema: CredentialRefused,
  examples: {
    none: { detail: 'Authentication credentials were not provided.' },
    invalid: {
      detail: 'Given token not valid for any token type',
      code: 'token_not_valid',
      messages: [{ token_class: 'AccessToken', token_type: 'access', message: 'Token is expired' }],
    },
    malformed: {
      detail: 'Authorization header must contain two space-delimited values',
      code: 'bad_authorization_header',
    },
    service: wrongServiceKey,
  },
};
