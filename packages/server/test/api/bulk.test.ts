import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addClient,
  callApi,
  clientPassword,
  operator,
  type ApiAnswer,
  type ApiClient,
  type Json,
} from '../support/api-client.ts';
import { BrowserSession } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { browserSession } from '../support/browser-session.ts';

let ostiary: TestApp;
let root: ApiClient;

beforeAll(async () => {
  ostiary = await testApp({ OSTIARY_TRUSTED_PROXIES: '10.0.0.0/8' });
  root = await addClient(ostiary, 'root', { isSuperuser: true });
});
afterAll(() => ostiary.close());

interface Item {
  method: string;
  path: string;
  body?: unknown;
  if_match?: string;
}

function bulk(requests: Item[], options: { as?: ApiClient; rest?: object } = {}): Promise<ApiAnswer> {
  return (options.as ?? root).send('POST', '/bulk', { requests, ...options.rest });
}

function itemsOf(answer: ApiAnswer): Json[] {
  expect(answer.status).toBe(200);
  return answer.body['items'] as Json[];
}

function create(username: string, more: object = {}): Item {
  return { method: 'POST', path: '/api/v1/users', body: { username, ...more } };
}

async function lastEntries(limit: number): Promise<Json[]> {
  return (await root.get(`/audit?limit=${limit}`)).body['items'] as Json[];
}

describe('a bulk request', () => {
  test('does each change by its own route, in order, and says how each went', async () => {
    const made = await root.send('POST', '/users', { username: 'first' });
    const id = String(made.body['id']);
    const answer = await bulk([
      { method: 'PATCH', path: `/api/v1/users/${id}`, body: { first_name: 'Ann' }, if_match: '"1"' },
      { method: 'PATCH', path: `/api/v1/users/${id}`, body: { first_name: 'Bea' }, if_match: '"1"' },
      create('second', { external_id: 'x-2' }),
      create('SECOND'),
      { method: 'PUT', path: `/api/v1/users/${id}/roles/read-write` },
      { method: 'DELETE', path: `/api/v1/users/${id}` },
      { method: 'DELETE', path: `/api/v1/users/${id}` },
      { method: 'POST', path: '/api/v1/nowhere' },
    ]);
    const items = itemsOf(answer);
    const second = (items[2]?.['body'] as Json)['id'];
    const nothing = { etag: null, location: null };
    expect(items).toEqual([
      {
        index: 0,
        status: 200,
        ...nothing,
        etag: '"2"',
        body: expect.objectContaining({ first_name: 'Ann' }) as Json,
      },
      {
        index: 1,
        status: 412,
        ...nothing,
        body: expect.objectContaining({ code: 'request.precondition_failed' }) as Json,
      },
      {
        index: 2,
        status: 201,
        etag: '"1"',
        location: `/api/v1/users/${String(second)}`,
        body: (await root.get(`/users/${String(second)}`)).body,
      },
      {
        index: 3,
        status: 409,
        ...nothing,
        body: expect.objectContaining({ code: 'users.username_taken' }) as Json,
      },
      { index: 4, status: 204, ...nothing, body: null },
      { index: 5, status: 204, ...nothing, body: null },
      {
        index: 6,
        status: 404,
        ...nothing,
        body: expect.objectContaining({ code: 'users.not_found' }) as Json,
      },
      {
        index: 7,
        status: 404,
        ...nothing,
        body: expect.objectContaining({ code: 'request.not_found' }) as Json,
      },
    ]);
    const entries = await lastEntries(5);
    expect(entries.map((entry) => entry['action'])).toEqual([
      'user.delete',
      'role.grant',
      'role.grant',
      'user.create',
      'user.update',
    ]);
    for (const entry of entries) expect(entry['actor']).toEqual({ type: 'user', id: root.userId });
    // Each is a request of its own.
    expect(new Set(entries.map((entry) => entry['request_id'])).size).toBe(4);
  });

  test('is allowed item by item what its sender is allowed', async () => {
    const { access } = ostiary.services;
    await access.createRole(operator, { name: 'creator', permissions: ['users.create'] });
    const clerk = await addClient(ostiary, 'clerk', { roles: ['creator'] });
    const requests = [
      create('by-clerk', { roles: [] }),
      create('too-much', { is_superuser: true }),
      { method: 'DELETE', path: `/api/v1/users/${root.userId}` },
      { method: 'PATCH', path: '/api/v1/me', body: { first_name: 'Carl' } },
    ];
    const items = itemsOf(await bulk(requests, { as: clerk }));
    expect(items.map((item) => item['status'])).toEqual([201, 403, 403, 200]);
    expect((await lastEntries(4)).map((entry) => [entry['action'], entry['outcome']])).toEqual([
      ['user.update', 'success'],
      ['access.denied', 'denied'],
      ['access.denied', 'denied'],
      ['user.create', 'success'],
    ]);
    const nobody = await callApi(ostiary, { method: 'POST', path: '/bulk', body: { requests } });
    expect(nobody).toMatchObject({ status: 401, body: { code: 'access.unauthenticated' } });
  });

  test('stops at a refusal when it is asked to', async () => {
    const requests = [create('third'), create('third'), create('fourth')];
    const items = itemsOf(await bulk(requests, { rest: { on_error: 'stop' } }));
    expect(items.map((item) => item['status'])).toEqual([201, 409, 424]);
    expect(items[2]).toEqual({ index: 2, status: 424, etag: null, location: null, body: null });
    expect((await root.get('/users?login=fourth')).body['items']).toEqual([]);
  });

  test('is done once under an idempotency key', async () => {
    const call = {
      method: 'POST',
      path: '/bulk',
      body: { requests: [create('once')] },
      token: root.token,
    } as const;
    const headers = { 'idempotency-key': 'bulk-1' };
    const first = await callApi(ostiary, call, headers);
    const again = await callApi(ostiary, call, headers);
    expect(itemsOf(first)[0]).toMatchObject({ status: 201 });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('ends when its sender is no longer allowed half way', async () => {
    const leaver = await addClient(ostiary, 'leaver', { isSuperuser: true });
    const requests = [
      create('before'),
      { method: 'PATCH', path: `/api/v1/users/${leaver.userId}`, body: { is_active: false } },
      create('after'),
    ];
    const items = itemsOf(await bulk(requests, { as: leaver }));
    expect(items.map((item) => item['status'])).toEqual([201, 200, 401]);
  });
});

describe('items of a bulk request come from where it comes from', () => {
  test('with its address behind a trusted proxy, and its user agent', async () => {
    const send = (remoteAddress: string, forwarded: string) =>
      ostiary.app.inject({
        method: 'POST',
        url: '/api/v1/bulk',
        remoteAddress,
        headers: { authorization: root.token, 'x-forwarded-for': forwarded, 'user-agent': 'script/1' },
        payload: {
          requests: [
            {
              method: 'POST',
              path: '/api/v1/roles',
              body: { name: `r-${forwarded.length}-${remoteAddress.length}` },
            },
          ],
        },
      });
    expect((await send('10.0.0.1', '203.0.113.9')).json()).toMatchObject({ items: [{ status: 201 }] });
    const origin = async (): Promise<unknown[]> => {
      const [entry] = await lastEntries(1);
      return [entry?.['action'], entry?.['address'], entry?.['user_agent']];
    };
    expect(await origin()).toEqual(['role.create', '203.0.113.9', 'script/1']);
    // Who is no proxy of ours cannot say that it is somebody else.
    expect((await send('198.51.100.44', '203.0.113.10')).json()).toMatchObject({ items: [{ status: 201 }] });
    expect(await origin()).toEqual(['role.create', '198.51.100.44', 'script/1']);
  });

  test('and not from the server itself, which may be blocked', async () => {
    await ostiary.services.access.blockAddress(operator, { range: '127.0.0.0/8' });
    const send = (remoteAddress: string) =>
      ostiary.app.inject({
        method: 'POST',
        url: '/api/v1/bulk',
        remoteAddress,
        headers: { authorization: root.token },
        payload: { requests: [create(`from-${remoteAddress.length}`)] },
      });
    const answers = [await send('192.0.2.77'), await send('127.0.0.1')];
    await ostiary.services.access.unblockAddress(operator, '127.0.0.0/8');
    expect(answers[0]?.json()).toMatchObject({ items: [{ status: 201 }] });
    expect(answers[1]?.json()).toMatchObject({ status: 403, code: 'access.address_blocked' });
  });

  test('with its cookies, and only from pages of ours', async () => {
    const browser = new BrowserSession(ostiary.app, { origin: 'http://localhost:8000' });
    const { secret } = await browserSession(ostiary.services, operator.act, {
      login: 'root',
      password: clientPassword,
    });
    browser.cookies.set('ostiary_session', secret ?? '');
    const requests = [create('by-cookie')];
    expect((await browser.post('/api/v1/bulk', { requests })).json()).toMatchObject({
      items: [{ status: 201 }],
    });
    browser.comeFrom({ origin: 'https://evil.example' });
    expect((await browser.post('/api/v1/bulk', { requests })).json()).toMatchObject({
      code: 'request.csrf_failed',
    });
  });
});
