import type { RequestHandler } from 'express';
import { toRequest } from './incoming-request.ts';
import type { AuthProxy } from './proxy.types.ts';

/**
 * Mounts the proxy: `app.use(expressProxy(proxy))`. The end user's address is Express's `request.ip`, so set its
 * `trust proxy` as your network needs it. A body that `express.json()` has read before is used as it is.
 */
export function expressProxy(proxy: AuthProxy): RequestHandler {
  return async (request, response, next) => {
    const { method, protocol, originalUrl, headers, ip } = request;
    if (!originalUrl.startsWith(proxy.prefix)) return next();
    const parts = { method, scheme: protocol, host: request.get('host'), target: originalUrl, headers };
    const incoming = toRequest({ ...parts, stream: request, parsed: request.body as unknown });
    const answer = incoming && (await proxy.handle(incoming, { address: ip }));
    if (!answer) return next();
    response.status(answer.status);
    for (const [name, value] of answer.headers) response.appendHeader(name, value);
    response.end(new Uint8Array(await answer.arrayBuffer()));
  };
}
