import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, operator, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** What PostgreSQL cannot store or be asked for (NUL), or neither gives back as it was (lone surrogates). */
const unstorable = ['a\0b', '\0', '\ud800', 'a\udfffb'];

const id = '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a';

/** Every filter of a list that takes text, and every name in a path. */
const asked = [
  ...['/users?search=', '/users?login=', '/users?external_id=', '/users?role=', '/users?group='],
  ...['/roles?search=', '/groups?search=', '/permissions?search=', '/blocklist?search='],
  ...['/audit?actor_id=', '/audit?action=', '/audit?target_id=', '/audit?target_type=', '/audit?request_id='],
  ...['/audit/export?target_id=', '/events?subject_id=', '/events?type=', '/users/', '/roles/', '/groups/'],
  ...['/permissions/', '/imports/', '/sessions?user_id=', '/families?user_id='],
  ...['/applications?search=', '/applications?owner_id=', '/applications/', '/me/applications?search='],
  ...['/services?search=', '/services/'],
];

/** Lines of an import with such a text somewhere in them. */
const lines: ((text: string) => object)[] = [
  (text) => ({ username: 'a', groups: [text] }),
  (text) => ({ username: 'b', roles: [text] }),
  (text) => ({ username: text }),
  (text) => ({ email: `${text}@example.com` }),
  (text) => ({ external_id: text }),
  (text) => ({ username: 'c', first_name: text }),
  (text) => ({ username: 'd', phone: text }),
  (text) => ({ username: 'e', password_hash: text }),
  (text) => ({ username: 'f', created_at: text }),
  (text) => ({ type: 'role', name: text }),
  (text) => ({ type: 'role', name: 'g', description: text }),
  (text) => ({ type: 'role', name: 'h', permissions: [text] }),
  (text) => ({ type: 'group', name: text }),
  (text) => ({ type: 'group', name: 'i', roles: [text] }),
  (text) => ({ type: 'group', name: 'j', description: text }),
  (text) => ({ type: 'permission', name: text }),
  (text) => ({ type: 'permission', name: 'orders.read', description: text }),
  (text) => ({ type: text, name: 'k' }),
];

describe.each(databases())('texts that cannot be stored, on $name', ({ open }) => {
  let store: TestDatabase;
  let ostiary: TestApp;
  let root: ApiClient;

  beforeAll(async () => {
    store = await open();
    ostiary = await testApp({ DATABASE_URL: store.url });
    root = await addClient(ostiary, 'root', { isSuperuser: true });
  });
  afterAll(async () => {
    await ostiary.close();
    await store.close();
  });

  async function importLines(objects: object[], query = ''): Promise<Json> {
    const answer = await ostiary.app.inject({
      method: 'POST',
      url: `/api/v1/imports${query}`,
      headers: { authorization: root.token, 'content-type': 'application/jsonl' },
      payload: objects.map((one) => `${JSON.stringify(one)}\n`).join(''),
    });
    return answer.json();
  }

  // What went wrong: RFC 3339 allows leap seconds, our clock has none, and PostgreSQL was asked for a time that is no number.
  test.each(['/audit?from=', '/audit?to=', '/audit/export?from=', '/audit/export?to='])(
    'are refused by GET %s, as a leap second is',
    async (path) => {
      const { status, body } = await root.get(`${path}${encodeURIComponent('2026-12-31T23:59:60Z')}`);
      expect([status, body['code']]).toEqual([400, 'request.invalid']);
      const url = `/api/v1${path}${encodeURIComponent('2026-12-31T23:59:59Z')}`;
      const before = await ostiary.app.inject({ url, headers: { authorization: root.token } });
      expect(before.statusCode).toBe(200);
    },
  );

  test.each(asked)('are found nowhere by GET %s', async (path) => {
    for (const text of ['%00', 'a%00b', '%ED%A0%80', '%FF']) {
      const { status, body } = await root.get(path + text);
      if (status === 200) expect(body['items'] ?? []).toEqual([]);
      else
        expect([path, text, status]).toEqual([
          path,
          text,
          expect.toSatisfy((code) => [400, 404].includes(Number(code))),
        ]);
    }
  });

  test.each(['', '?dry_run=true'])('cost an import their own line, and no other%s', async (query) => {
    const hostile = lines.flatMap((line) => unstorable.map(line));
    const report = await importLines([...hostile, { username: 'fine', roles: ['read-only'] }], query);
    expect(report).toMatchObject({ failed: hostile.length, lines: hostile.length + 1 });
    expect(Number(report['created']) + Number(report['unchanged'])).toBe(1);
    expect(JSON.stringify(report['problems'])).not.toContain('\\u0000b');
  });

  test.each(unstorable)('change nothing in a body: %j', async (text) => {
    const bodies: [method: 'POST' | 'PATCH', path: string, body: object][] = [
      ['POST', '/users', { username: 'x', first_name: text }],
      ['POST', '/users', { username: 'x', roles: [text] }],
      ['POST', '/users', { username: 'x', external_id: text }],
      ['PATCH', '/me', { first_name: text }],
      ['POST', '/me/tokens', { name: text }],
      ['POST', '/me/tokens', { name: 'x', scope: text }],
      ['POST', '/roles', { name: 'x', permissions: [text] }],
      ['POST', '/groups', { name: 'x', description: text }],
      ['POST', '/permissions', { name: 'x.y', description: text }],
      ['POST', '/applications', { name: text, grant_types: [] }],
      ['POST', '/applications', { name: 'x', grant_types: [], scopes: [text] }],
      ['POST', '/applications', { name: 'x', redirect_uris: [`https://x.example.org/${text}`] }],
      ['POST', '/applications', { name: 'x', grant_types: [], logo_uri: `https://x.example.org/${text}` }],
      ['POST', '/services', { name: `x${text}y`, audience: 'urn:example:x' }],
      ['POST', '/services', { name: 'x', audience: `urn:example:${text}` }],
      ['POST', '/services', { name: 'x', audience: 'urn:example:x', description: text }],
      [
        'POST',
        '/services',
        { name: 'x', audience: 'urn:example:x', scopes: [{ name: 'x', description: text }] },
      ],
      ['POST', '/blocklist', { range: '192.0.2.1', note: text }],
      ['POST', '/blocklist', { range: '192.0.2.1', reason: text }],
      [
        'POST',
        '/decisions',
        { subject: { user_id: id }, policy: { match: 'any', requirements: [{ kind: 'role', name: text }] } },
      ],
      ['POST', '/decisions', { subject: { login: text }, action: 'a.b' }],
      ['POST', '/decisions', { subject: { user_id: id }, action: text }],
    ];
    for (const [method, path, body] of bodies) {
      const { status } = await root.send(method, path, body);
      expect([path, body, status]).toEqual([path, body, expect.toSatisfy((code) => Number(code) < 500)]);
      expect([path, body, status === 201]).toEqual([path, body, false]);
    }
    const requests = bodies
      .filter(([, path]) => path !== '/decisions')
      .map(([method, path, body]) => ({ method, path: `/api/v1${path}`, body }));
    const bulk = await root.send('POST', '/bulk', { requests });
    const statuses = (bulk.body['items'] as Json[]).map(({ status }) => Number(status));
    expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
  });

  test('of two imports that unmake each other’s administrators one is refused', async () => {
    await importLines([{ username: 'second', is_superuser: true }]);
    for (let round = 0; round < 4; round++) {
      const reports = await Promise.all([
        importLines([{ username: 'root', is_superuser: false }]),
        importLines([{ username: 'second', is_superuser: false }]),
      ]);
      const { db } = ostiary.services.database;
      const left = await db.selectFrom('users').select('username').where('is_superuser', '=', 1).execute();
      expect([left.length, JSON.stringify(reports)]).toEqual([1, expect.anything()]);
      // Whoever is left restores the other, by the command line.
      for (const username of ['root', 'second']) await restore(username);
    }
  });

  async function restore(username: string): Promise<void> {
    const { database, users } = ostiary.services;
    const { id: userId } = await users.resolve(database.db, username);
    await users.update(operator, userId, { isSuperuser: true });
  }
});
