import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { toRequest } from './incoming-request.ts';
import type { AuthProxy } from './proxy.types.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Mounts the proxy: `app.register(fastifyProxy(proxy))`, without a prefix, since the proxy has its own. The end
 * user's address is Fastify's `request.ip`, so set its `trustProxy` as your network needs it.
 */
export function fastifyProxy(proxy: AuthProxy): FastifyPluginAsync {
  return async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    // The proxy reads bodies itself, and refuses in the words of the token API.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const url of proxy.paths.flatMap((path) => [path, path.slice(0, -1)])) {
      scope.route({
        url,
        method: methods,
        exposeHeadRoute: false,
        async handler(request, reply) {
          const { method, protocol, host, originalUrl, headers, raw, ip } = request;
          const parts = { method, scheme: protocol, host, target: originalUrl, headers };
          const incoming = toRequest({ ...parts, stream: raw, parsed: undefined });
          const answer = incoming && (await proxy.handle(incoming, { address: ip }));
          if (!answer) return reply.callNotFound();
          for (const [name, value] of answer.headers) reply.header(name, value);
          return reply.code(answer.status).send(new Uint8Array(await answer.arrayBuffer()));
        },
      });
    }
  };
}
