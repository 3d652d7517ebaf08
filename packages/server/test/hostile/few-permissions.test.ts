import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addClient,
  callApi,
  clientFor,
  operator,
  type ApiAnswer,
  type ApiClient,
  type Json,
} from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

describe('somebody with few permissions', () => {
  let ostiary: TestApp;
  let root: ApiClient;
  let clerk: ApiClient;

  beforeAll(async () => {
    ostiary = await testApp();
    root = await addClient(ostiary, 'root', { isSuperuser: true });
    await ostiary.services.access.createRole(operator, { name: 'clerk', permissions: ['users.read'] });
    await ostiary.services.access.createGroup(operator, { name: 'Crew' });
    clerk = await addClient(ostiary, 'clerk', { roles: ['clerk'] });
    await ostiary.services.access.blockAddress(operator, { range: '203.0.113.0/24' });
  });
  afterAll(() => ostiary.close());

  const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, body['code']];

  test.each(['role=owner', 'role=none', 'group=Crew', 'group=none', 'role=clerk&fields=id'])(
    'does not learn from the list of users who holds what: %s',
    async (filter) => {
      expect((await clerk.get('/users?is_staff=false')).status).toBe(200);
      expect(codeOf(await clerk.get(`/users?${filter}`))).toEqual([403, 'access.denied']);
      const [entry] = (await root.get('/audit?limit=1')).body['items'] as [Json];
      expect(entry).toMatchObject({
        action: 'access.denied',
        actor: { id: clerk.userId },
        details: { needs: ['permission roles.read'] },
      });
    },
  );

  test('does not learn which addresses are blocked by asking about themselves', async () => {
    const subject = { user_id: clerk.userId };
    const policy = { match: 'all', requirements: [{ kind: 'address_allowed' }] };
    const probes = [
      { subject, action: 'users.read', address: '203.0.113.7' },
      { subject, action: 'users.read', address: '198.51.100.7' },
      {
        requests: [
          { subject, action: 'users.read' },
          { subject, policy, address: '203.0.113.7' },
        ],
      },
    ];
    for (const probe of probes) {
      expect(codeOf(await clerk.send('POST', '/decisions', probe))).toEqual([403, 'access.denied']);
    }
    expect((await clerk.send('POST', '/decisions', { subject, action: 'users.read' })).status).toBe(200);
  });

  test('gets nothing done by a token of limited scope, by no road', async () => {
    const made = await root.send('POST', '/me/tokens', { name: 'narrow', scope: 'users.read' });
    const token = `Token ${String(made.body['token'])}`;
    const narrow = clientFor(ostiary, { userId: root.userId, token });
    const own = `/me/tokens/${String(made.body['id'])}`;
    const session = (await root.get('/me/sessions')).body['items'] as Json[];
    const attempts: [method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object][] = [
      ['POST', '/users', { username: 'puppet' }],
      ['PATCH', `/users/${root.userId}`, { first_name: 'X' }],
      ['DELETE', `/users/${clerk.userId}`],
      ['POST', `/users/${root.userId}/password`, { password: 'another-4-difference' }],
      ['PUT', `/users/${clerk.userId}/roles/owner`],
      ['POST', '/permissions', { name: 'orders.read' }],
      ['POST', '/roles', { name: 'puppets' }],
      ['POST', '/groups', { name: 'Puppets' }],
      ['PATCH', '/groups/Crew', { description: 'X' }],
      ['POST', '/applications', { name: 'Puppet', grant_types: [] }],
      ['PATCH', '/applications/puppet', { name: 'X' }],
      ['DELETE', '/applications/puppet'],
      ['POST', '/applications/puppet/secrets', {}],
      ['DELETE', `/applications/puppet/secrets/${root.userId}`],
      ['POST', '/services', { name: 'Puppet', audience: 'urn:example:puppet' }],
      ['PATCH', '/services/puppet', { description: 'X' }],
      ['DELETE', '/services/puppet'],
      ['POST', '/decisions', { subject: { user_id: clerk.userId }, action: 'users.read' }],
      ['POST', '/audit/verify'],
      ['POST', '/keys/rotate'],
      ['POST', '/blocklist', { range: '192.0.2.0/24' }],
      ['PATCH', '/me', { first_name: 'X' }],
      ['POST', '/me/tokens', { name: 'wide' }],
      ['DELETE', own],
      ['DELETE', '/me/sessions'],
      ['DELETE', `/me/sessions/${String(session[0]?.['id'])}`],
    ];
    for (const [method, path, body] of attempts) {
      expect([method, path, ...codeOf(await narrow.send(method, path, body))]).toEqual([
        method,
        path,
        403,
        'access.denied',
      ]);
    }
    const requests = attempts
      .filter(([, path]) => path !== '/decisions' && path !== '/audit/verify')
      .map(([method, path, body]) => ({ method, path: `/api/v1${path}`, ...(body && { body }) }));
    const bulk = await narrow.send('POST', '/bulk', { requests });
    const items = bulk.body['items'] as Json[];
    expect(items.map(({ status }) => status)).toEqual(requests.map(() => 403));
    for (const path of [
      '/audit',
      '/events',
      '/access-review',
      '/imports',
      '/exports/users',
      '/roles',
      '/groups',
      '/permissions',
      '/applications',
      '/services',
      '/audit/export',
    ]) {
      expect([path, (await narrow.get(path)).status]).toEqual([path, 403]);
    }
    const imported = await ostiary.app.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { authorization: token, 'content-type': 'application/jsonl' },
      payload: '{"username":"puppet"}\n',
    });
    expect(imported.statusCode).toBe(403);
  });

  test('finds no secret in the audit log or among the events', async () => {
    const secret = 'correct-horse-7-battery';
    const key = { 'idempotency-key': 'secrets' };
    const requests = [
      { method: 'POST', path: '/api/v1/users', body: { username: 'sara', password: secret } },
      { method: 'POST', path: `/api/v1/users/${clerk.userId}/password`, body: { password: secret } },
      { method: 'POST', path: '/api/v1/me/tokens', body: { name: 'in bulk' } },
    ];
    const bulk = await callApi(
      ostiary,
      { method: 'POST', path: '/bulk', body: { requests }, token: root.token },
      key,
    );
    const items = bulk.body['items'] as { status: number; body: Json }[];
    expect(items.map(({ status }) => status)).toEqual([201, 204, 201]);
    const token = String(items[2]?.body['token']);
    const { db } = ostiary.services.database;
    const hashes = await db.selectFrom('passwords').select('hash').execute();
    const kept = await db.selectFrom('idempotency_keys').selectAll().execute();
    const readable = [
      JSON.stringify((await root.get('/audit?limit=200')).body),
      JSON.stringify((await root.get('/events?limit=200')).body),
      JSON.stringify(kept),
    ];
    expect(hashes.length).toBeGreaterThan(1);
    for (const hidden of [secret, token, ...hashes.map(({ hash }) => hash)]) {
      for (const text of readable) expect(text).not.toContain(hidden);
    }
  });
});
