import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';

/**
 * Optimistic concurrency (RFC 9110 section 13.1.1): what can be changed carries a version that counts its
 * changes, its reads answer the version as `ETag`, and a change with `If-Match` is refused when the version
 * moved on. Without `If-Match` the last writer wins.
 */
export function sendWithTag<T extends { version: number }, R extends FastifyReply>(
  reply: R,
  versioned: T,
): R {
  return reply.header('etag', `"${versioned.version}"`) as R;
}

/**
 * The version that a change expects; undefined when it expects none. AppError `request.precondition_failed`
 * for a tag that is not one of ours: whatever it names, it is not the present version.
 */
export function expectedVersion(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^"([1-9]\d{0,14})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new AppError('request.precondition_failed');
  return Number(version);
}
