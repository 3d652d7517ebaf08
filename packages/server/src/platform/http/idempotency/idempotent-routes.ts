import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import type { IdempotencyService, KeptAnswer } from './idempotency.service.ts';
import type { ClaimId } from './idempotency.store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A POST that takes an `Idempotency-Key`: repeated with it, nothing is done twice. */
    isIdempotent?: boolean;
  }
}

export interface IdempotentRoutesOptions {
  idempotency: IdempotencyService;
  /** Who a request is from, as a text that is the same for all requests that may share an answer. */
  ownerOf(request: FastifyRequest): Promise<string>;
}

/** Those headers of an answer that say something about what was done. */
const keptHeaders = ['content-type', 'location', 'etag'];

/** AppError `request.invalid` for a header that is not 1 to 255 visible ASCII characters. */
function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[!-~]{1,255}$/.test(key)) return key;
  const message = 'Use 1 to 255 visible ASCII characters.';
  throw new AppError('request.invalid', { fields: [{ path: 'Idempotency-Key', message }] });
}

function toKept(reply: FastifyReply, body: string): KeptAnswer {
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return { status: reply.statusCode, headers: Object.fromEntries(headers), body };
}

function sendAgain(reply: FastifyReply, { status, headers, body }: KeptAnswer): FastifyReply {
  reply.code(status).headers(headers).header('idempotency-replayed', 'true');
  return body === '' ? reply.send() : reply.send(body);
}

/** Nothing was done, and that is not for the request's own fault: it may fare better later. */
function mayFareBetter(status: number): boolean {
  return [401, 403, 429, 503].includes(status);
}

/**
 * Keys of idempotency on the routes of this scope that are marked `isIdempotent`. A request is claimed
 * once it has been let in, read and found valid, so a refusal before that leaves its key free. What the
 * handler then answers is kept and given again for a day, refusals of what was asked (400, 404, 409 …)
 * included, and failures after which nobody knows how far it came (500). Refusals of who asks, and of a
 * service that is busy, free the key.
 */
export function answerOnce(scope: FastifyInstance, { idempotency, ownerOf }: IdempotentRoutesOptions): void {
  const claims = new WeakMap<FastifyRequest, ClaimId>();

  scope.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.isIdempotent !== true) return;
    const key = keyOf(request);
    if (key === undefined) return;
    const owner = await ownerOf(request);
    const content = JSON.stringify([request.method, request.url, request.body ?? null]);
    const begun = await idempotency.begin({ owner, key, content });
    if ('answer' in begun) return sendAgain(reply, begun.answer);
    claims.set(request, begun.claim);
  });

  scope.addHook('onSend', async (request, reply, payload: unknown) => {
    const claim = claims.get(request);
    if (!claim) return payload;
    claims.delete(request);
    try {
      if (mayFareBetter(reply.statusCode)) await idempotency.release(claim);
      else await idempotency.keep(claim, toKept(reply, typeof payload === 'string' ? payload : ''));
    } catch (error) {
      // It is done, and its sender must learn that. A repetition is told that nobody knows.
      request.log.error({ err: error, requestId: request.id }, 'An answer could not be kept');
    }
    return payload;
  });
}
