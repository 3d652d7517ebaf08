import express from 'express';
import Fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { expect, expectTypeOf, test } from 'vitest';
import { expressDoor } from '../../src/adapters/express.ts';
import { fastifyDoor } from '../../src/adapters/fastify.ts';
import { honoDoor } from '../../src/adapters/hono.ts';
import { createGuards, ownerOrReadOnly, role } from '../../src/guards/index.ts';
import type { Ostiary } from '../../src/ostiary.types.ts';
import type { Subject } from '../../src/types.ts';
import type { Newsroom } from '../guards/subjects.fixture.ts';

/** Only its types matter here. */
const ostiary: Pick<Ostiary<Newsroom>, 'subjectOf' | 'levels'> = {
  levels: ['reader', 'editor', 'chief'],
  subjectOf: () => ({ outcome: 'none' }),
};

interface Post {
  author: string;
}

test('the user is typed by the service on every framework', () => {
  const { serviceAccess, owner } = createGuards(ostiary);
  expectTypeOf(serviceAccess).parameter(0).toEqualTypeOf<'reader' | 'editor' | 'chief' | undefined>();

  const app = Fastify();
  const door = fastifyDoor(ostiary);
  app.register(door.plugin);
  app.addHook('preHandler', door.guard());
  app.get<{ Params: { id: string } }>(
    '/a/:id',
    door.route(role('x'), serviceAccess('editor')),
    async (request) => {
      expectTypeOf(request.params.id).toEqualTypeOf<string>();
      expectTypeOf(door.user(request)).toEqualTypeOf<Subject<Newsroom>>();
      expectTypeOf(door.user(request).access?.data.quota).toEqualTypeOf<number | undefined>();
      await door.check(
        request,
        owner((post: Post) => post.author),
        { author: 'ada' },
      );
      const byAuthor = owner((post: Post) => post.author);
      expectTypeOf(door.check<Post>)
        .parameter(2)
        .toEqualTypeOf<Post>();
      return byAuthor.length;
    },
  );
  app.get('/b', { preHandler: door.guard(role('x')), schema: {} }, (request) => door.subject(request)?.sub);
  app.get('/c', { schema: {}, ...door.route() }, (request) => door.user(request).sub);

  const onExpress = express();
  const doorOfExpress = expressDoor(ostiary);
  onExpress.use(express.json({ verify: doorOfExpress.keepBody }));
  onExpress.get('/a/:id', doorOfExpress.guard(serviceAccess('chief')), (request, response) => {
    expectTypeOf(request.params.id).toEqualTypeOf<string>();
    expectTypeOf(doorOfExpress.user(request).access?.level).toEqualTypeOf<
      'reader' | 'editor' | 'chief' | null | undefined
    >();
    response.end();
  });
  onExpress.use(doorOfExpress.errorHandler);

  const onHono = new Hono();
  const doorOfHono = honoDoor(ostiary);
  onHono.get('/a/:id', doorOfHono.guard(serviceAccess('chief')), (c) => {
    expectTypeOf(c.req.param('id')).toEqualTypeOf<string>();
    expectTypeOf(doorOfHono.user(c).access?.data.desk).toEqualTypeOf<string | undefined>();
    return c.text('');
  });

  // A guard of posts is for `check`: a route has none.
  const ofPosts = ownerOrReadOnly((post: Post) => post.author);
  expectTypeOf(ofPosts).not.toExtend<Parameters<typeof door.route>[0]>();
  expect(typeof ofPosts).toBe('function');
});

test('apps of whatever server fit', () => {
  const door = fastifyDoor(ostiary);
  const onHttp2 = (app: FastifyInstance<Http2SecureServer>) => {
    app.register(door.plugin);
    app.get('/', door.route(), (request) => door.user(request).sub);
  };
  expect(typeof onHttp2).toBe('function');
  expect(typeof createSecureServer).toBe('function');
});
