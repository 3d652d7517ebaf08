import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Follower } from '#modules/feed';
import type { ServiceService } from '#modules/services';
import { AppError } from '#platform/errors.ts';

export type FollowerOf = (request: FastifyRequest) => Follower;

/** RFC 6750 section 2.1. */
const bearer = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Before anything else of a request is read: whose key it carries. AppError `feed.unauthenticated`. Gives the
 * function that tells it later.
 */
export function requireServiceKey(
  app: FastifyInstance,
  services: Pick<ServiceService, 'authenticateKey'>,
): FollowerOf {
  const known = new WeakMap<FastifyRequest, Follower>();
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const [, key] = bearer.exec(request.headers.authorization ?? '') ?? [];
    const service = key === undefined ? undefined : await services.authenticateKey(key);
    if (key === undefined || !service) throw new AppError('feed.unauthenticated');
    known.set(request, { service, key });
  });
  return (request) => {
    const follower = known.get(request);
    if (!follower) throw new TypeError('The key of a request is known only inside the scope of the feed');
    return follower;
  };
}
