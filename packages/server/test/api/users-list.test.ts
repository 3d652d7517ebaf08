import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, operator, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;

const people = [
  { username: 'dora', email: 'anton@example.com', external_id: 'hr 1', is_staff: true },
  { username: 'anna', email: 'zoe@example.com', external_id: 'HR 1', roles: ['admin'] },
  { username: 'berta', is_active: false },
  { email: 'carl@example.com', is_superuser: true },
  { username: 'anke', email: 'anke@example.com', roles: [] },
];

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true });
  for (const person of people) {
    ostiary.clock.advance(1_000);
    expect((await root.send('POST', '/users', person)).status).toBe(201);
  }
  await ostiary.services.access.createGroup(operator, { name: 'Front desk' });
  for (const login of ['dora', 'anna', 'berta']) {
    await root.send('PUT', `/groups/front%20desk/members/${await idOf(login)}`);
  }
});
afterAll(() => ostiary.close());

async function idOf(login: string): Promise<string> {
  const [user] = items(await root.get(`/users?login=${login}`));
  return String(user?.['id']);
}

function items(answer: ApiAnswer): Json[] {
  expect(answer.status).toBe(200);
  return answer.body['items'] as Json[];
}

/** What people are known by, of every page of a list. */
async function names(query: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  let cursor = '';
  for (let pages = 0; pages < 20; pages++) {
    const answer = await root.get(`/users?limit=2&${query}${cursor}`);
    seen.push(...items(answer).map(({ username, email }) => username ?? email));
    const next = answer.body['next_cursor'] as string | null;
    if (next === null) return seen;
    cursor = `&cursor=${next}`;
  }
  throw new Error('The list does not end');
}

describe('the list of users', () => {
  test.each([
    ['', ['root', 'dora', 'anna', 'berta', 'carl@example.com', 'anke']],
    ['order=created_at', ['root', 'dora', 'anna', 'berta', 'carl@example.com', 'anke']],
    ['order=-created_at', ['anke', 'carl@example.com', 'berta', 'anna', 'dora', 'root']],
    ['order=email', ['anke', 'dora', 'carl@example.com', 'anna']],
    ['order=-email', ['anna', 'carl@example.com', 'dora', 'anke']],
    ['order=username', ['anke', 'anna', 'berta', 'dora', 'root']],
    ['order=-username', ['root', 'dora', 'berta', 'anna', 'anke']],
    ['search=AN', ['anke', 'anna', 'dora']],
    ['search=an&order=-created_at', ['anke', 'anna', 'dora']],
    ['search=an&order=email', ['anke', 'dora', 'anna']],
    ['search=an&is_staff=true', ['dora']],
    ['search=nobody', []],
    ['login=ZOE@example.com', ['anna']],
    ['login=Dora', ['dora']],
    ['login=do', []],
    ['external_id=hr%201', ['dora']],
    ['external_id=HR%201', ['anna']],
    ['external_id=hr', []],
    ['is_active=false', ['berta']],
    ['is_active=true&order=-username', ['root', 'dora', 'anna', 'anke']],
    ['is_staff=true', ['dora']],
    ['is_superuser=true', ['root', 'carl@example.com']],
    ['is_superuser=false&is_staff=false&is_active=true', ['anna', 'anke']],
    ['role=ADMIN', ['anna']],
    ['role=read-only', ['root', 'dora', 'berta', 'carl@example.com']],
    ['group=Front%20Desk', ['dora', 'anna', 'berta']],
    ['group=front%20desk&order=-created_at', ['berta', 'anna', 'dora']],
    ['group=front%20desk&order=email', ['dora', 'anna']],
    ['group=front%20desk&role=read-only&is_active=true', ['dora']],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('answers only the fields that are asked for, and ids', async () => {
    const id = await idOf('dora');
    expect(items(await root.get('/users?login=dora&fields=email,is_staff'))).toEqual([
      { id, email: 'anton@example.com', is_staff: true },
    ]);
    const one = await root.get(`/users/${id}?fields=username`);
    expect([one.body, one.headers['etag']]).toEqual([{ id, username: 'dora' }, '"1"']);
    for (const path of ['/users?fields=password', `/users/${id}?fields=`, `/users/${id}?fields=email,`]) {
      expect((await root.get(path)).body).toMatchObject({
        code: 'request.invalid',
        errors: [{ path: 'fields' }],
      });
    }
  });

  test('goes by what is declared and by nothing else', async () => {
    for (const [query, path] of [
      ['order=phone', 'order'],
      ['order=match', 'order'],
      ['phone=1', 'phone'],
      ['is_staff=perhaps', 'is_staff'],
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['search=', 'search'],
      ['login=%00', 'login'],
    ]) {
      expect((await root.get(`/users?${query}`)).body, query).toMatchObject({
        status: 400,
        code: 'request.invalid',
        errors: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
      });
    }
    expect((await root.get('/users?role=none')).body).toMatchObject({
      status: 404,
      code: 'access.role_not_found',
    });
    expect((await root.get('/users?group=none')).body).toMatchObject({
      status: 404,
      code: 'access.group_not_found',
    });
  });

  test('takes no cursor but its own, and not that of another order', async () => {
    const cursorOf = async (query: string): Promise<string> =>
      String((await root.get(`/users?limit=1&${query}`)).body['next_cursor']);
    const wrapped = (text: string): string => Buffer.from(text).toString('base64url');
    const byEmail = await cursorOf('order=email');
    const id = await idOf('dora');
    const refused = [
      ['', byEmail],
      ['order=-email', byEmail],
      ['order=email', await cursorOf('')],
      ['order=email', await cursorOf('search=an')],
      ['', wrapped(id)],
      ['', wrapped(`users:created_at ${id}`)],
      ['', wrapped(`users:created_at x ${id}`)],
      ['order=email', wrapped(`users:email ${id} a\0`)],
      ['order=email', `${byEmail}=`],
      ['', '%FF'],
      ['', 'x'],
    ];
    for (const [query, cursor] of refused) {
      expect((await root.get(`/users?${query}&cursor=${cursor}`)).body, `${query} ${cursor}`).toMatchObject({
        status: 400,
        code: 'request.invalid',
        errors: [{ path: 'cursor' }],
      });
    }
  });

  test('goes on where it was when the last one of the page is gone', async () => {
    const made = await root.send('POST', '/users', { username: 'mona' });
    const page = await root.get('/users?order=username&limit=4&search=');
    expect(page.status).toBe(400);
    const first = await root.get('/users?order=username&limit=5');
    expect(items(first).map(({ username }) => username)).toEqual(['anke', 'anna', 'berta', 'dora', 'mona']);
    await root.send('DELETE', `/users/${String(made.body['id'])}`);
    const second = await root.get(
      `/users?order=username&limit=5&cursor=${String(first.body['next_cursor'])}`,
    );
    expect(items(second).map(({ username }) => username)).toEqual(['root']);
    expect(second.body['next_cursor']).toBeNull();
  });

  test('is for those who may see users', async () => {
    const clerk = await addClient(ostiary, 'clerk');
    const denied = await clerk.get('/users');
    expect(denied.body).toEqual({
      type: 'urn:ostiary:error:access.denied',
      title: 'Forbidden',
      status: 403,
      detail: 'You do not have permission to perform this action.',
      code: 'access.denied',
      request_id: denied.headers['x-request-id'],
    });
    const [entry] = items(await root.get('/audit?limit=1'));
    expect(entry).toMatchObject({ action: 'access.denied', actor: { id: clerk.userId } });
  });
});

test('gives exactly those that are asked for by id, and none of what is no id', async () => {
  const [anna, berta] = [await idOf('anna'), await idOf('berta')];
  expect(await names(`id=${anna}&id=${berta}`)).toEqual(['anna', 'berta']);
  expect(await names(`id=${berta}`)).toEqual(['berta']);
  expect(await names(`id=${anna}&id=${berta}&is_active=false`)).toEqual(['berta']);
  expect(await root.get('/users?id=berta')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  const tooMany = Array.from({ length: 201 }, () => `id=${anna}`).join('&');
  expect((await root.get(`/users?${tooMany}`)).status).toBe(400);
});
