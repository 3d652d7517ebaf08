import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addClient, callApi, type ApiAnswer, type ApiClient } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const minuteMs = 60_000;
const longLived = { OSTIARY_ACCESS_TOKEN_LIFETIME: '30d', OSTIARY_REFRESH_TOKEN_LIFETIME: '60d' };
const dayMs = 24 * 60 * minuteMs;

describe.each(databases())('idempotency keys on $name', ({ open }) => {
  let store: TestDatabase;
  let ostiary: TestApp;
  let root: ApiClient;
  let count = 0;
  let key = '';
  let username = '';

  beforeAll(async () => {
    store = await open();
    ostiary = await testApp({ DATABASE_URL: store.url, ...longLived });
    root = await addClient(ostiary, 'root', { isSuperuser: true });
  });
  afterAll(async () => {
    await ostiary.close();
    await store.close();
  });
  beforeEach(() => {
    count += 1;
    key = `key-${count}`;
    username = `user${count}`;
  });

  function create(body: object, options: { as?: ApiClient; key?: string } = {}): Promise<ApiAnswer> {
    const { token } = options.as ?? root;
    const headers = { 'idempotency-key': options.key ?? key };
    return callApi(ostiary, { method: 'POST', path: '/users', body, token }, headers);
  }

  async function countUsers(search: string): Promise<number> {
    const { body } = await root.get(`/users?limit=200&search=${search}`);
    return (body['items'] as unknown[]).length;
  }

  test('a repetition gets the same answer, and nothing is done twice', async () => {
    const first = await create({ username, first_name: 'Ann' });
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    ostiary.clock.advance(dayMs - minuteMs);
    const second = await create({ username, first_name: 'Ann' });
    expect([second.status, second.body]).toEqual([201, first.body]);
    for (const name of ['location', 'etag', 'content-type']) {
      expect(second.headers[name]).toBe(first.headers[name]);
    }
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(await countUsers(username)).toBe(1);
    const made = await root.get(`/audit?action=user.create&target_id=${String(first.body['id'])}`);
    expect(made.body['items']).toHaveLength(1);
  });

  test('after a day the key is forgotten, whether or not it was cleared away', async () => {
    await create({ username });
    ostiary.clock.advance(dayMs);
    expect((await create({ username })).body).toMatchObject({ code: 'users.username_taken' });
    const other = await create({ username: `${username}b` }, { key: `${key}b` });
    expect(other.status).toBe(201);
    ostiary.clock.advance(dayMs);
    expect((await ostiary.services.prune())['idempotency']).toBeGreaterThanOrEqual(2);
    expect((await ostiary.services.prune())['idempotency']).toBe(0);
  });

  test('20 at once make one user', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create({ username })));
    const made = answers.filter(({ status }) => status === 201);
    const ids = new Set(made.map(({ body }) => body['id']));
    expect(ids.size).toBe(1);
    const fresh = made.filter(({ headers }) => headers['idempotency-replayed'] === undefined);
    expect(fresh).toHaveLength(1);
    for (const { status, body, headers } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body['code'], headers['retry-after']]).toEqual([
        409,
        'request.idempotency_in_progress',
        '1',
      ]);
    }
    expect(await countUsers(username)).toBe(1);
  });

  test('a key belongs to one request', async () => {
    await create({ username });
    const reused = {
      type: 'urn:ostiary:error:request.idempotency_reused',
      title: 'Unprocessable Content',
      status: 422,
      detail: 'This idempotency key was used with another request.',
      code: 'request.idempotency_reused',
    };
    const other = await create({ username: `${username}x` });
    expect(other.body).toEqual({ ...reused, request_id: other.headers['x-request-id'] });
    const headers = { 'idempotency-key': key };
    const elsewhere = { method: 'POST', path: '/roles', body: { username }, token: root.token } as const;
    expect((await callApi(ostiary, elsewhere, headers)).status).not.toBe(201);
    expect(await countUsers(username)).toBe(1);
  });

  test('a key belongs to one user, and to credentials of one scope', async () => {
    const ada = await addClient(ostiary, `ada${count}`, { isSuperuser: true });
    await create({ username });
    const answer = await create({ username }, { as: ada });
    expect(answer.body).toMatchObject({ code: 'users.username_taken' });
    const token = { name: 'script', scope: 'users.create' };
    const narrow = String((await root.send('POST', '/me/tokens', token)).body['token']);
    const limited = { ...root, token: `Token ${narrow}` };
    expect((await create({ username }, { as: limited })).headers).not.toHaveProperty('idempotency-replayed');
  });

  test('refusals of what was asked are repeated, others free the key', async () => {
    await create({ username }, { key: `${key}-first` });
    const taken = await create({ username });
    expect(taken.status).toBe(409);
    await ostiary.services.database.write((tx) =>
      sql`delete from users where username = ${username}`.execute(tx),
    );
    const again = await create({ username });
    expect([again.status, again.body]).toEqual([409, taken.body]);
    expect(again.headers['content-type']).toBe(taken.headers['content-type']);
    expect(again.headers['idempotency-replayed']).toBe('true');

    const invalid = await create({ username, nonsense: 1 }, { key: `${key}-invalid` });
    expect(invalid.body).toMatchObject({ code: 'request.invalid' });
    expect((await create({ username }, { key: `${key}-invalid` })).status).toBe(201);

    const clerk = await addClient(ostiary, `clerk${count}`);
    const denied = await create({ username: `${username}c` }, { as: clerk });
    expect(denied.body).toMatchObject({ code: 'access.denied' });
    await root.send('PUT', `/users/${clerk.userId}/roles/owner`);
    expect((await create({ username: `${username}c` }, { as: clerk })).status).toBe(201);
    const aboveSelf = { username: `${username}d`, is_superuser: true };
    const kept = { as: clerk, key: `${key}-above` };
    expect((await create(aboveSelf, kept)).status).toBe(403);
    await root.send('PATCH', `/users/${clerk.userId}`, { is_superuser: true });
    expect((await create(aboveSelf, kept)).status).toBe(201);
  });

  test('a request whose process died is never done again', async () => {
    await create({ username });
    await ostiary.services.database.write((tx) =>
      sql`update idempotency_keys set response_sealed = null`.execute(tx),
    );
    expect(await create({ username })).toMatchObject({
      status: 409,
      headers: { 'retry-after': '1' },
      body: { code: 'request.idempotency_in_progress' },
    });
    ostiary.clock.advance(minuteMs + 1);
    const interrupted = await create({ username });
    expect(interrupted).toMatchObject({
      status: 409,
      body: { code: 'request.idempotency_interrupted' },
    });
    expect(interrupted.headers).not.toHaveProperty('retry-after');
    expect(await countUsers(username)).toBe(1);
  });

  test.each(['', ' ', 'a b', 'ä', 'x'.repeat(256)])('%j is no key', async (bad) => {
    expect((await create({ username }, { key: bad })).body).toMatchObject({
      status: 400,
      code: 'request.invalid',
      errors: [{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible ASCII characters.' }],
    });
    expect(await countUsers(username)).toBe(0);
  });

  test('neither keys nor answers can be read in the database', async () => {
    const secretKey = `secret-key-${count}`;
    await create({ username, first_name: 'Rumpelstiltskin' }, { key: secretKey });
    const { rows } = await sql`select * from idempotency_keys`.execute(ostiary.services.database.db);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/Rumpelstiltskin|secret-key/);
  });
});
