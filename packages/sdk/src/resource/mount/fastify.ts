import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { AnyService, ServiceShape } from '../../types.ts';
import { tooLarge } from '../body.ts';
import type { ResourceRouter } from '../router.ts';
import { webRequest } from '../../http/incoming-request.ts';
import type { MountOptions } from './mount.types.ts';
import { answerMounted } from './mounted.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function incomingOf({
  method,
  protocol,
  host,
  originalUrl,
  headers,
  body,
}: FastifyRequest): Request | undefined {
  const read = body instanceof Uint8Array ? body : undefined;
  return webRequest({ method, scheme: protocol, host, target: originalUrl, headers, body: read });
}

/** Fastify reads bodies before routes run, so that whoever verifies a signature has them. */
function takeBodiesAsTheyAre(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) reply.header(name, value);
  return reply.code(answer.status).send(answer.body === null ? null : await answer.text());
}

/**
 * Mounts the resources: `app.register(fastifyResources(router, door.mount))`, without a prefix, since the router has
 * its own.
 */
export function fastifyResources<S extends ServiceShape = AnyService>(
  router: ResourceRouter<S>,
  options: MountOptions<S, FastifyRequest>,
): FastifyPluginAsync {
  return async (scope) => {
    takeBodiesAsTheyAre(scope);
    for (const { name, bodyLimit } of router.resources) {
      for (const url of [`${router.prefix}/${name}`, `${router.prefix}/${name}/*`]) {
        scope.route({
          url,
          method: methods,
          exposeHeadRoute: false,
          bodyLimit,
          async handler(request, reply) {
            const incoming = incomingOf(request);
            if (!incoming) return reply.callNotFound();
            const mounted = { answerFor: router.handle, incoming, request, options };
            return send(reply, await answerMounted(mounted, { address: request.ip }));
          },
          errorHandler(error, _request, reply) {
            if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') void send(reply, tooLarge(bodyLimit).answer());
            else reply.send(error);
          },
        });
      }
    }
  };
}
