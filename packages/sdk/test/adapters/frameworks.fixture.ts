import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { expressDoor } from '../../src/adapters/express.ts';
import { fastifyDoor } from '../../src/adapters/fastify.ts';
import { honoDoor } from '../../src/adapters/hono.ts';
import type { DoorOptions } from '../../src/adapters/door.ts';
import type { TokenResolver } from '../../src/authentication/index.ts';
import type { Guard } from '../../src/types.ts';
import type { Newsroom } from '../guards/subjects.fixture.ts';

export interface Post {
  id: string;
  owner: string;
}

/** What every app has, whatever its framework. */
export interface Routes {
  /** Guards of GET and POST of each path; what is sent is answered. */
  guarded: Record<string, Guard<Newsroom>[]>;
  /** Of `/posts/:id`, judged by the handler. */
  ofPosts: Guard<Newsroom, Post>;
  options?: DoorOptions<Newsroom>;
}

export interface RunningApp {
  send(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

type Framework = (ostiary: TokenResolver<Newsroom>, routes: Routes) => Promise<RunningApp>;

const postOf = (id: string | undefined): Post => ({ id: id ?? '', owner: 'ada' });

async function onFastify(ostiary: TokenResolver<Newsroom>, { guarded, ofPosts, options }: Routes) {
  const app = Fastify();
  const door = fastifyDoor(ostiary, options);
  await app.register(door.plugin);
  for (const [path, guards] of Object.entries(guarded)) {
    app.route({
      method: ['GET', 'POST'],
      url: path,
      ...door.route(...guards),
      handler: (request) => ({ sub: door.subject(request)?.sub ?? null, body: request.body ?? null }),
    });
  }
  app.all<{ Params: { id: string } }>('/posts/:id', async (request) => {
    await door.check(request, ofPosts, postOf(request.params.id));
    return { ok: true };
  });
  app.get('/who', async (request) => ({ sub: (await door.identify(request))?.sub ?? null }));
  app.get('/unguarded', (request) => ({ sub: door.subject(request) }));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    send: (path: string, init?: RequestInit) => fetch(address + path, init),
    close: () => app.close(),
  };
}

async function onExpress(ostiary: TokenResolver<Newsroom>, { guarded, ofPosts, options }: Routes) {
  const app = express();
  const door = expressDoor(ostiary, options);
  app.use(express.json({ verify: door.keepBody }));
  for (const [path, guards] of Object.entries(guarded)) {
    app.all(path, door.guard(...guards), (request, response) => {
      response.json({ sub: door.subject(request)?.sub ?? null, body: (request.body as unknown) ?? null });
    });
  }
  app.all('/posts/:id', async (request, response) => {
    await door.check(request, ofPosts, postOf(request.params.id));
    response.json({ ok: true });
  });
  app.get('/who', async (request, response) => {
    response.json({ sub: (await door.identify(request))?.sub ?? null });
  });
  app.get('/unguarded', (request, response) => {
    response.json({ sub: door.subject(request) });
  });
  app.use(door.errorHandler);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  return {
    send: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Nothing but `Request` and `Response`. */
async function onHono(ostiary: TokenResolver<Newsroom>, { guarded, ofPosts, options }: Routes) {
  const app = new Hono();
  const door = honoDoor(ostiary, { ...options, addressOf: () => '127.0.0.1' });
  for (const [path, guards] of Object.entries(guarded)) {
    app.all(path, door.guard(...guards), async (c) => {
      const body: unknown = c.req.method === 'POST' ? await c.req.json() : null;
      return c.json({ sub: door.subject(c)?.sub ?? null, body });
    });
  }
  app.all('/posts/:id', async (c) => {
    await door.check(c, ofPosts, postOf(c.req.param('id')));
    return c.json({ ok: true });
  });
  app.get('/who', async (c) => c.json({ sub: (await door.identify(c))?.sub ?? null }));
  app.get('/unguarded', (c) => c.json({ sub: door.subject(c) }));
  app.onError((error, c) => ('getResponse' in error ? error.getResponse() : c.json({}, 500)));
  return {
    send: async (path: string, init?: RequestInit) => app.fetch(new Request(`http://127.0.0.1${path}`, init)),
    close: async () => undefined,
  };
}

export const frameworks: Record<string, Framework> = { fastify: onFastify, express: onExpress, hono: onHono };
