import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, goodPassword, httpClient } from '../support/http-client.ts';
import { signedUp } from '../pages/people.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let test: TestApp;
let authorization: string;

beforeAll(async () => {
  test = await testApp();
  await addPerson(test.services, { username: 'rita', email: 'rita@example.com' });
  const signedIn = await httpClient(test.app).post('/auth/token/', {
    username: 'rita',
    password: goodPassword,
  });
  authorization = `Bearer ${signedIn.json<{ access: string }>().access}`;
});
afterAll(() => test.close());

function sendToApi(payload: string | Buffer, headers: Record<string, string> = {}) {
  return test.app.inject({
    method: 'PATCH',
    url: '/api/v1/me',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    payload,
  });
}

const invalidUtf8 = Buffer.concat([
  Buffer.from('{"first_name":"Ri'),
  Buffer.from([0xff, 0xfe]),
  Buffer.from('ta"}'),
]);

describe('bytes that are not UTF-8', () => {
  /** They used to be stored as U+FFFD when no Content-Length betrayed them. */
  it('are refused by the management API, also in chunks without a length', async () => {
    for (const headers of [{}, { 'content-length': '', 'transfer-encoding': 'chunked' }]) {
      const answer = await sendToApi(invalidUtf8, headers);
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'request.malformed' }]);
    }
    const me = await test.app.inject({ url: '/api/v1/me', headers: { authorization } });
    expect(me.json()).toMatchObject({ first_name: '' });
  });

  it.each([
    ['as they are', Buffer.concat([Buffer.from('username=rita&password='), Buffer.from([0xff])])],
    ['percent-encoded', 'username=rita&password=%ff'],
    ['cut short', 'username=rita&password=a%e2%82'],
  ])('are refused by the token API in a form, %s', async (_name, payload) => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/auth/token/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { detail: expect.stringMatching(/UTF-8/) as string },
    ]);
  });

  it('are refused by the token API in the text of a multipart form', async () => {
    const [head, tail] = [
      '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\nri',
      'ta\r\n--b--\r\n',
    ];
    const answer = await test.app.inject({
      method: 'POST',
      url: '/auth/token/',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([Buffer.from(head), Buffer.from([0xff]), Buffer.from(tail)]),
    });
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { detail: 'Form parse error - The form is not UTF-8' },
    ]);
  });

  it('are refused by a page’s form, so that no two passwords are the same one', async () => {
    const { visitor } = await signedUp(test);
    const answer = await test.app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      payload: 'login=rita&password=%ff',
    });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  });
});

describe('a name that is sent twice', () => {
  it('counts by its last value, in JSON as in a form, and never in part', async () => {
    const twice = `{"username":"rita","password":"wrong","password":"${goodPassword}"}`;
    expect((await httpClient(test.app).post('/auth/token/', twice)).statusCode).toBe(200);
    const wrongLast = `{"username":"rita","password":"${goodPassword}","password":"wrong"}`;
    expect((await httpClient(test.app).post('/auth/token/', wrongLast)).statusCode).toBe(401);
    const changed = await sendToApi('{"first_name":"A","first_name":"B"}');
    expect(changed.json()).toMatchObject({ first_name: 'B' });
  });

  it('is refused in a query, where one value is meant', async () => {
    for (const query of ['limit=1&limit=2', 'cursor=a&cursor=b', 'limit[]=1', 'limit[a]=1']) {
      const answer = await test.app.inject({
        url: `/api/v1/me/sessions?${query}`,
        headers: { authorization },
      });
      expect([answer.statusCode, answer.json()], query).toMatchObject([400, { code: 'request.invalid' }]);
    }
  });
});

describe('a body full of mistakes', () => {
  /** Every wrong name and item used to be answered by a line of its own: megabytes for a body of 250 KB. */
  it('is answered by the first few of them', async () => {
    const names = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`x${String(index)}`, 1]));
    const answer = await sendToApi(JSON.stringify(names));
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: unknown[] }>().errors.length).toBeLessThanOrEqual(50);
    expect(answer.body.length).toBeLessThan(20_000);
  });

  it('with one long name does not repeat all of it', async () => {
    const answer = await sendToApi(JSON.stringify({ ['x'.repeat(200_000)]: 1 }));
    expect(answer.statusCode).toBe(400);
    expect(answer.body.length).toBeLessThan(2_000);
  });
});

describe('keys of the prototype', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty'])(
    '%s gives nobody anything',
    async (key) => {
      const answer = await sendToApi(
        `{"first_name":"R","${key}":{"is_superuser":true,"prototype":{"is_superuser":true}}}`,
      );
      expect(answer.statusCode).toBe(400);
      expect(({} as Record<string, unknown>)['is_superuser']).toBeUndefined();
      const loose = await httpClient(test.app).post(
        '/auth/token/',
        `{"${key}":{"username":"rita","password":"${goodPassword}"}}`,
      );
      expect(loose.statusCode).toBe(400);
    },
  );
});

describe('identifiers that look like another’s', () => {
  it.each([
    ['in other letters', { username: 'RITA', email: 'r1@example.com' }],
    ['in full-width letters', { username: 'ｒｉｔａ', email: 'r2@example.com' }],
    ['in an email of other letters', { username: 'rosa', email: 'RITA@EXAMPLE.COM' }],
    ['in an email of full-width letters', { username: 'rosa', email: 'ｒita@example.com' }],
  ])('are taken: %s', async (_name, who) => {
    const names = { first_name: 'R', last_name: 'T', password: 'tulip-anvil-marsh-42' };
    const answer = await httpClient(test.app).post('/user-signup/', { ...names, ...who });
    expect([answer.statusCode, answer.body]).toEqual([403, expect.stringMatching(/already exists/)]);
  });

  it.each([
    ['letters of two scripts', { username: 'ritа', email: 'r3@example.com' }],
    ['an invisible character', { username: 'ri\u200Bta', email: 'r4@example.com' }],
    ['a direction mark', { username: '\u202Erita', email: 'r5@example.com' }],
    ['151 characters', { username: 'r'.repeat(151), email: 'r6@example.com' }],
    ['100,000 characters', { username: 'r'.repeat(100_000), email: 'r7@example.com' }],
    ['an email of 255 characters', { username: 'rosa', email: `${'r'.repeat(243)}@example.com` }],
    ['an email with look-alikes', { username: 'rosa', email: 'ritа@example.com' }],
    ['somebody’s email as username', { username: 'rita@example.com', email: 'r8@example.com' }],
  ])('are refused: %s', async (_name, who) => {
    const names = { first_name: 'R', last_name: 'T', password: 'tulip-anvil-marsh-42' };
    const answer = await httpClient(test.app).post('/user-signup/', { ...names, ...who });
    expect(answer.statusCode).toBe(403);
    expect(answer.body.length).toBeLessThan(1_000);
  });
});
