import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isoTime } from '#platform/clock.ts';
import {
  addClient,
  callApi,
  clientPassword,
  type ApiAnswer,
  type ApiClient,
  type Json,
} from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let ada: ApiClient;
let count = 0;

// One installation for the file: starting one costs more than a test. Every test has an Ada of its own.
beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
});
afterAll(() => ostiary.close());

function uniqueName(stem: string): string {
  count += 1;
  return `${stem}${count}`;
}

beforeEach(async () => {
  ada = await addClient(ostiary, uniqueName('ada'));
});

function items(answer: ApiAnswer): Json[] {
  expect(answer.status).toBe(200);
  return answer.body['items'] as Json[];
}

async function lastActions(limit: number): Promise<unknown[]> {
  return items(await root.get(`/audit?limit=${limit}`)).map((entry) => entry['action']);
}

describe('users', () => {
  test('are created, read, changed, switched off and on, and deleted', async () => {
    const created = await root.send('POST', '/users', {
      external_id: 'hr-1815',
      email: 'Lovelace@Example.com',
      username: 'lovelace',
      first_name: 'Ada',
      password: clientPassword,
      roles: ['read-write'],
    });
    expect(created.status).toBe(201);
    const id = String(created.body['id']);
    expect(created.headers['location']).toBe(`/api/v1/users/${id}`);
    const time = isoTime(ostiary.clock.nowMs());
    expect(created.body).toEqual({
      id,
      external_id: 'hr-1815',
      email: 'lovelace@example.com',
      email_verified: false,
      username: 'lovelace',
      first_name: 'Ada',
      last_name: '',
      phone: null,
      is_active: true,
      is_staff: false,
      is_superuser: false,
      created_at: time,
      updated_at: time,
      last_sign_in_at: null,
    });
    expect(created.headers['etag']).toBe('"1"');
    const read = await root.get(`/users/${id}`);
    expect([read.body, read.headers['etag']]).toEqual([created.body, '"1"']);
    expect((await root.get(`/users/${id}/access`)).body).toEqual({
      roles: ['read-write'],
      direct_roles: ['read-write'],
      groups: [],
      permissions: [],
      level: 3,
    });
    ostiary.clock.advance(1_000);
    const changed = await root.send('PATCH', `/users/${id}`, {
      last_name: 'Lovelace',
      phone: '+44 20 7946 0000',
    });
    expect(changed.body).toEqual({
      ...created.body,
      last_name: 'Lovelace',
      phone: '+44 20 7946 0000',
      updated_at: isoTime(ostiary.clock.nowMs()),
    });
    expect((await root.send('PATCH', `/users/${id}`, { is_active: false })).body).toMatchObject({
      is_active: false,
    });
    expect((await root.send('PATCH', `/users/${id}`, { is_active: true })).body).toMatchObject({
      is_active: true,
    });
    expect(await lastActions(3)).toEqual(['user.reactivate', 'user.deactivate', 'user.update']);
    const deleted = await root.send('DELETE', `/users/${id}`);
    expect([deleted.status, deleted.body]).toEqual([204, {}]);
    expect((await root.get(`/users/${id}`)).body['code']).toBe('users.not_found');
  });

  test('are refused with every field that is wrong', async () => {
    const bad = await root.send('POST', '/users', {
      email: 'nonsense',
      username: 'a b',
      password: clientPassword,
    });
    expect(bad).toMatchObject({
      status: 400,
      body: { code: 'users.invalid', errors: [{ path: 'email' }, { path: 'username' }] },
    });
    const weak = await root.send('POST', '/users', { username: 'bob', password: '123' });
    expect(weak).toMatchObject({ status: 400, body: { code: 'passwords.too_weak' } });
    const taken = await root.send('POST', '/users', { username: 'ROOT', password: clientPassword });
    expect(taken).toMatchObject({ status: 409, body: { code: 'users.username_taken' } });
    const role = await root.send('POST', '/users', {
      username: 'bob',
      password: clientPassword,
      roles: ['none'],
    });
    expect(role).toMatchObject({ status: 404, body: { code: 'access.role_not_found' } });
  });

  test('are listed in pages that miss and repeat nobody', async () => {
    const made: string[] = [];
    for (const name of ['ann', 'ben', 'cat', 'dan']) {
      made.push(String((await root.send('POST', '/users', { username: name })).body['id']));
    }
    const seen: unknown[] = [];
    let cursor = '';
    for (let pages = 0; (pages === 0 || cursor !== '') && pages < 50; pages++) {
      const answer = await root.get(`/users?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...items(answer).map((user) => user['id']));
      cursor = (answer.body['next_cursor'] as string | null) ?? '';
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen[0]).toBe(root.userId);
    expect(seen.slice(-4)).toEqual(made);
    expect(items(await root.get('/users?search=BE')).map((user) => user['username'])).toEqual(['ben']);
  });

  test('get another password from an administrator, and are signed out by it', async () => {
    const reset = await root.send('POST', `/users/${ada.userId}/password`, {
      password: 'another-4-difference',
    });
    expect(reset.status).toBe(204);
    expect((await ada.get('/me')).status).toBe(401);
    const weak = await root.send('POST', `/users/${ada.userId}/password`, { password: 'password' });
    expect(weak.body).toMatchObject({ code: 'passwords.too_weak', errors: [{ path: 'password' }] });
  });

  test('cannot all be locked out: the last administrator stays', async () => {
    const answers = [
      await root.send('PATCH', `/users/${root.userId}`, { is_active: false }),
      await root.send('PATCH', `/users/${root.userId}`, { is_superuser: false }),
      await root.send('DELETE', `/users/${root.userId}`),
    ];
    expect(answers.map((answer) => answer.body['code'])).toEqual(
      answers.map(() => 'users.last_administrator'),
    );
  });

  test('get and lose roles', async () => {
    expect((await root.send('PUT', `/users/${ada.userId}/roles/OWNER`)).status).toBe(204);
    expect((await ada.get('/me')).body).toMatchObject({ access: { roles: ['owner', 'read-only'] } });
    expect((await root.send('DELETE', `/users/${ada.userId}/roles/owner`)).status).toBe(204);
    expect((await ada.get('/me')).body).toMatchObject({ access: { roles: ['read-only'] } });
    expect(await lastActions(2)).toEqual(['role.revoke', 'role.grant']);
  });
});

describe('changing a user', () => {
  async function add(body: object = {}): Promise<{ id: string; body: Json }> {
    const made = await root.send('POST', '/users', { username: uniqueName('changed'), ...body });
    expect(made.status).toBe(201);
    return { id: String(made.body['id']), body: made.body };
  }

  test('counts versions, and refuses who saw another', async () => {
    const { id, body } = await add();
    const patch = (change: object, tag?: string): Promise<ApiAnswer> =>
      callApi(
        ostiary,
        { method: 'PATCH', path: `/users/${id}`, body: change, token: root.token },
        tag === undefined ? {} : { 'if-match': tag },
      );
    const second = await patch({ first_name: 'Ann' }, '"1"');
    expect([second.status, second.headers['etag']]).toEqual([200, '"2"']);
    for (const tag of ['"1"', '"3"', 'W/"2"', '2', '"two"', '"2", "3"', '']) {
      const refused = await patch({ first_name: 'Bea' }, tag);
      expect(refused.body, tag).toEqual({
        type: 'urn:ostiary:error:request.precondition_failed',
        title: 'Precondition Failed',
        status: 412,
        detail: 'It was changed since you read it. Read it again, then repeat the change.',
        code: 'request.precondition_failed',
        request_id: refused.headers['x-request-id'],
      });
    }
    expect((await patch({ first_name: 'Ann' })).headers['etag']).toBe('"2"');
    expect((await patch({ is_active: false }, '"2"')).headers['etag']).toBe('"3"');
    expect((await patch({ is_active: true }, '*')).headers['etag']).toBe('"4"');
    expect((await root.get(`/users/${id}`)).body).toEqual({ ...body, first_name: 'Ann' });
    const remove = { method: 'DELETE', path: `/users/${id}`, token: root.token } as const;
    expect((await callApi(ostiary, remove, { 'if-match': '"3"' })).status).toBe(412);
    expect(await lastActions(1)).toEqual(['user.reactivate']);
    expect((await callApi(ostiary, remove, { 'if-match': '"4"' })).status).toBe(204);
  });

  test('is a merge patch: what is absent stays, null takes away', async () => {
    const whole = { email: `${uniqueName('whole')}@example.com`, external_id: uniqueName('x'), phone: '1' };
    const { id, body } = await add(whole);
    const answer = await callApi(
      ostiary,
      { method: 'PATCH', path: `/users/${id}`, token: root.token, body: { phone: null, external_id: null } },
      { 'content-type': 'application/merge-patch+json' },
    );
    expect([answer.status, answer.body]).toEqual([200, { ...body, phone: null, external_id: null }]);
    const { services } = ostiary;
    const events = await sql<{ data: string }>`
      select data from events where subject_id = ${id} order by id desc limit 1`.execute(
      services.database.db,
    );
    expect(JSON.parse(events.rows[0]?.data ?? '')).toEqual({
      changed: ['external_id', 'phone'],
      is_active: true,
    });
    const fields = { first_name: null, is_active: null, id: 'x', created_at: null };
    const refused = await root.send('PATCH', `/users/${id}`, fields);
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    const paths = (refused.body['errors'] as Json[]).map((problem) => problem['path']);
    expect(paths.sort()).toEqual(['created_at', 'first_name', 'id', 'is_active']);
  });

  test('keeps what another system calls it apart', async () => {
    const external = uniqueName('hr-');
    await add({ external_id: external });
    const taken = await root.send('POST', '/users', { username: uniqueName('b'), external_id: external });
    expect(taken).toMatchObject({
      status: 409,
      body: {
        code: 'users.external_id_taken',
        errors: [{ path: 'external_id', message: 'This external id already exists.' }],
      },
    });
    for (const bad of [' a', 'a\n', 'x'.repeat(201)]) {
      const refused = await root.send('POST', '/users', { username: uniqueName('b'), external_id: bad });
      expect(refused.body).toMatchObject({ code: 'users.invalid', errors: [{ path: 'external_id' }] });
    }
    const me = await ada.send('PATCH', '/me', { external_id: 'mine' });
    expect(me.body).toMatchObject({ code: 'request.invalid', errors: [{ path: 'external_id' }] });
    expect((await ada.get('/me')).body).toMatchObject({ external_id: null });
  });

  test('is not told in the bodies that contracts fix', async () => {
    await root.send('PATCH', `/users/${ada.userId}`, { external_id: uniqueName('hr-') });
    const answer = await ostiary.app.inject({ url: '/auth/user/', headers: { authorization: ada.token } });
    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.json<Json>())).not.toEqual(expect.arrayContaining(['external_id']));
    expect(Object.keys(answer.json<Json>())).not.toEqual(expect.arrayContaining(['version']));
  });

  test('nobody who is not there', async () => {
    const nobody = '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70';
    const answers = [
      await root.get(`/users/${nobody}`),
      await root.get(`/users/${nobody}/access`),
      await root.send('PATCH', `/users/${nobody}`, { first_name: 'x' }),
      await root.send('PATCH', `/users/${nobody}`, { is_active: false }),
      await root.send('DELETE', `/users/${nobody}`),
      await root.send('POST', `/users/${nobody}/password`, { password: clientPassword }),
      await root.send('PUT', `/users/${nobody}/roles/read-only`),
    ];
    expect(answers.map(({ body }) => body['code'])).toEqual(answers.map(() => 'users.not_found'));
  });
});

describe('sessions and tokens of others', () => {
  test('are seen and ended', async () => {
    const bob = await addClient(ostiary, uniqueName('bob'));
    const [session] = items(await root.get(`/users/${ada.userId}/sessions`));
    expect(session).toMatchObject({ amr: ['pwd'], is_current: false });
    const foreign = await root.send('DELETE', `/users/${bob.userId}/sessions/${String(session?.['id'])}`);
    expect(foreign.body['code']).toBe('sessions.not_found');
    expect(
      (await root.send('DELETE', `/users/${ada.userId}/sessions/${String(session?.['id'])}`)).status,
    ).toBe(204);
    expect((await ada.get('/me')).status).toBe(401);
    expect((await root.send('DELETE', `/users/${bob.userId}/sessions`)).body).toEqual({ ended: 1 });
    expect((await bob.get('/me')).status).toBe(401);
  });

  test('static tokens too', async () => {
    const { body } = await ada.send('POST', '/me/tokens', { name: 'script' });
    const [token] = items(await root.get(`/users/${ada.userId}/tokens`));
    expect(token).toMatchObject({ id: body['id'], name: 'script', kind: 'named' });
    expect(JSON.stringify(token)).not.toContain(String(body['token']));
    const path = `/users/${ada.userId}/tokens/${String(body['id'])}`;
    expect((await root.send('DELETE', path)).status).toBe(204);
    expect((await root.send('DELETE', path)).body['code']).toBe('tokens.api_token_not_found');
  });
});
