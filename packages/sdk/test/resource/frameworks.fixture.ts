import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import express from 'express';
import fastify from 'fastify';
import { Hono, type Context } from 'hono';
import { DoorError } from '../../src/adapters/refusal-answer.ts';
import { expressResources } from '../../src/resource/mount/express.ts';
import { fastifyResources } from '../../src/resource/mount/fastify.ts';
import { honoResources } from '../../src/resource/mount/hono.ts';
import type { Identified } from '../../src/resource/mount/mount.types.ts';
import type { ResourceRouter } from '../../src/resource/router.ts';
import type { AnyService } from '../../src/types.ts';
import { subject } from './subscribers.fixture.ts';

export interface RunningApp {
  url: string;
  close(): Promise<void>;
}

/** Whoever the header says: these tests are about what comes after. */
function identified(name: unknown): Identified<AnyService> {
  if (name === 'forger') {
    const headers = {
      'content-type': 'application/json',
      'www-authenticate': 'Bearer error="invalid_token"',
    };
    const facts = { status: 401, code: 'token_invalid', reason: 'Bad.' } as const;
    throw new DoorError({ ...facts, headers, body: '{"detail":"Bad."}' });
  }
  return { subject: typeof name === 'string' ? subject(name) : null, challenge: 'Bearer realm="test"' };
}

async function listening(server: Server): Promise<RunningApp> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function startFastify(router: ResourceRouter): Promise<RunningApp> {
  const app = fastify();
  app.get('/other', () => 'other');
  await app.register(
    fastifyResources(router, { identify: async ({ headers }) => identified(headers['x-user']) }),
  );
  return { url: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() };
}

const expressApp =
  (parser?: express.RequestHandler) =>
  (router: ResourceRouter): Promise<RunningApp> => {
    const app = express();
    if (parser) app.use(parser);
    app.use(expressResources(router, { identify: async (request) => identified(request.get('x-user')) }));
    app.get('/other', (_request, response) => void response.send('other'));
    return listening(createServer(app));
  };

const honoApp =
  (isReadBefore: boolean) =>
  (router: ResourceRouter): Promise<RunningApp> => {
    const app = new Hono();
    if (isReadBefore) {
      app.use(async (context, next) => {
        await context.req.text();
        await next();
      });
    }
    const identify = async (context: Context): Promise<Identified<AnyService>> =>
      identified(context.req.header('x-user'));
    app.use(honoResources(router, { identify, addressOf: () => '192.0.2.1' }));
    app.get('/other', (context) => context.text('other'));
    return listening(createServer((request, response) => void bridge(app, { request, response })));
  };

type Exchange = Record<'request', Parameters<Parameters<typeof createServer>[1] & object>[0]> &
  Record<'response', Parameters<Parameters<typeof createServer>[1] & object>[1]>;

/** Hono speaks the web's requests and responses; this is the least that Node needs in between. */
async function bridge(app: Hono, { request, response }: Exchange): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) sent.set(name, String(value));
  // None is not the same as an empty one.
  const body = (await text(request)) || null;
  const answer = await app.fetch(
    new Request(`http://${headers.host ?? ''}${url}`, { method, headers: sent, body }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}

export const frameworks = [
  { name: 'Fastify', start: startFastify },
  { name: 'Express', start: expressApp() },
  { name: 'Express, its body read before', start: expressApp(express.json({ limit: '1mb' })) },
  { name: 'Hono', start: honoApp(false) },
  { name: 'Hono, its body read before', start: honoApp(true) },
];
