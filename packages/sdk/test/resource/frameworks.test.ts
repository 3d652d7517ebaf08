import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resource } from '../../src/resource/resource.ts';
import { resourceRouter } from '../../src/resource/router.ts';
import { memoryResourceStore } from '../../src/resource/stores/memory-store.ts';
import type { GuardContext, GuardDecision } from '../../src/types.ts';
import { frameworks, type RunningApp } from './frameworks.fixture.ts';
import {
  ownerOrReadOnly,
  signedIn,
  subscriber,
  subscriberSchema,
  type Subscriber,
} from './subscribers.fixture.ts';

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

describe.each(frameworks)('resources on $name', ({ name, start }) => {
  let app: RunningApp;
  let seen: GuardContext | undefined;
  const watched = (context: GuardContext): GuardDecision => {
    seen = context;
    return { isAllowed: true };
  };
  beforeAll(async () => {
    const subscribers = resource<Subscriber>({
      name: 'subscribers',
      schema: subscriberSchema,
      store: memoryResourceStore(),
      guards: [signedIn, watched],
      objectGuards: [ownerOrReadOnly],
      ownerField: 'owner',
      bodyLimit: 2000,
    });
    const readings = resource<Subscriber>({
      name: 'readings',
      schema: subscriberSchema,
      store: memoryResourceStore({ items: [subscriber()] }),
      guards: [],
      actions: ['list'],
    });
    app = await start(resourceRouter({ prefix: '/api', resources: [subscribers, readings] }));
  });
  afterAll(() => app.close());

  async function call(line: string, init: RequestInit & { as?: string } = {}): Promise<Answer> {
    const [method = '', path = ''] = line.split(' ');
    const { as = 'ada', headers, ...rest } = init;
    const user = as === '' ? {} : { 'x-user': as };
    const typed = rest.body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(app.url + path, {
      method,
      headers: { ...user, ...typed, ...(headers as Record<string, string>) },
      ...rest,
    });
    const body = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && body ? JSON.parse(body) : body,
    };
  }

  const json = (value: unknown): { body: string } => ({ body: JSON.stringify(value) });

  it('are created, shown, listed, changed and deleted', async () => {
    const created = await call('POST /api/subscribers/', json(subscriber()));
    expect(created).toMatchObject({ status: 201, body: { name: 'Ada', owner: 'ada' } });
    const location = created.headers.get('location') ?? '';
    expect(location).toBe(`${app.url}/api/subscribers/1/`);
    const { pathname } = new URL(location);
    const listed = await call('GET /api/subscribers?page_size=1&ordering=x');
    expect(listed.body).toEqual({ count: 1, next: null, previous: null, results: [created.body] });
    expect((await call(`PUT ${pathname}`, json(subscriber({ age: 40 })))).body).toMatchObject({ age: 40 });
    expect((await call(`PATCH ${pathname}`, json({ name: 'Eve' }))).body).toMatchObject({
      age: 40,
      name: 'Eve',
    });
    expect(await call(`PATCH ${pathname}`, { ...json({ age: 1 }), as: 'bob' })).toMatchObject({
      status: 403,
    });
    expect(await call(`DELETE ${pathname}`)).toMatchObject({ status: 204, body: '' });
    expect(await call(`GET ${pathname}`)).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
  });

  it('ask for credentials', async () => {
    const answer = await call('GET /api/subscribers/', { as: '' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'not_authenticated' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="test"');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('answer a bad credential as the door does', async () => {
    const answer = await call('GET /api/subscribers/', { as: 'forger' });
    expect(answer).toMatchObject({ status: 401, body: { detail: 'Bad.' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  it('tell guards who asks, from where, and for what', async () => {
    await call('GET /api/subscribers/');
    const address = name.startsWith('Hono') ? '192.0.2.1' : '127.0.0.1';
    expect(seen).toMatchObject({ method: 'GET', address, subject: { sub: 'ada' } });
    expect(seen?.request).toBeTypeOf('object');
  });

  it('say which methods there are', async () => {
    const wrong = await call('PUT /api/subscribers/', json({}));
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    expect(wrong.body).toEqual({ detail: 'Method "PUT" not allowed.' });
    const item = await call('POST /api/subscribers/1/', json({}));
    expect([item.status, item.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS']);
    const options = await call('OPTIONS /api/subscribers/', { as: '' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    expect((await call('POST /api/readings/', json({}))).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await call('GET /api/readings/1/')).status).toBe(404);
  });

  it('answer HEAD as GET, but for the body', async () => {
    const head = await call('HEAD /api/readings/');
    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers.get('content-type')).toMatch(/^application\/json\b/);
    expect((await call('HEAD /api/subscribers/99/')).status).toBe(404);
  });

  it('take JSON and nothing else', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const answer = await call('POST /api/subscribers/', { body: 'a=b', headers: { 'content-type': type } });
      expect(answer).toMatchObject({
        status: 415,
        body: { detail: `Unsupported media type "${type}" in request.` },
      });
    }
    const merge = { ...json({}), headers: { 'content-type': 'application/merge-patch+json; charset=utf-8' } };
    expect((await call('PATCH /api/subscribers/99/', merge)).status).toBe(404);
  });

  if (!name.startsWith('Express, its'))
    it('say what is wrong with a body', async () => {
      const post = (body: string): Promise<Answer> => call('POST /api/subscribers/', { body });
      for (const broken of ['{', '{"a":}', 'nonsense']) {
        const answer = await post(broken);
        expect(answer.status).toBe(400);
        expect(answer.body).toMatchObject({
          detail: expect.stringMatching(/^JSON parse error - /) as string,
        });
      }
      for (const [body, kind] of [
        ['[]', 'list'],
        ['1', 'number'],
        ['null', 'null'],
        ['"x"', 'string'],
      ]) {
        expect(await post(body ?? '')).toMatchObject({
          status: 400,
          body: { non_field_errors: [`Invalid data. Expected a dictionary, but got ${kind}.`] },
        });
      }
      expect(await call('POST /api/subscribers/')).toMatchObject({
        status: 400,
        body: { name: ['A valid string is required.'] },
      });
    });

  if (!name.endsWith('before'))
    it('read no more of a body than they may', async () => {
      const long = JSON.stringify(subscriber({ name: 'x'.repeat(3000) }));
      expect(await call('POST /api/subscribers/', { body: long })).toMatchObject({
        status: 413,
        body: { detail: 'The body may have 2000 bytes at most.' },
      });
      const exact = JSON.stringify(subscriber()).padEnd(2000);
      expect((await call('POST /api/subscribers/', { body: exact })).status).toBe(201);
      expect((await call('POST /api/subscribers/', { body: `${exact} ` })).status).toBe(413);
      // Without a length, in chunks.
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      socket.write(
        'POST /api/subscribers/ HTTP/1.1\r\nhost: x\r\nx-user: ada\r\ncontent-type: application/json\r\n',
      );
      socket.write(`transfer-encoding: chunked\r\n\r\nbb8\r\n${'x'.repeat(3000)}\r\n0\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1.1 413 .*may have 2000 bytes/s);
    });

  it('leave other paths to others', async () => {
    expect((await call('GET /other')).body).toBe('other');
    for (const path of ['/api/', '/api/subscribersx/', '/api/subscribers/1/2/', '/api/subscribers//']) {
      expect((await call(`GET ${path}`)).status, path).toBe(404);
    }
  });
});
