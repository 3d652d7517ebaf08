import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationsOf, type Operation } from '#app/scopes/reference/document.types.ts';
import { addClient, callApi, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
/** What paths speak of, by the name of the parameter. */
let named: Record<string, string>;

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true });
  const { body: group } = await root.send('POST', '/groups', { name: 'Team' });
  const { body: service } = await root.send('POST', '/services', { name: 'Orders', audience: 'urn:orders' });
  named = { id: root.userId, group: String(group['id']), service: String(service['id']), webhook: 'billing' };
  await root.send('POST', '/webhooks', { name: 'Billing', url: 'https://billing.example.org/' });
  for (let count = 0; count < 5; count++) await root.send('POST', '/webhooks/billing/test');
  await root.send('PUT', `/services/orders/access/users/${root.userId}`, {});
  await root.send('PUT', `/groups/team/members/${root.userId}`);
  await root.send('POST', '/me/tokens', { name: 'script' });
  await root.send('POST', '/blocklist', { range: '203.0.113.0/24' });
});
afterAll(() => ostiary.close());

interface Reading {
  path: string;
  operation: Operation;
}

/** Every read whose query has a parameter of this name, its path filled in. */
function readsWith(parameter: string): Reading[] {
  return operationsOf(ostiary.app.openApi())
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v1/'))
    .filter(({ operation: { parameters = [] } }) => parameters.some(({ name }) => name === parameter))
    .map(({ path, operation }) => ({
      operation,
      path: path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_all, name: string) => named[name] ?? 'owner'),
    }));
}

/** All that answer JSON: those that stream everything have manners of their own. */
function listsOf(): Reading[] {
  return readsWith('cursor').filter(({ operation }) => 'application/json' in contentOf(operation));
}

function contentOf({ responses }: Operation): object {
  const answer = responses['200'];
  return (answer && 'content' in answer && answer.content) || {};
}

function refusedFields({ status, body }: ApiAnswer): unknown {
  expect([status, body['code']]).toEqual([400, 'request.invalid']);
  return (body['errors'] as Json[]).map((error) => error['path']);
}

describe('every list', () => {
  test('is a page with a cursor, of at most as many as were asked for', async () => {
    expect(listsOf().length).toBeGreaterThan(10);
    for (const { path } of listsOf()) {
      const { status, body } = await root.get(`${path}?limit=1`);
      expect(status, path).toBe(200);
      expect((body['items'] as Json[]).length, path).toBeLessThan(2);
      expect(body, path).toHaveProperty('next_cursor');
    }
  });

  test('refuses what it does not declare, by name', async () => {
    for (const { path } of listsOf()) {
      expect(refusedFields(await root.get(`${path}?colour=red`)), path).toEqual(['colour']);
      expect(refusedFields(await root.get(`${path}?limit=201`)), path).toEqual(['limit']);
      expect(refusedFields(await root.get(`${path}?limit=0`)), path).toEqual(['limit']);
      expect(refusedFields(await root.get(`${path}?cursor=nonsense`)), path).toEqual(['cursor']);
    }
    for (const { path } of readsWith('order')) {
      expect(refusedFields(await root.get(`${path}?order=colour`)), path).toEqual(['order']);
    }
  });

  test('does not take the cursor of another list', async () => {
    const lists = listsOf();
    const cursors = new Map<string, string>();
    for (const { path } of lists) {
      const { next_cursor: cursor } = (await root.get(`${path}?limit=1`)).body;
      if (typeof cursor === 'string') cursors.set(path, cursor);
    }
    expect(cursors.size).toBeGreaterThan(3);
    for (const [from, cursor] of cursors) {
      for (const { path } of lists.filter((list) => list.path !== from)) {
        const answer = await root.get(`${path}?cursor=${encodeURIComponent(cursor)}`);
        expect(answer.body['code'], `${from} at ${path}`).toBe('request.invalid');
      }
    }
  });

  test('gives every item once, in whichever order', async () => {
    for (const { path, operation } of listsOf()) {
      const order = operation.parameters?.find(({ name }) => name === 'order');
      for (const wanted of order?.schema?.enum ?? []) {
        const seen: unknown[] = [];
        let next = '';
        do {
          const { body } = await root.get(`${path}?limit=3&order=${String(wanted)}${next}`);
          seen.push(...(body['items'] as Json[]).map((item) => item['id'] ?? item['name']));
          const cursor = body['next_cursor'];
          next = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
        } while (next !== '' && seen.length < 300);
        expect(new Set(seen).size, `${path} by ${String(wanted)}`).toBe(seen.length);
      }
    }
  });
});

describe('sparse fields', () => {
  test('are what is asked for and the id, in lists and alone', async () => {
    const reads = readsWith('fields').filter(({ operation }) => 'application/json' in contentOf(operation));
    expect(reads.length).toBeGreaterThan(10);
    for (const { path } of reads) {
      const { status, body } = await root.get(`${path}?fields=id`);
      if (status === 404) continue;
      expect(status, path).toBe(200);
      const items = (body['items'] ?? [body]) as Json[];
      for (const item of items) expect(Object.keys(item), path).toEqual(['id']);
      expect(refusedFields(await root.get(`${path}?fields=id,colour`)), path).toEqual(['fields']);
    }
  });
});

describe('versions', () => {
  /** Something that can be changed with `If-Match`, as it is after a first change. */
  const things: { noun: string; made: Json; change: Json }[] = [
    { noun: 'users', made: { username: 'versioned' }, change: { first_name: 'Kim' } },
    { noun: 'roles', made: { name: 'versioned' }, change: { description: 'Anew.' } },
    { noun: 'groups', made: { name: 'versioned' }, change: { description: 'Anew.' } },
    { noun: 'permissions', made: { name: 'versioned.read' }, change: { description: 'Anew.' } },
    {
      noun: 'applications',
      made: { name: 'Versioned', redirect_uris: ['https://shop.example.org/callback'] },
      change: { logo_uri: 'https://shop.example.org/logo.png' },
    },
    {
      noun: 'services',
      made: { name: 'Versioned', audience: 'urn:example:versioned' },
      change: { description: 'Anew.' },
    },
    {
      noun: 'webhooks',
      made: { name: 'Versioned', url: 'https://shop.example.org/hook' },
      change: { event_types: ['user.deleted'] },
    },
  ];

  test('are kept of everything that takes If-Match', () => {
    const paths = ostiary.app.routeTable.filter((route) => route.takesIfMatch).map(({ path }) => path);
    const nouns = new Set(paths.map((path) => path.split('/')[3]));
    expect([...nouns].sort()).toEqual(things.map(({ noun }) => noun).sort());
  });

  test.each(things)('of $noun count changes, and guard them', async ({ noun, made, change }) => {
    const created = await root.send('POST', `/${noun}`, made);
    expect([created.status, created.headers['etag']]).toEqual([201, '"1"']);
    const path = String(created.headers['location']).replace('/api/v1', '');
    const send = (method: 'PATCH' | 'DELETE', tag: string, body?: Json): Promise<ApiAnswer> =>
      callApi(ostiary, { method, path, body, token: root.token }, { 'if-match': tag });
    const changed = await send('PATCH', '"1"', change);
    expect([changed.status, changed.headers['etag']]).toEqual([200, '"2"']);
    expect((await root.get(path)).headers['etag']).toBe('"2"');
    for (const tag of ['"1"', '"3"', 'W/"2"', '2', '"x"']) {
      expect((await send('PATCH', tag, change)).body['code'], tag).toBe('request.precondition_failed');
      expect((await send('DELETE', tag)).body['code'], tag).toBe('request.precondition_failed');
    }
    expect((await send('PATCH', '*', change)).status).toBe(200);
    const { headers } = await root.get(path);
    expect((await send('DELETE', String(headers['etag']))).status).toBe(204);
    expect((await root.get(path)).status).toBe(404);
  });
});
