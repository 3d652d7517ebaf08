import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, callApi, clientFor, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let ann: ApiClient;

const redirectUris = ['https://shop.example.org/callback'];
const shop = { name: 'Shop', redirect_uris: redirectUris };

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true });
  ann = await addClient(ostiary, 'ann', { roles: [] });
});
afterAll(() => ostiary.close());

async function register(by: ApiClient, body: object = shop): Promise<Json> {
  const answer = await by.send('POST', '/applications', body);
  expect([answer.status, answer.body['code']]).toEqual([201, undefined]);
  return answer.body;
}

describe('applications', () => {
  test('are registered by users for themselves, who see their own and nobody else’s', async () => {
    const mine = await register(ann);
    const others = await register(root);
    const { items } = (await ann.get('/me/applications?fields=name')).body;
    expect(items).toEqual([{ id: mine['id'], name: 'Shop' }]);
    expect((await ann.get(`/applications/${String(others['id'])}`)).body['code']).toBe(
      'applications.not_found',
    );
    expect((await ann.get('/applications')).body['code']).toBe('access.denied');
    expect((await ann.send('POST', '/applications', { ...shop, is_first_party: true })).status).toBe(403);
    const all = (await root.get('/applications?order=created_at')).body['items'] as Json[];
    expect(all.map(({ id }) => id)).toEqual([mine['id'], others['id']]);
    const own = await root.get(`/applications?owner_id=${ann.userId}&fields=owner_id`);
    expect(own.body['items']).toEqual([{ id: mine['id'], owner_id: ann.userId }]);
  });

  test('show a secret in the answer that made it and in its repetition, and never again', async () => {
    const send = (path: string, body: object, key: string) =>
      callApi(ostiary, { method: 'POST', path, body, token: ann.token }, { 'idempotency-key': key });
    const made = await send('/applications', shop, 'one');
    const again = await send('/applications', shop, 'one');
    expect(again.body).toEqual(made.body);
    const { client_secret: secret, client_id: clientId } = made.body as Record<string, string>;
    expect(secret).toMatch(/^ocs_[\w-]{43}$/);
    const added = await send(`/applications/${clientId ?? ''}/secrets`, {}, 'two');
    const second = String(added.body['client_secret']);
    const answers = await Promise.all(
      [
        ...[`/applications/${clientId ?? ''}`, `/applications/${clientId ?? ''}/secrets`, '/applications'],
        ...['/me/applications', '/audit?limit=200', '/events?limit=200'],
      ].map((path) => root.get(path)),
    );
    const changed = await ann.send('PATCH', `/applications/${clientId ?? ''}`, { name: 'Shop 2' });
    const text = JSON.stringify([...answers, changed]);
    expect(text).toContain(clientId);
    for (const one of [secret ?? '', second]) expect(text).not.toContain(one.slice(4, -4));
    const { db } = ostiary.services.database;
    const stored = JSON.stringify(await db.selectFrom('application_secrets').selectAll().execute());
    for (const one of [secret ?? '', second]) expect(stored).not.toContain(one.slice(4, -4));
  });

  test('are not touched by a token of limited scope, which may still look at its user’s', async () => {
    const { id } = await register(ann);
    const made = await ann.send('POST', '/me/tokens', { name: 'narrow', scope: 'orders.read' });
    const narrow = clientFor(ostiary, { userId: ann.userId, token: `Token ${String(made.body['token'])}` });
    const path = `/applications/${String(id)}`;
    expect((await narrow.get(path)).status).toBe(200);
    for (const attempt of [
      narrow.send('POST', '/applications', shop),
      narrow.send('PATCH', path, { redirect_uris: ['https://evil.example/'] }),
      narrow.send('DELETE', path),
      narrow.send('POST', `${path}/secrets`, {}),
      narrow.send('DELETE', `${path}/secrets/${ann.userId}`),
    ]) {
      expect((await attempt).body['code']).toBe('access.denied');
    }
  });

  test('are managed by a token whose scope names the permission', async () => {
    const { id } = await register(ann);
    const made = await root.send('POST', '/me/tokens', { name: 'apps', scope: 'applications.manage' });
    const apps = clientFor(ostiary, { userId: root.userId, token: `Token ${String(made.body['token'])}` });
    const changed = await apps.send('PATCH', `/applications/${String(id)}`, { name: 'Theirs' });
    expect([changed.status, changed.body['name']]).toEqual([200, 'Theirs']);
    const trusted = await apps.send('PATCH', `/applications/${String(id)}`, { is_first_party: true });
    expect(trusted.body['code']).toBe('access.denied');
    expect((await register(apps))['owner_id']).toBeNull();
  });

  test('stop working when their owner is deleted, and stay for administrators to see', async () => {
    const bob = await addClient(ostiary, 'bob', { roles: [] });
    const { id, client_id: clientId } = await register(bob);
    expect(await ostiary.services.applications.findClient(String(clientId))).toBeDefined();
    expect((await root.send('DELETE', `/users/${bob.userId}`)).status).toBe(204);
    expect(await ostiary.services.applications.findClient(String(clientId))).toBeUndefined();
    expect((await root.get(`/applications/${String(id)}`)).body).toMatchObject({
      ...{ owner_id: null, is_active: false },
    });
    const entries = (await root.get('/audit?limit=3')).body['items'] as Json[];
    expect(entries.map(({ action }) => action)).toContain('application.update');
  });

  test('keep addresses byte by byte, and take null for nothing', async () => {
    const uris = ['https://shop.example.org:443/a?b=%41&c', 'http://LOCALHOST:3000', 'http://[::1]/x'];
    const made = await register(ann, { ...shop, redirect_uris: uris, logo_uri: null });
    expect([made['redirect_uris'], made['logo_uri']]).toEqual([uris, null]);
  });
});

test('only administrators register applications when the server says so', async () => {
  const closed = await testApp({ OSTIARY_APPLICATION_REGISTRATION: 'administrators' });
  try {
    const user = await addClient(closed, 'user', { roles: [] });
    const admin = await addClient(closed, 'admin', { roles: ['admin'] });
    expect((await user.send('POST', '/applications', shop)).body['code']).toBe('access.denied');
    const made = await admin.send('POST', '/applications', { ...shop, owner_id: user.userId });
    const path = `/applications/${String(made.body['id'])}`;
    expect((await user.get(path)).status).toBe(200);
    expect((await user.send('PATCH', path, { name: 'Mine' })).body['code']).toBe('access.denied');
  } finally {
    await closed.close();
  }
});
