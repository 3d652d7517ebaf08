import type { ErrorCode } from '@ostiary/contract';
import { describe, expect, it } from 'vitest';
import { renderErrorPage } from '#modules/login/pages';
import { AppError } from '#platform/errors.ts';
import { axeViolations } from './axe.ts';

const codes: ErrorCode[] = [
  'internal',
  'request.not_found',
  'access.denied',
  'service.unavailable',
  'request.throttled',
  'request.malformed',
];

describe('an error page', () => {
  it.each(codes)('for %s is a whole and accessible document', async (code) => {
    const html = renderErrorPage(new AppError(code, { retryAfterSeconds: 5 }), 'request-1');
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(await axeViolations(html)).toEqual([]);
  });

  it('gives the request id of a failure of ours, and none for a refusal', () => {
    expect(renderErrorPage(new AppError('internal'), 'request-1')).toContain('request-1');
    expect(renderErrorPage(new AppError('access.denied'), 'request-1')).not.toContain('request-1');
  });

  it('keeps the cause to itself', () => {
    const error = new AppError('internal', { cause: new Error('password of the database') });
    expect(renderErrorPage(error, 'x')).not.toContain('database');
  });

  it('says how long to wait', () => {
    expect(renderErrorPage(new AppError('request.throttled', { retryAfterSeconds: 1 }), 'x')).toContain(
      'Wait one second',
    );
    expect(renderErrorPage(new AppError('request.throttled', { retryAfterSeconds: 90 }), 'x')).toContain(
      'Wait 90 seconds',
    );
  });
});
