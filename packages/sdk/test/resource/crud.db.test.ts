import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resource } from '../../src/resource/resource.ts';
import type { ResourceOptions } from '../../src/resource/resource.types.ts';
import { resourceRouter, type ResourceRouter } from '../../src/resource/router.ts';
import type { Subject } from '../../src/types.ts';
import { stores, type TestStore } from './stores.fixture.ts';
import {
  ownerOrReadOnly,
  signedIn,
  subject,
  subscriber,
  subscriberSchema,
  type Subscriber,
} from './subscribers.fixture.ts';

const ada = subject('ada');
const bob = subject('bob');

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

describe.each(stores())('a resource in $name', ({ name, open }) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => opened.clear());
  afterAll(() => opened.close());

  function routerWith(options: Partial<ResourceOptions<Subscriber>> = {}): ResourceRouter {
    const subscribers = resource<Subscriber>({
      name: 'subscribers',
      schema: subscriberSchema,
      store: opened.store,
      guards: [signedIn],
      objectGuards: [ownerOrReadOnly],
      ownerField: 'owner',
      ...options,
    });
    return resourceRouter({ prefix: '/api', resources: [subscribers] });
  }

  async function call(
    line: string,
    {
      as = ada,
      body,
      headers = {},
      router = routerWith(),
    }: {
      as?: Subject | null;
      body?: unknown;
      headers?: Record<string, string>;
      router?: ResourceRouter;
    } = {},
  ): Promise<Answer> {
    const [method = '', path = ''] = line.split(' ');
    const sent = body === undefined ? {} : { 'content-type': 'application/json' };
    const request = new Request(`http://api.example${path}`, {
      method,
      headers: { ...sent, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const response = await router.handle(request, { subject: as });
    const text = await response.text();
    const { status, headers: answered } = response;
    return { status, headers: answered, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  }

  const path = ({ body }: Answer): string => `/api/subscribers/${String(body['id'])}/`;

  it('creates, shows, lists, changes and deletes', async () => {
    const given = subscriber({ tags: ['a'] });
    const created = await call('POST /api/subscribers/', { body: given });
    expect(created).toMatchObject({ status: 201, body: { ...given, owner: 'ada' } });
    expect(created.headers.get('location')).toBe(`http://api.example${path(created)}`);
    expect(await call(`GET ${path(created)}`)).toMatchObject({ status: 200, body: created.body });
    expect((await call('GET /api/subscribers')).body).toEqual({
      ...{ count: 1, next: null, previous: null },
      results: [created.body],
    });
    const replaced = await call(`PUT ${path(created)}`, { body: subscriber({ age: 37 }) });
    expect(replaced).toMatchObject({ status: 200, body: { age: 37, tags: [] } });
    const patched = await call(`PATCH ${path(created)}`, { body: { tags: ['b'] } });
    expect(patched.body).toEqual({ ...replaced.body, tags: ['b'] });
    expect(await call(`DELETE ${path(created)}`)).toMatchObject({ status: 204, body: {} });
    expect(await call(`GET ${path(created)}`)).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
    expect((await call(`PATCH ${path(created)}`, { body: {} })).status).toBe(404);
    expect((await call(`DELETE ${path(created)}`)).status).toBe(404);
  });

  it('belongs to whoever creates it, and is changed by nobody else', async () => {
    const created = await call('POST /api/subscribers/', {
      body: { ...subscriber(), owner: 'bob', id: 999, version: 7 },
    });
    expect(created.body).toMatchObject({ owner: 'ada' });
    expect(created.body).not.toHaveProperty('version');
    expect(created.body['id']).not.toBe(999);
    expect((await call(`GET ${path(created)}`, { as: bob })).status).toBe(200);
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      // Not even told that the body is bad.
      expect(await call(`${method} ${path(created)}`, { as: bob, body: '{' })).toMatchObject({
        status: 403,
        body: { detail: 'Only the owner may.', code: 'not_owner' },
      });
    }
    const passed = await call(`PATCH ${path(created)}`, { body: { owner: 'bob', id: 1, age: 1 } });
    expect(passed.body).toEqual({ ...created.body, age: 1 });
  });

  it('asks for credentials before anything else', async () => {
    for (const line of ['GET /api/subscribers/', 'POST /api/subscribers/', 'DELETE /api/subscribers/1/']) {
      const answer = await call(line, { as: null, ...(line.startsWith('POST') && { body: '{' }) });
      expect(answer).toMatchObject({ status: 401, body: { detail: 'Sign in.', code: 'not_authenticated' } });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('lets nobody create without an owner where items have owners', async () => {
    const router = routerWith({ guards: [] });
    expect(await call('POST /api/subscribers/', { as: null, body: subscriber(), router })).toMatchObject({
      status: 401,
      body: { detail: 'Authentication credentials were not provided.' },
    });
  });

  it('shows to each only what is visible to them', async () => {
    const router = routerWith({ visibleTo: (who) => (who ? { owner: who.sub } : 'none') });
    const mine = await call('POST /api/subscribers/', { body: subscriber(), router });
    expect((await call('GET /api/subscribers/', { router })).body).toMatchObject({ count: 1 });
    expect((await call('GET /api/subscribers/', { as: bob, router })).body).toMatchObject({
      ...{ count: 0, results: [] },
    });
    for (const method of ['GET', 'DELETE']) {
      expect((await call(`${method} ${path(mine)}`, { as: bob, router })).status).toBe(404);
    }
    const open = routerWith({ guards: [], visibleTo: () => 'none' });
    expect((await call('GET /api/subscribers/', { as: null, router: open })).body).toMatchObject({
      count: 0,
    });
    expect((await call(`GET ${path(mine)}`, { as: null, router: open })).status).toBe(404);
  });

  it('never sets a read-only field from a body, and what the service fills in wins', async () => {
    const router = routerWith({
      readOnly: ['note'],
      fill: ({ action, subject: who }) =>
        action === 'create' ? { note: `by ${who?.sub ?? ''}` } : { city: 'Ulm' },
    });
    const created = await call('POST /api/subscribers/', { body: subscriber({ note: 'mine' }), router });
    expect(created.body).toMatchObject({ note: 'by ada' });
    for (const method of ['PUT', 'PATCH']) {
      const body = subscriber({ note: 'mine', city: 'Bonn' });
      const changed = await call(`${method} ${path(created)}`, { body, router });
      expect(changed.body).toMatchObject({ note: 'by ada', city: 'Ulm' });
    }
  });

  it('names what is wrong by field', async () => {
    const body = { age: 'x', tags: ['a', 1] };
    expect(await call('POST /api/subscribers/', { body })).toMatchObject({
      status: 400,
      body: {
        name: ['A valid string is required.'],
        age: ['A valid integer is required.'],
        email: ['Enter a valid email address.'],
        tags: { 1: ['Not a valid string.'] },
      },
    });
    const same = subscriber({ name: 'a@b.c', email: 'a@b.c' });
    expect((await call('POST /api/subscribers/', { body: same })).body).toEqual({
      non_field_errors: ['Name and email must differ.'],
    });
    const created = await call('POST /api/subscribers/', { body: subscriber({ name: 'a@b.c' }) });
    // The whole of it is checked, however little is sent.
    expect((await call(`PATCH ${path(created)}`, { body: { email: 'a@b.c' } })).status).toBe(400);
  });

  if (name !== 'memory')
    it('says that a value is taken', async () => {
      await call('POST /api/subscribers/', { body: subscriber() });
      expect(await call('POST /api/subscribers/', { body: subscriber() })).toMatchObject({
        status: 400,
        body: { email: ['This field must be unique.'] },
      });
    });

  it('refuses what no database can keep', async () => {
    const nul = subscriber({ name: 'a\0', tags: ['\0'] });
    expect((await call('POST /api/subscribers/', { body: nul })).body).toEqual({
      name: ['Null characters are not allowed.'],
      tags: ['Null characters are not allowed.'],
    });
    const deep = `{"tags":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
    expect((await call('POST /api/subscribers/', { body: deep })).body).toEqual({
      tags: ['It is nested too deeply.'],
    });
    for (const id of ['%00', 'x'.repeat(300), '1%2F2', '%ff']) {
      expect((await call(`GET /api/subscribers/${id}/`)).status).toBe(404);
    }
  });

  it('changes the version that is meant', async () => {
    const created = await call('POST /api/subscribers/', { body: subscriber() });
    const etag = created.headers.get('etag') ?? '';
    expect(etag).toBe('"1"');
    const unchanged = await call(`GET ${path(created)}`, { headers: { 'if-none-match': `"0", W/${etag}` } });
    expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, etag]);
    const ifMatch = (tag: string) => ({ body: { age: 40 }, headers: { 'if-match': tag } });
    const changed = await call(`PATCH ${path(created)}`, ifMatch(etag));
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    for (const method of ['PATCH', 'DELETE']) {
      const late = await call(`${method} ${path(created)}`, ifMatch(etag));
      expect([late.status, late.headers.get('etag')]).toEqual([412, '"2"']);
    }
    expect((await call(`PATCH ${path(created)}`, ifMatch('W/"2"'))).status).toBe(412);
    expect((await call(`PATCH ${path(created)}`, ifMatch('*'))).status).toBe(200);
    expect((await call(`GET ${path(created)}`, { headers: { 'if-none-match': etag } })).status).toBe(200);
    const router = routerWith({ requireIfMatch: true });
    expect((await call(`DELETE ${path(created)}`, { router })).status).toBe(428);
    expect((await call(`DELETE ${path(created)}`, { ...ifMatch('"3"'), router })).status).toBe(204);
  });

  it('loses no change of many that come at once', async () => {
    const created = await call('POST /api/subscribers/', { body: subscriber({ age: 1 }) });
    const fields = [{ age: 2 }, { note: 'n' }, { city: 'Ulm' }, { isActive: false }];
    const answers = await Promise.all(fields.map((body) => call(`PATCH ${path(created)}`, { body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await call(`GET ${path(created)}`)).body).toMatchObject(Object.assign({}, ...fields) as object);
  });
});
