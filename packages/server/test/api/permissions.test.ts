import { permissionCatalogue } from '@ostiary/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addClient, callApi, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let owner: ApiClient;

beforeEach(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true });
  owner = await addClient(ostiary, 'olga', { roles: ['owner'] });
});
afterEach(() => ostiary.close());

async function define(name: string): Promise<Json> {
  const made = await root.send('POST', '/permissions', { name, description: 'See orders.' });
  expect(made.status).toBe(201);
  return made.body;
}

async function lastEntry(): Promise<Json> {
  const [entry] = (await root.get('/audit?limit=1')).body['items'] as [Json];
  return entry;
}

function namesIn(answer: ApiAnswer): unknown[] {
  expect(answer.status).toBe(200);
  return (answer.body['items'] as Json[]).map((item) => item['name']);
}

const ifMatch = (method: 'PATCH' | 'DELETE', tag: string, body?: object) =>
  callApi(
    ostiary,
    { method, path: '/permissions/orders.read', token: root.token, ...(body && { body }) },
    { 'if-match': tag },
  );

describe('a permission of a service', () => {
  test('is defined, read, described anew and deleted, each on record', async () => {
    const made = await root.send('POST', '/permissions', { name: 'orders.read', description: 'See orders.' });
    expect([made.status, made.headers['location'], made.headers['etag']]).toEqual([
      201,
      '/api/v1/permissions/orders.read',
      '"1"',
    ]);
    const time = new Date(ostiary.clock.nowMs()).toISOString();
    expect(made.body).toEqual({
      name: 'orders.read',
      description: 'See orders.',
      is_builtin: false,
      created_at: time,
      updated_at: time,
    });
    const target = { type: 'permission', id: 'orders.read' };
    expect(await lastEntry()).toMatchObject({
      action: 'permission.create',
      target,
      details: { description: 'See orders.' },
    });
    const changed = await root.send('PATCH', '/permissions/orders.read', { description: 'Read orders.' });
    expect([changed.status, changed.headers['etag'], changed.body['description']]).toEqual([
      200,
      '"2"',
      'Read orders.',
    ]);
    expect(await lastEntry()).toMatchObject({
      action: 'permission.update',
      target,
      details: { description: 'Read orders.', previous_description: 'See orders.' },
    });
    expect((await root.get('/permissions/orders.read')).body).toEqual(changed.body);
    expect((await root.send('DELETE', '/permissions/orders.read')).status).toBe(204);
    expect(await lastEntry()).toMatchObject({
      action: 'permission.delete',
      target,
      details: { description: 'Read orders.', roles: [] },
    });
    expect((await root.get('/permissions/orders.read')).body['code']).toBe('access.permission_not_found');
  });

  test('must exist before a role holds it', async () => {
    const role = { name: 'clerk', permissions: ['users.read', 'orders.read', 'orders.write'] };
    await define('orders.read');
    const refused = await root.send('POST', '/roles', role);
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { code: 'access.permission_unknown', errors: [{ path: 'permissions.2' }] },
    ]);
    await define('orders.write');
    expect((await root.send('POST', '/roles', role)).status).toBe(201);
    const changed = await root.send('PATCH', '/roles/clerk', { permissions: ['orders.fly'] });
    expect(changed.body).toMatchObject({
      code: 'access.permission_unknown',
      errors: [{ path: 'permissions.0' }],
    });
  });

  test('is put into a role only by those who hold it', async () => {
    await define('orders.read');
    const role = { name: 'clerk', permissions: ['orders.read'] };
    expect((await owner.send('POST', '/roles', role)).body['code']).toBe('access.cannot_grant');
    expect((await root.send('POST', '/roles', role)).status).toBe(201);
    await root.send('PUT', `/users/${owner.userId}/roles/clerk`);
    const another = await owner.send('POST', '/roles', { name: 'helper', permissions: ['orders.read'] });
    expect(another.status).toBe(201);
  });

  test('goes from every role when it is deleted, and comes back to none', async () => {
    await define('orders.read');
    await root.send('POST', '/roles', { name: 'clerk', permissions: ['orders.read', 'users.read'] });
    await root.send('POST', '/roles', { name: 'other', permissions: ['users.read'] });
    const before = await root.get('/roles/clerk');
    const refused = await owner.send('DELETE', '/permissions/orders.read');
    expect([refused.status, refused.body['code']]).toEqual([403, 'access.cannot_grant']);
    expect((await root.send('DELETE', '/permissions/orders.read')).status).toBe(204);
    expect(await lastEntry()).toMatchObject({ action: 'permission.delete', details: { roles: ['clerk'] } });
    const after = await root.get('/roles/clerk');
    expect(after.body['permissions']).toEqual(['users.read']);
    expect([before.headers['etag'], after.headers['etag']]).toEqual(['"1"', '"2"']);
    const told = await ostiary.services.database.db
      .selectFrom('events')
      .select(['type', 'subject_id'])
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(told).toEqual({ type: 'role.changed', subject_id: before.body['id'] });
    await define('orders.read');
    expect((await root.get('/roles/clerk')).body['permissions']).toEqual(['users.read']);
  });

  test('is changed only as it was read, when the caller says how that was', async () => {
    await define('orders.read');
    await root.send('PATCH', '/permissions/orders.read', { description: 'New.' });
    const late = await ifMatch('PATCH', '"1"', { description: 'Late.' });
    expect([late.status, late.body['code']]).toEqual([412, 'request.precondition_failed']);
    expect((await ifMatch('DELETE', '"1"')).status).toBe(412);
    const same = await ifMatch('PATCH', '"2"', { description: 'New.' });
    expect([same.status, same.headers['etag']]).toEqual([200, '"2"']);
    expect((await ifMatch('DELETE', '"2"')).status).toBe(204);
  });

  test.each([
    'orders',
    'Orders.read',
    'orders..read',
    'orders.read ',
    '1orders.read',
    `orders.${'x'.repeat(100)}`,
    'users.fly',
    'users.read',
    'ostiary.anything',
    'access.everything',
    'permissions.manage',
    'imports.resume',
    'decisions.explain',
    'webhooks.manage',
  ])('cannot be called %s', async (name) => {
    const answer = await root.send('POST', '/permissions', { name });
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'request.invalid', errors: [{ path: 'name' }] },
    ]);
  });

  test('is there once', async () => {
    await define('orders.read');
    const answer = await root.send('POST', '/permissions', { name: 'orders.read' });
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { code: 'access.permission_taken', errors: [{ path: 'name' }] },
    ]);
  });
});

test('Ostiary’s own permissions are explained and cannot be changed', async () => {
  const read = await root.get('/permissions/users.read');
  expect([read.headers['etag'], read.body]).toEqual([
    '"1"',
    { name: 'users.read', description: 'See users.', is_builtin: true, created_at: null, updated_at: null },
  ]);
  for (const answer of [
    await root.send('PATCH', '/permissions/users.read', { description: 'x' }),
    await root.send('DELETE', '/permissions/users.read'),
  ]) {
    expect([answer.status, answer.body['code']]).toEqual([409, 'access.permission_builtin']);
  }
});

describe('the list', () => {
  const own = Object.keys(permissionCatalogue).sort();

  test.each([1, 4, 200])('in pages of %d has all of them by name, in either direction', async (limit) => {
    for (const name of ['aaa.first', 'orders.read', 'orders.write', 'zoo.visit']) await define(name);
    const all = [...own, 'aaa.first', 'orders.read', 'orders.write', 'zoo.visit'].sort();
    for (const [order, expected] of [
      ['name', all],
      ['-name', all.toReversed()],
    ] as const) {
      const found: unknown[] = [];
      let after = '';
      do {
        const page = await root.get(`/permissions?limit=${limit}&order=${order}${after}`);
        found.push(...namesIn(page));
        const { next_cursor: next } = page.body;
        after = typeof next === 'string' ? `&cursor=${next}` : '';
      } while (after !== '');
      expect(found).toEqual(expected);
    }
  });

  test('is searched by the beginning of a name, and shows only the one kind or the other', async () => {
    await define('orders.read');
    await define('userscripts.run');
    const usersOwn = own.filter((name) => name.startsWith('users'));
    expect(namesIn(await root.get('/permissions?search=USERS'))).toEqual([...usersOwn, 'userscripts.run']);
    expect(namesIn(await root.get('/permissions?is_builtin=true'))).toEqual(own);
    expect(namesIn(await root.get('/permissions?is_builtin=false'))).toEqual([
      'orders.read',
      'userscripts.run',
    ]);
    expect(namesIn(await root.get('/permissions?is_builtin=false&search=users'))).toEqual([
      'userscripts.run',
    ]);
  });
});
