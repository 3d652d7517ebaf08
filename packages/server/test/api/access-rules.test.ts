import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addClient, callApi, clientFor, clientPassword, type ApiClient } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { openRoutes, permissionTable } from './permission-table.ts';
import { browserSession } from '../support/browser-session.ts';

let ostiary: TestApp;
let owner: ApiClient;
let admin: ApiClient;
let reader: ApiClient;

beforeEach(async () => {
  ostiary = await testApp();
  owner = await addClient(ostiary, 'olga', { roles: ['owner'] });
  admin = await addClient(ostiary, 'adam', { roles: ['admin'] });
  reader = await addClient(ostiary, 'rita', { roles: ['read-only'] });
});
afterEach(() => ostiary.close());

const someId = '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Operation {
  method: Method;
  /** Its parameters filled in. */
  path: string;
  /** Empty for what everybody may call who is signed in. */
  permission: string;
}

const values: Record<string, string> = {
  ...{ id: someId, user: someId, session: someId, token: someId, family: someId },
  ...{ role: 'owner', group: 'team', range: '1.2.3.4', permission: 'orders.read' },
};

const operations = Object.entries(permissionTable).flatMap(([permission, routes]) =>
  routes.map((route): Operation => {
    const [method = '', path = ''] = route.split(' ');
    const filled = path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? name);
    return { method: method as Method, path: filled, permission };
  }),
);

test('the table of permissions is the whole of the management API, and what it declares', () => {
  const declared = ostiary.app.routeTable
    .filter(({ isApi }) => isApi)
    .map(({ method, path, permission = '', credential }) => {
      const needs = credential === 'none' ? 'nothing' : permission;
      return `${method} ${path.replace('/api/v1', '')} ${needs}`;
    });
  const expected = Object.entries(permissionTable).flatMap(([permission, routes]) =>
    routes.map((route) => `${route} ${permission}`),
  );
  const open = openRoutes.map((route) => `${route} nothing`);
  expect(declared.sort()).toEqual([...expected, ...open].sort());
});

test('nobody gets anywhere without signing in, whatever the body', async () => {
  for (const { method, path } of operations) {
    const call = { method, path };
    const answer = await callApi(ostiary, { ...call, ...(call.method !== 'GET' && { body: [] }) });
    expect([answer.status, answer.body['code']], call.path).toEqual([401, 'access.unauthenticated']);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching('application/problem\\+json') as string,
      'www-authenticate': 'Bearer realm="api"',
      'cache-control': 'no-store',
    });
  }
});

test('a user without the permission is refused everywhere, before the body is looked at, and on record', async () => {
  for (const { method, path, permission } of operations) {
    if (permission === '') continue;
    const answer =
      method === 'GET' ? await reader.get(path) : await reader.send(method, path, { nonsense: true });
    expect([answer.status, answer.body['code']], `${method} ${path}`).toEqual([403, 'access.denied']);
    const { items } = (await owner.get('/audit?limit=1')).body as { items: [Record<string, unknown>] };
    expect(items[0]).toMatchObject({
      action: 'access.denied',
      actor: { type: 'user', id: reader.userId },
      details: { needs: [`permission ${permission}`] },
      request_id: answer.body['request_id'],
    });
  }
});

describe('a problem', () => {
  test('has the members of RFC 9457, the code, the fields and the request’s id', async () => {
    const answer = await owner.send('POST', '/users', { is_active: 'yes', surprise: 1 });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      type: 'urn:ostiary:error:request.invalid',
      title: 'Bad Request',
      status: 400,
      detail: expect.any(String) as string,
      code: 'request.invalid',
      errors: expect.arrayContaining([
        expect.objectContaining({ path: 'is_active' }),
        expect.objectContaining({ path: 'surprise' }),
      ]) as unknown[],
      request_id: answer.headers['x-request-id'],
    });
  });

  test.each([
    ['GET', '/users?limit=0', 'limit'],
    ['GET', '/users?limit=201', 'limit'],
    ['GET', '/users?limit=ten', 'limit'],
    ['GET', '/users?page=2', 'page'],
    ['GET', '/users?cursor=nonsense', 'cursor'],
    ['GET', '/users?search=%00', 'search'],
    ['GET', '/audit?cursor=LTE', 'cursor'],
    ['GET', '/audit?actor_id=a%00', 'actor_id'],
    ['GET', '/users/not-an-id', 'id'],
    ['GET', '/roles/a%00b', 'role'],
    ['DELETE', '/me/sessions?keep_current=perhaps', 'keep_current'],
  ] as const)('%s %s names the field %s', async (method, path, field) => {
    const answer = method === 'GET' ? await owner.get(path) : await owner.send(method, path);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ path: field }] });
  });

  test('says what is wrong with malformed JSON and unknown media types, without a trace', async () => {
    const malformed = await ostiary.app.inject({
      method: 'POST',
      url: '/api/v1/users',
      headers: { authorization: owner.token, 'content-type': 'application/json' },
      payload: '{"username":',
    });
    expect(malformed.statusCode).toBe(400);
    expect(malformed.json()).toMatchObject({ code: 'request.malformed' });
    const media = await ostiary.app.inject({
      method: 'POST',
      url: '/api/v1/users',
      headers: { authorization: owner.token, 'content-type': 'application/xml' },
      payload: '<user/>',
    });
    expect([media.statusCode, media.json()]).toMatchObject([415, { code: 'request.unsupported_media_type' }]);
  });

  test('answers a bad token as what it is', async () => {
    const answer = await clientFor(ostiary, { userId: '', token: 'Bearer nonsense' }).get('/users');
    expect([answer.status, answer.body['code']]).toEqual([401, 'tokens.invalid']);
  });
});

describe('a cookie', () => {
  test('is enough to read; to write, the request must come from our own pages', async () => {
    const { secret } = await browserSession(
      ostiary.services,
      { actor: { type: 'anonymous', id: null }, origin: { address: null, userAgent: null, requestId: null } },
      { login: 'olga', password: clientPassword },
    );
    const cookie = `ostiary_session=${secret}`;
    const read = await callApi(ostiary, { method: 'GET', path: '/roles' }, { cookie });
    expect(read.status).toBe(200);
    const create = { method: 'POST', path: '/groups', body: { name: 'Team' } } as const;
    expect(await callApi(ostiary, create, { cookie })).toMatchObject({
      status: 403,
      body: { code: 'request.csrf_failed' },
    });
    const foreign = await callApi(ostiary, create, { cookie, origin: 'https://evil.example' });
    expect(foreign.body['code']).toBe('request.csrf_failed');
    const own = await callApi(ostiary, create, { cookie, 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(201);
  });
});

describe('a static token of limited scope', () => {
  async function scoped(client: ApiClient, scope: string): Promise<ApiClient> {
    const made = await client.send('POST', '/me/tokens', { name: 'script', scope });
    expect(made.status).toBe(201);
    return clientFor(ostiary, { userId: client.userId, token: `Token ${String(made.body['token'])}` });
  }

  test('may what its scope names and its user may', async () => {
    const token = await scoped(owner, 'users.read keys.manage');
    expect((await token.get('/users')).status).toBe(200);
    expect((await token.get('/roles')).status).toBe(403);
    const weak = await scoped(reader, 'users.read');
    expect((await weak.get('/users')).status).toBe(403);
  });

  test('does not carry the standing of a superuser', async () => {
    const root = await addClient(ostiary, 'root', { isSuperuser: true });
    const token = await scoped(root, 'users.update');
    expect((await token.get('/users')).status).toBe(403);
    const promoted = await token.send('PATCH', `/users/${reader.userId}`, { is_superuser: true });
    expect(promoted.status).toBe(403);
  });

  test('cannot make a token without limits, nor change the account', async () => {
    const token = await scoped(owner, 'users.read');
    for (const answer of [
      await token.send('POST', '/me/tokens', { name: 'free' }),
      await token.send('PATCH', '/me', { first_name: 'X' }),
      await token.send('POST', '/me/password', {
        password: clientPassword,
        new_password: 'another-4-difference',
      }),
      await token.send('DELETE', '/me/sessions'),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([403, 'access.denied']);
    }
    expect((await token.get('/me')).status).toBe(200);
  });
});

describe('nobody rises through the management API', () => {
  test('an admin cannot make, give, reset or delete what is above them', async () => {
    const attempts = [
      await admin.send('POST', '/users', { username: 'puppet', password: clientPassword, roles: ['owner'] }),
      await admin.send('POST', '/users', {
        username: 'puppet',
        password: clientPassword,
        is_superuser: true,
      }),
      await admin.send('PUT', `/users/${admin.userId}/roles/owner`),
      await admin.send('PUT', `/users/${reader.userId}/roles/investor`),
      await admin.send('DELETE', `/users/${owner.userId}/roles/owner`),
      await admin.send('POST', `/users/${owner.userId}/password`, { password: 'another-4-difference' }),
      await admin.send('PATCH', `/users/${owner.userId}`, { email: 'adam@example.com' }),
      await admin.send('PATCH', `/users/${owner.userId}`, { is_active: false }),
      await admin.send('PATCH', `/users/${admin.userId}`, { is_superuser: true }),
      await admin.send('PATCH', `/users/${admin.userId}`, { is_staff: true }),
      await admin.send('DELETE', `/users/${owner.userId}`),
      await admin.send('DELETE', `/users/${owner.userId}/sessions`),
      await admin.send('PATCH', '/roles/admin', { level: 0 }),
      await admin.send('POST', '/keys/rotate'),
    ];
    expect(attempts.map((answer) => answer.status)).toEqual(attempts.map(() => 403));
    expect((await owner.get('/me')).status).toBe(200);
    expect((await owner.get('/users?search=puppet')).body['items']).toEqual([]);
    expect((await admin.get('/me')).body).toMatchObject({
      is_staff: false,
      access: { roles: ['admin'], level: 2 },
    });
  });
});
