import { describe, expect, it } from 'vitest';
import { documentedErrors, type RefusingRoute } from './documented-errors.rules.ts';

const reading: RefusingRoute = {
  method: 'GET',
  hasInput: false,
  takesIfMatch: false,
  isIdempotent: false,
  errors: [],
};

describe('the errors of a route', () => {
  it('are those of any request, and of any credential', () => {
    expect(documentedErrors(reading)).toEqual(
      expect.arrayContaining(['internal', 'access.unauthenticated', 'access.denied', 'tokens.expired']),
    );
    expect(documentedErrors(reading)).not.toContain('tokens.api_token_not_found');
    expect(documentedErrors(reading)).not.toContain('request.invalid');
    expect(documentedErrors(reading)).not.toContain('request.csrf_failed');
  });

  it.each([
    [{ hasInput: true }, 'request.invalid'],
    [{ method: 'DELETE' }, 'request.csrf_failed'],
    [{ method: 'POST' }, 'request.unsupported_media_type'],
    [{ takesIfMatch: true }, 'request.precondition_failed'],
    [{ isIdempotent: true }, 'request.idempotency_reused'],
    [{ errors: ['users.not_found'] }, 'users.not_found'],
  ] as const)('with %o include %s', (facts, code) => {
    expect(documentedErrors(reading)).not.toContain(code);
    expect(documentedErrors({ ...reading, ...facts })).toContain(code);
  });

  it('name each once', () => {
    const codes = documentedErrors({ ...reading, errors: ['access.denied', 'internal'] });
    expect(new Set(codes).size).toBe(codes.length);
  });
});
