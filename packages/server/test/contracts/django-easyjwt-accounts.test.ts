import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import { addPerson, answerOf, claimsOf, httpClient, goodPassword, operator } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** contracts/django-easyjwt.md section 1: accounts and the user of a token. `email` is the login field. */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let user: User;
let pair: { refresh: string; access: string };
let count = 0;

beforeAll(async () => {
  server = await testApp({ OSTIARY_LOGIN_FIELD: 'email' });
  api = httpClient(server.app);
});
afterAll(() => server.close());

beforeEach(async () => {
  const email = `person${String((count += 1))}@example.com`;
  user = await addPerson(server.services, { email, firstName: 'Ada' });
  pair = (await api.post('/auth/token/', { email, password: goodPassword })).json();
});

describe('errors of create-user/ and password-change/', () => {
  it('create-user: a duplicate, in any case of letters', async () => {
    const answer = await api.post('/auth/create-user/', {
      email: user.email?.toUpperCase(),
      password: goodPassword,
    });
    expect(answerOf(answer)).toEqual([400, '{"email":["This email already exists."]}']);
  });

  it('create-user: a bad email', async () => {
    const answer = await api.post('/auth/create-user/', { email: 'not-an-email', password: goodPassword });
    expect(answerOf(answer)).toEqual([400, '{"email":["Enter a valid email address."]}']);
  });

  it('create-user: a weak password, with Django’s sentences', async () => {
    const answer = await api.post('/auth/create-user/', { email: `w${count}@example.com`, password: '1234' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ password: string[] }>().password).toEqual(
      expect.arrayContaining([
        'This password is too short. It must contain at least 8 characters.',
        'This password is too common.',
        'This password is entirely numeric.',
      ]),
    );
    expect(Object.keys(answer.json())).toEqual(['password']);
  });

  it('create-user: not while sign-up is closed, unless the caller may', async () => {
    const closed = await testApp({ OSTIARY_SIGN_UP: 'off' });
    try {
      const client = httpClient(closed.app);
      const sent = { email: 'late@example.com', password: goodPassword };
      const refused = await client.post('/auth/create-user/', sent);
      expect(answerOf(refused)).toEqual([403, '{"detail":"Sign-up is closed on this server."}']);
      await addPerson(closed.services, { email: 'owner@example.com', roles: ['owner'] });
      const signedIn = await client.post('/auth/token/', {
        email: 'owner@example.com',
        password: goodPassword,
      });
      const authorization = `Bearer ${signedIn.json<{ access: string }>().access}`;
      expect((await client.post('/auth/create-user/', sent, { authorization })).statusCode).toBe(201);
    } finally {
      await closed.close();
    }
  });

  it('password-change: wrong old password or unknown user', async () => {
    const body = '{"non_field_errors":["Invalid credentials."]}';
    for (const sent of [
      { email: user.email, password: 'wrong', new_password: `${goodPassword}2` },
      { email: 'nobody@example.com', password: goodPassword, new_password: `${goodPassword}2` },
    ]) {
      expect(answerOf(await api.post('/auth/password-change/', sent))).toEqual([400, body]);
    }
  });

  it('password-change: a weak new one', async () => {
    const sent = { email: user.email, password: goodPassword, new_password: '1234' };
    const answer = await api.post('/auth/password-change/', sent);
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(answer.json())).toEqual(['new_password']);
  });

  it('password-change: missing fields in this order', async () => {
    const missing = '["This field is required."]';
    expect(answerOf(await api.post('/auth/password-change/', {}))).toEqual([
      400,
      `{"password":${missing},"new_password":${missing},"email":${missing}}`,
    ]);
  });
});

describe('GET user/: 403 without a challenge', () => {
  const get = (authorization?: string) =>
    api.get('/auth/user/', authorization === undefined ? {} : { authorization });
  const refusal = (message: string) =>
    `{"detail":"Given token not valid for any token type","code":"token_not_valid",` +
    `"messages":[{"token_class":"AccessToken","token_type":"access","message":"${message}"}]}`;

  it('no header, another scheme, lower-case bearer', async () => {
    for (const header of [undefined, 'Basic dTpw', 'Digest x', `bearer ${pair.access}`]) {
      const answer = await get(header);
      expect(answerOf(answer)).toEqual([403, '{"detail":"Authentication credentials were not provided."}']);
      expect(answer.headers['www-authenticate']).toBeUndefined();
    }
  });

  it('a header with one word or three', async () => {
    const body =
      '{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}';
    for (const header of ['Bearer', 'Bearer a b']) expect(answerOf(await get(header))).toEqual([403, body]);
  });

  it('a bad, expired or refresh token', async () => {
    expect(answerOf(await get('Bearer x.y.z'))).toEqual([403, refusal('Token is invalid')]);
    expect(answerOf(await get(`Bearer ${pair.refresh}`))).toEqual([403, refusal('Token has wrong type')]);
    server.clock.advance(301_000);
    const expired = await get(`Bearer ${pair.access}`);
    expect(answerOf(expired)).toEqual([403, refusal('Token is expired')]);
    expect(expired.headers['www-authenticate']).toBeUndefined();
    server.clock.advance(-301_000);
  });

  it('a bad static token', async () => {
    expect(answerOf(await get('Token nonsense'))).toEqual([403, '{"detail":"Invalid token."}']);
  });

  it('a deleted user', async () => {
    await server.services.users.delete(operator, user.id);
    expect(answerOf(await get(`Bearer ${pair.access}`))).toEqual([
      403,
      '{"detail":"User not found","code":"user_not_found"}',
    ]);
  });

  it('an inactive user', async () => {
    await server.services.users.deactivate(operator, user.id);
    expect(answerOf(await get(`Bearer ${pair.access}`))).toEqual([
      403,
      '{"detail":"User is inactive","code":"user_inactive"}',
    ]);
  });

  it('no user id claim', async () => {
    const { user_id: _left, ...claims } = claimsOf(pair.access);
    const token = await server.services.keys.sign(claims, 'at+jwt');
    expect(answerOf(await get(`Bearer ${token}`))).toEqual([
      403,
      '{"detail":"Token contained no recognizable user identification","code":"token_not_valid"}',
    ]);
  });
});
