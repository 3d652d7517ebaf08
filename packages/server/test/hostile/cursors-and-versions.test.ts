import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, callApi, operator, type ApiAnswer, type ApiClient } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { browserSession } from '../support/browser-session.ts';

/** Every list of the API that goes on with a cursor, in one of its orders each. */
const lists = [
  ...['/users', '/users?order=email', '/users?search=a', '/users?group=Crew', '/users?role=read-only'],
  ...['/roles', '/roles?order=level', '/roles?order=-created_at', '/groups', '/groups?order=created_at'],
  ...[
    '/groups/Crew/members',
    '/permissions',
    '/permissions?order=-name',
    '/blocklist',
    '/blocklist?order=range',
  ],
  ...['/audit', '/audit?from=2000-01-01T00:00:00Z', '/events', '/access-review', '/imports', '/me/sessions'],
  ...['/me/tokens', '/imports?order=started_at'],
  ...['/applications', '/applications?order=-created_at', '/applications?search=an', '/me/applications'],
  ...['/services', '/services?order=created_at'],
];

/** Positions that no page gave, in the wrapping of one that did. */
const positions = [
  '\0',
  'a\0',
  "' or 1=1 --",
  '9999999999999999',
  '9'.repeat(40),
  '-1',
  '',
  ' ',
  'ÿ'.repeat(200),
];

describe.each(databases())('on $name', ({ open }) => {
  let store: TestDatabase;
  let ostiary: TestApp;
  let root: ApiClient;

  beforeAll(async () => {
    store = await open();
    ostiary = await testApp({ DATABASE_URL: store.url });
    root = await addClient(ostiary, 'root', { isSuperuser: true });
    await fill();
  });
  afterAll(async () => {
    await ostiary.close();
    await store.close();
  });

  async function fill(): Promise<void> {
    const { access } = ostiary.services;
    for (const name of ['Crew', 'Crowd']) await access.createGroup(operator, { name });
    for (const name of ['anna', 'anton']) {
      const email = `${name}@example.com`;
      const made = await root.send('POST', '/users', { username: name, email });
      await access.addMember(operator, 'Crew', String(made.body['id']));
      await root.send('POST', '/me/tokens', { name });
      await root.send('POST', '/applications', { name, grant_types: [], owner_id: root.userId });
      await root.send('POST', '/services', { name, audience: `urn:example:${name}` });
      await root.send('POST', '/blocklist', { range: name === 'anna' ? '192.0.2.0/24' : '198.51.100.0/24' });
      await browserSession(ostiary.services, operator.act, {
        login: 'root',
        password: 'engine-no-1-difference',
      });
      await send('POST', '/imports', { text: `{"username":"${name}"}\n` });
    }
  }

  async function send(method: 'POST', path: string, { text }: { text: string }): Promise<number> {
    const headers = { authorization: root.token, 'content-type': 'application/jsonl' };
    const url = `/api/v1${path}`;
    return (await ostiary.app.inject({ method, url, headers, payload: text })).statusCode;
  }

  test.each(lists)('%s refuses every tampered cursor by name', async (list) => {
    const [path, separator] = [list, list.includes('?') ? '&' : '?'];
    const page = await root.get(`${path}${separator}limit=1`);
    expect(page.status).toBe(200);
    const cursor = page.body['next_cursor'];
    expect(cursor, 'a next page').not.toBeNull();
    const text = Buffer.from(String(cursor), 'base64url').toString('utf8');
    const prefix = text.slice(0, text.lastIndexOf(' ') + 1);
    for (const position of positions) {
      const tampered = Buffer.from(prefix + position).toString('base64url');
      const { status, body } = await root.get(`${path}${separator}cursor=${tampered}`);
      // A number or a name may be one that a page could have given.
      if (status === 200) expect(position).not.toContain('\0');
      else
        expect([position, status, body['code'], body['errors']]).toMatchObject([
          position,
          400,
          'request.invalid',
          [{ path: 'cursor' }],
        ]);
    }
  });

  test.each(['/users', '/roles', '/groups', '/permissions', '/services'])(
    'of changes of %s with one If-Match at once one wins',
    async (noun) => {
      const bodies: Record<string, object> = {
        '/users': { username: 'raced' },
        '/permissions': { name: 'races.run' },
        '/services': { name: 'raced', audience: 'urn:example:raced' },
      };
      const body = bodies[noun] ?? { name: 'raced' };
      const made = await root.send('POST', noun, body);
      expect(made.status).toBe(201);
      const path = `${noun}/${String(made.body['id'] ?? made.body['name'])}`;
      const field = noun === '/users' ? 'first_name' : 'description';
      const change = (index: number): Promise<ApiAnswer> =>
        callApi(
          ostiary,
          { method: 'PATCH', path, body: { [field]: `by ${index}` }, token: root.token },
          { 'if-match': '"1"' },
        );
      const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => change(index)));
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      expect(answers.filter(({ body: { code } }) => code === 'request.precondition_failed')).toHaveLength(11);
      const now = await root.get(path);
      expect([now.headers['etag'], now.body[field]]).toEqual(['"2"', won[0]?.body[field]]);
    },
  );

  test('of a change and a deletion with one If-Match at once one wins', async () => {
    for (let round = 0; round < 5; round++) {
      const made = await root.send('POST', '/users', { username: `doomed${round}` });
      const path = `/users/${String(made.body['id'])}`;
      const headers = { 'if-match': '"1"' };
      const answers = await Promise.all([
        callApi(ostiary, { method: 'DELETE', path, token: root.token }, headers),
        callApi(ostiary, { method: 'PATCH', path, body: { first_name: 'X' }, token: root.token }, headers),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    }
  });
});
