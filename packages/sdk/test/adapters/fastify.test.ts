import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { DoorError, fastifyDoor } from '../../src/adapters/fastify.ts';
import { bearer, localSubject, memorySessions, sessionCookie } from '../../src/authentication/index.ts';
import { anyone, authenticated, ownerOrReadOnly, role, staff } from '../../src/guards/index.ts';
import type { AnyService, Authentication } from '../../src/types.ts';

const ada = localSubject<AnyService>({ kind: 'user', sub: 'ada', roles: ['owner'], method: 'bearer' });
const ostiary = {
  subjectOf: (token: string): Authentication =>
    token === 'ada'
      ? { outcome: 'accepted', subject: ada }
      : { outcome: 'refused', code: 'token_invalid', reason: 'Token is invalid' },
};
const asAda = { authorization: 'Bearer ada' };
const notHers = ownerOrReadOnly((post: { owner: string }) => post.owner);

describe('on Fastify', () => {
  test('a sign-in is asked for before the schema is looked at', async () => {
    const app = Fastify();
    const door = fastifyDoor(ostiary);
    const schema = {
      body: { type: 'object', required: ['title'], properties: { title: { type: 'string' } } },
    };
    app.post('/posts', { schema, ...door.route() }, () => 'made');
    const send = (headers: object) =>
      app.inject({ method: 'POST', url: '/posts', headers: { ...headers }, payload: {} });
    expect((await send({})).statusCode).toBe(401);
    expect((await send(asAda)).statusCode).toBe(400);
  });

  test('the app’s own error handler keeps its errors, and a guarded route answers the door’s', async () => {
    const app = Fastify();
    const door = fastifyDoor(ostiary);
    app.setErrorHandler((error, _request, reply) => {
      const { message } = error as Error;
      return reply.code(418).send({ own: message, isOfDoor: error instanceof DoorError });
    });
    app.put('/posts', door.route(), (request) => door.check(request, notHers, { owner: 'bob' }));
    app.put('/broken', door.route(), () => {
      throw new Error('broken');
    });
    app.put('/other', (request) => door.check(request, notHers, { owner: 'bob' }));
    const put = (url: string) => app.inject({ method: 'PUT', url, headers: asAda });
    const refused = await put('/posts');
    expect([refused.statusCode, refused.json()]).toEqual([
      403,
      { detail: 'This belongs to somebody else.', code: 'not_owner' },
    ]);
    expect((await put('/broken')).json()).toEqual({ own: 'broken', isOfDoor: false });
    expect((await put('/other')).json()).toEqual({ own: 'This belongs to somebody else.', isOfDoor: true });
  });

  test('without plugin and handler, Fastify’s own answer has the right status and headers', async () => {
    const app = Fastify();
    const door = fastifyDoor(ostiary);
    app.get('/', async (request) => door.identify(request));
    const answer = await app.inject({ url: '/', headers: { authorization: 'Bearer wrong' } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test('a hook guards everything in its scope and nothing outside', async () => {
    const app = Fastify();
    const door = fastifyDoor(ostiary);
    app.register(async (scope) => {
      scope.addHook('onRequest', door.guard(authenticated()));
      scope.get('/inside', { preHandler: door.guard(role('owner')) }, (request) => door.user(request).sub);
      scope.get('/staff', { preHandler: [door.guard(staff())] }, () => '');
    });
    app.get('/outside', () => 'open');
    expect((await app.inject('/inside')).statusCode).toBe(401);
    expect((await app.inject({ url: '/inside', headers: asAda })).body).toBe('ada');
    expect((await app.inject({ url: '/staff', headers: asAda })).statusCode).toBe(403);
    expect((await app.inject('/outside')).body).toBe('open');
  });

  test('a guard that fails is a failure of the service, and lets nobody in', async () => {
    const app = Fastify();
    const door = fastifyDoor(ostiary);
    const failures = [
      () => {
        throw new Error('broken');
      },
      async () => {
        throw new Error('broken later');
      },
    ];
    for (const [index, guard] of failures.entries()) app.get(`/${index}`, door.route(guard), () => 'in');
    for (const url of ['/0', '/1']) expect((await app.inject(url)).statusCode).toBe(500);
  });

  test('`user` on a route that lets everybody in is a mistake in the code, `subject` is not', async () => {
    const app = Fastify();
    const door = fastifyDoor(ostiary);
    app.get('/user', door.route(anyone()), (request) => door.user(request).sub);
    app.get('/subject', door.route(anyone()), (request) => String(door.subject(request)?.sub));
    expect((await app.inject('/user')).statusCode).toBe(500);
    expect((await app.inject({ url: '/user', headers: asAda })).body).toBe('ada');
    expect((await app.inject('/subject')).body).toBe('undefined');
  });

  test('staff sign in to a browser session of the service’s own', async () => {
    const sessions = sessionCookie<AnyService>({
      store: memorySessions(),
      load: ({ sub }) => localSubject({ kind: 'user', sub, isStaff: true }),
    });
    const app = Fastify();
    const door = fastifyDoor(ostiary, { authenticators: [bearer(ostiary), sessions] });
    app.post('/sign-in', door.route(role('owner')), async (request, reply) => {
      const { headers, csrfToken } = await sessions.start({ sub: door.user(request).sub });
      for (const [name, value] of headers) reply.header(name, value);
      return { csrfToken };
    });
    app.post('/articles', door.route(staff()), (request) => door.user(request).method);
    app.post('/sign-out', async (request, reply) => {
      for (const [name, value] of (await sessions.end(door.credentials(request))).headers)
        reply.header(name, value);
      return {};
    });
    const signedIn = await app.inject({ method: 'POST', url: '/sign-in', headers: asAda });
    const cookies = Object.fromEntries(signedIn.cookies.map(({ name, value }) => [name, value]));
    const { csrfToken } = signedIn.json<{ csrfToken: string }>();
    const origin = 'https://localhost:80';
    const write = (headers: object) =>
      app.inject({
        method: 'POST',
        url: '/articles',
        cookies,
        headers: { origin, host: 'localhost:80', ...headers },
      });
    expect((await write({ 'x-csrftoken': csrfToken })).body).toBe('session');
    const forged = await write({});
    expect([forged.statusCode, forged.json()]).toEqual([
      403,
      { detail: 'CSRF Failed: CSRF token missing.', code: 'csrf_failed' },
    ]);
    await app.inject({ method: 'POST', url: '/sign-out', cookies });
    expect((await write({ 'x-csrftoken': csrfToken })).statusCode).toBe(401);
  });
});
