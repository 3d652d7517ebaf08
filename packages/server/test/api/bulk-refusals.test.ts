import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, callApi, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true });
});
afterAll(() => ostiary.close());

interface Item {
  method: string;
  path: string;
  body?: unknown;
}

function bulk(requests: Item[], rest: object = {}): Promise<ApiAnswer> {
  return root.send('POST', '/bulk', { requests, ...rest });
}

function itemsOf(answer: ApiAnswer): Json[] {
  expect(answer.status).toBe(200);
  return answer.body['items'] as Json[];
}

function create(username: string, more: object = {}): Item {
  return { method: 'POST', path: '/api/v1/users', body: { username, ...more } };
}

describe('what a bulk request cannot hold', () => {
  const outside = [
    '/auth/token/',
    'http://evil.example/api/v1/users',
    '//evil.example/api/v1/users',
    'api/v1/users',
    '/api/v1/',
    '/api/v1',
    '/API/v1/users',
    '/api/v1/us ers',
    '/api/v1/us\ners',
    '/api/v1/usérs',
    '/sign-in',
    '',
  ];
  const roundabout = [
    '/api/v1/../../auth/token/',
    '/api/v1/./users',
    '/api/v1/users/..',
    '/api/v1/%2e%2e/%2E%2e/auth/token/',
    '/api/v1/.%2e/bulk',
    '/api/v1//users',
    '/api/v1/\\evil.example/users',
    '/api/v1/users#x',
    '/api/v1/users?next=//evil.example',
  ];

  test.each(outside)('the path %j, whatever else there is', async (path) => {
    const answer = await bulk([create('never'), { method: 'POST', path, body: {} }]);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ path: 'requests.1.path' }] },
    });
    expect((await root.get('/users?login=never')).body['items']).toEqual([]);
  });

  test.each(roundabout)('the roundabout path %j', async (path) => {
    const answer = await bulk([create('never'), { method: 'POST', path, body: {} }]);
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'request.invalid',
      errors: [{ path: 'requests.1.path', message: 'Use the path of a route of this API.' }],
    });
    expect((await root.get('/users?login=never')).body['items']).toEqual([]);
  });

  test.each(['/api/v1/..%2f..%2fauth/token/', '/api/v1/users%00', '/api/v1/users%2f', '/api/v1/%75sers%zz'])(
    '%j, which leads nowhere',
    async (path) => {
      const [item] = itemsOf(await bulk([{ method: 'POST', path, body: { username: 'never' } }]));
      expect([400, 404]).toContain(item?.['status']);
    },
  );

  test.each([
    '/api/v1/bulk',
    '/api/v1/bulk/',
    '/api/v1/%62ulk',
    '/api/v1/bulk?x=1',
    '/api/v1/decisions',
    '/api/v1/audit/verify',
  ])('%s, which takes batches or long', async (path) => {
    const [item] = itemsOf(await bulk([{ method: 'POST', path, body: { requests: [] } }]));
    expect(item).toMatchObject({
      status: 400,
      body: { code: 'request.malformed', detail: 'This cannot be part of a bulk request.' },
    });
  });

  test('reads, other methods, nothing, too many, or more than its limit', async () => {
    const refused = { status: 400, body: { code: 'request.invalid' } };
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'post', 'CONNECT']) {
      expect(await bulk([{ method, path: '/api/v1/users' }])).toMatchObject(refused);
    }
    expect(await bulk([])).toMatchObject(refused);
    const patch = { method: 'PATCH', path: '/api/v1/me', body: {} };
    expect(await bulk(Array.from({ length: 1_001 }, () => patch))).toMatchObject(refused);
    expect(await bulk([patch], { on_error: 'retry' })).toMatchObject(refused);
    const long = (bytes: number): Item => create('long', { first_name: 'x'.repeat(bytes) });
    const limit = ostiary.config.server.bodyLimitBytes;
    // An item cannot be longer than it could be alone, all together eight times that.
    expect(itemsOf(await bulk([long(limit)]))[0]).toMatchObject({
      status: 413,
      body: { code: 'request.too_large' },
    });
    expect(await bulk([long(8 * limit)])).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
  });

  test('but a thousand it can', async () => {
    const items = itemsOf(await bulk(Array.from({ length: 1_000 }, (_, index) => create(`many-${index}`))));
    expect(items.map((item) => item['status'])).toEqual(items.map(() => 201));
    expect(items).toHaveLength(1_000);
  });
});

test('the mark of an item cannot be put on a request from outside', async () => {
  const call = {
    method: 'POST',
    path: '/bulk',
    body: { requests: [create('marked')] },
    token: root.token,
  } as const;
  const answer = await callApi(ostiary, call, { 'x-ostiary-bulk-item': 'guess' });
  expect(itemsOf(answer)[0]).toMatchObject({ status: 201 });
});
