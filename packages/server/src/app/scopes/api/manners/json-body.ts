import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#platform/errors.ts';

/**
 * JSON as Fastify reads it (`__proto__` refused), but only from UTF-8 (RFC 8259 section 8.1): by itself
 * Fastify puts U+FFFD for bytes that are none, and what nobody sent would be stored.
 */
export function readJsonStrictly(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  // A PATCH is a merge patch (RFC 7396) under either name: what is absent stays, null takes away.
  const types = ['application/json', 'application/merge-patch+json'];
  scope.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (request, bytes, done) => {
    if (!isUtf8(bytes)) done(new AppError('request.malformed', { message: 'The body is not UTF-8.' }));
    else void parse(request, bytes.toString('utf8'), done);
  });
}
