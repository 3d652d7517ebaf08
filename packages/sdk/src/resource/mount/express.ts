import type { Request as ExpressRequest, RequestHandler } from 'express';
import type { AnyService, ServiceShape } from '../../types.ts';
import type { ResourceRouter } from '../router.ts';
import { webRequest } from '../../http/incoming-request.ts';
import type { MountOptions } from './mount.types.ts';
import { answerMounted } from './mounted.ts';

/**
 * Mounts the resources: `app.use(expressResources(router, door.mount))`, at the root, since the router has its own prefix.
 * A body that `express.json()` has read before is used as it is.
 */
export function expressResources<S extends ServiceShape = AnyService>(
  router: ResourceRouter<S>,
  options: MountOptions<S, ExpressRequest>,
): RequestHandler {
  return async (request, response, next) => {
    const { method, protocol, originalUrl, headers, ip } = request;
    const parsed = request.body as unknown;
    const body = parsed === undefined ? request : undefined;
    const host = request.get('host');
    const incoming = webRequest({ method, scheme: protocol, host, target: originalUrl, headers, body });
    const answerFor = incoming && router.match(new URL(incoming.url).pathname);
    if (!answerFor) return next();
    const parsedBody = parsed === undefined ? undefined : { value: parsed };
    const mounted = { answerFor, incoming, request, options };
    const answer = await answerMounted(mounted, { address: ip, parsedBody });
    response.status(answer.status);
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.end(await answer.text());
  };
}
