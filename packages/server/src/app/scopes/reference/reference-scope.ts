import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { referenceHeaders, referenceHtml, startScript } from './reference-page.ts';
import { loadViewer, type Viewer } from './viewer.ts';

const hidden = { schema: { hide: true } } as const;
const javascript = 'text/javascript; charset=utf-8';

function acceptsGzip(request: FastifyRequest): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
}

function sendViewer(request: FastifyRequest, reply: FastifyReply, viewer: Viewer): FastifyReply {
  reply.headers(referenceHeaders).header('etag', viewer.etag).header('vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === viewer.etag) return reply.code(304).send();
  reply.type(javascript);
  if (!acceptsGzip(request)) return reply.send(viewer.script);
  return reply.header('content-encoding', 'gzip').send(viewer.compressed);
}

/** `/openapi.json` for programs and `/docs` for people. Neither costs anything until it is asked for. */
export function referenceScope(app: FastifyInstance): void {
  let document: string | undefined;
  let viewer: Promise<Viewer> | undefined;

  app.get(
    '/openapi.json',
    {
      schema: {
        tags: ['Reference'],
        summary: 'This API as an OpenAPI 3.1 document',
        response: { 200: { description: 'The document.', type: 'object', additionalProperties: true } },
      },
    },
    (_request, reply) => {
      document ??= JSON.stringify(app.openApi());
      return reply
        .header('cache-control', 'no-cache')
        .header('access-control-allow-origin', '*')
        .type('application/json')
        .send(document);
    },
  );

  const page = {
    tags: ['Reference'],
    summary: 'This API as a page that can call it',
    response: { 200: { description: 'A page.', content: { 'text/html': { schema: { type: 'string' } } } } },
  };
  app.get('/docs', { schema: page }, (_request, reply) =>
    reply.headers(referenceHeaders).type('text/html; charset=utf-8').send(referenceHtml),
  );
  app.get('/docs/start.js', hidden, (_request, reply) =>
    reply.headers(referenceHeaders).type(javascript).send(startScript),
  );
  app.get('/docs/viewer.js', hidden, async (request, reply) => {
    viewer ??= loadViewer();
    return sendViewer(request, reply, await viewer);
  });
}
