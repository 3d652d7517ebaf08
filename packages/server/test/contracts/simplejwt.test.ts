import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import { addPerson, answerOf, claimsOf, httpClient, goodPassword, operator } from '../support/http-client.ts';
import { withAlgorithm, withOtherSignature } from '../support/forged-tokens.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** contracts/simplejwt.md, line by line, with `username` as the login field and the texts of 5.5.1. */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let user: User;
let pair: { refresh: string; access: string };
let count = 0;

beforeAll(async () => {
  server = await testApp({ OSTIARY_LOGIN_FIELD: 'username' });
  api = httpClient(server.app);
});
afterAll(() => server.close());

const signIn = (username: string, password = goodPassword) =>
  api.post('/auth/token/', { username, password });

beforeEach(async () => {
  const username = `person${String((count += 1))}`;
  user = await addPerson(server.services, { username, email: `${username}@example.com` });
  pair = (await signIn(username)).json();
});

const invalid = (detail: string) => JSON.stringify({ detail, code: 'token_not_valid' });
const refusal = (message: string) =>
  JSON.stringify({
    detail: 'Given token not valid for any token type',
    code: 'token_not_valid',
    messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
  });

const seconds = () => Math.floor(server.clock.nowMs() / 1000);
const handMade = (claims: Record<string, unknown>) =>
  server.services.keys.sign(
    { token_type: 'access', exp: seconds() + 300, iat: seconds(), ...claims },
    'at+jwt',
  );

describe('endpoints', () => {
  it('obtain pair: refresh before access', async () => {
    const answer = await signIn(user.username ?? '');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toMatch(/^\{"refresh":"[\w.-]+","access":"[\w.-]+"\}$/);
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it('refresh: only access, as long as the one refresh token lives', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await api.post('/auth/token/refresh/', { refresh: pair.refresh });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toMatch(/^\{"access":"[\w.-]+"\}$/);
      server.clock.advance(3_600_000);
    }
  });

  it('verify: an empty object, for any type of token', async () => {
    const sliding = await api.post('/auth/token/sliding/', {
      username: user.username,
      password: goodPassword,
    });
    for (const token of [pair.access, pair.refresh, sliding.json<{ token: string }>().token]) {
      expect(answerOf(await api.post('/auth/token/verify/', { token }))).toEqual([200, '{}']);
    }
  });

  it('blacklist: an empty object', async () => {
    expect(answerOf(await api.post('/auth/token/blacklist/', { refresh: pair.refresh }))).toEqual([
      200,
      '{}',
    ]);
  });

  it('sliding obtain and refresh: one token, new times, same id', async () => {
    const obtained = await api.post('/auth/token/sliding/', {
      username: user.username,
      password: goodPassword,
    });
    expect(obtained.body).toMatch(/^\{"token":"[\w.-]+"\}$/);
    const { token } = obtained.json<{ token: string }>();
    server.clock.advance(60_000);
    const refreshed = await api.post('/auth/token/sliding/refresh/', { token });
    expect(refreshed.body).toMatch(/^\{"token":"[\w.-]+"\}$/);
    const [before, after] = [claimsOf(token), claimsOf(refreshed.json<{ token: string }>().token)];
    expect(after['jti']).toBe(before['jti']);
    expect(after['refresh_exp']).toBe(before['refresh_exp']);
    expect(after['exp']).toBe(Number(before['exp']) + 60);
  });

  it('takes form and multipart as well as JSON', async () => {
    const form = await api.post(
      '/auth/token/verify/',
      new URLSearchParams({ token: pair.access }).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    expect(answerOf(form)).toEqual([200, '{}']);
    const part = `--xX-edge\r\nContent-Disposition: form-data; name="token"\r\n\r\n${pair.access}\r\n--xX-edge--\r\n`;
    const multipart = await api.post('/auth/token/verify/', part, {
      'content-type': 'multipart/form-data; boundary=xX-edge',
    });
    expect(answerOf(multipart)).toEqual([200, '{}']);
  });
});

describe('tokens', () => {
  it('an access token begins with the claims of SimpleJWT, in its order', () => {
    const claims = claimsOf(pair.access);
    expect(Object.keys(claims).slice(0, 5)).toEqual(['token_type', 'exp', 'iat', 'jti', 'user_id']);
    expect(claims['token_type']).toBe('access');
    expect(claims['jti']).toMatch(/^[0-9a-f]{32}$/);
    expect(claims['user_id']).toBe(user.id);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(300);
  });

  it('a sliding token has refresh_exp before user_id', async () => {
    const answer = await api.post('/auth/token/sliding/', {
      username: user.username,
      password: goodPassword,
    });
    const claims = claimsOf(answer.json<{ token: string }>().token);
    expect(Object.keys(claims).slice(0, 6)).toEqual([
      'token_type',
      'exp',
      'iat',
      'jti',
      'refresh_exp',
      'user_id',
    ]);
    expect(claims['token_type']).toBe('sliding');
  });
});

describe('errors of the token endpoints', () => {
  const noAccount = '{"detail":"No active account found with the given credentials"}';

  it('wrong credentials and inactive users', async () => {
    for (const answer of [await signIn(user.username ?? '', 'wrong'), await signIn('nobody', 'wrong')]) {
      expect(answerOf(answer)).toEqual([401, noAccount]);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
    }
    await server.services.users.deactivate(operator, user.id);
    expect(answerOf(await signIn(user.username ?? ''))).toEqual([401, noAccount]);
  });

  it('missing fields', async () => {
    expect(answerOf(await api.post('/auth/token/', {}))).toEqual([
      400,
      '{"username":["This field is required."],"password":["This field is required."]}',
    ]);
    for (const url of ['/auth/token/refresh/', '/auth/token/blacklist/']) {
      expect(answerOf(await api.post(url, {}))).toEqual([400, '{"refresh":["This field is required."]}']);
    }
    for (const url of ['/auth/token/verify/', '/auth/token/sliding/refresh/']) {
      expect(answerOf(await api.post(url, {}))).toEqual([400, '{"token":["This field is required."]}']);
    }
  });

  it('expired tokens', async () => {
    server.clock.advance(301_000);
    expect(answerOf(await api.post('/auth/token/verify/', { token: pair.access }))).toEqual([
      401,
      invalid('Token is expired'),
    ]);
    server.clock.advance(24 * 3_600_000);
    for (const [url, name] of [
      ['refresh', 'refresh'],
      ['verify', 'token'],
    ] as const) {
      const answer = await api.post(`/auth/token/${url}/`, { [name]: pair.refresh });
      expect(answerOf(answer)).toEqual([401, invalid('Token is expired')]);
    }
  });

  it('garbage, bad signatures and other algorithms', async () => {
    const bad = [
      'garbage',
      'a.b.c',
      withOtherSignature(pair.access),
      withAlgorithm(pair.access, 'none'),
      withAlgorithm(pair.access, 'HS256'),
    ];
    for (const token of bad) {
      const answer = await api.post('/auth/token/verify/', { token });
      expect(answerOf(answer)).toEqual([401, invalid('Token is invalid')]);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
    }
    const forged = `${pair.refresh.slice(0, -2)}xx`;
    for (const refresh of ['garbage', forged]) {
      for (const url of ['/auth/token/refresh/', '/auth/token/blacklist/']) {
        expect(answerOf(await api.post(url, { refresh }))).toEqual([401, invalid('Token is invalid')]);
      }
    }
  });

  it('wrong types', async () => {
    for (const url of ['/auth/token/refresh/', '/auth/token/blacklist/']) {
      expect(answerOf(await api.post(url, { refresh: pair.access }))).toEqual([
        401,
        invalid('Token has wrong type'),
      ]);
    }
    const answer = await api.post('/auth/token/sliding/refresh/', { token: pair.access });
    expect(answerOf(answer)).toEqual([401, invalid('Token has wrong type')]);
  });

  it('no jti', async () => {
    const token = await handMade({ user_id: user.id, sid: claimsOf(pair.access)['sid'] });
    expect(answerOf(await api.post('/auth/token/verify/', { token }))).toEqual([
      401,
      invalid('Token has no id'),
    ]);
  });

  it('blacklisted: by refresh and blacklist 401, by verify 400', async () => {
    await api.post('/auth/token/blacklist/', { refresh: pair.refresh });
    for (const url of ['/auth/token/refresh/', '/auth/token/blacklist/']) {
      const answer = await api.post(url, { refresh: pair.refresh });
      expect(answerOf(answer)).toEqual([401, invalid('Token is blacklisted')]);
    }
    const verified = await api.post('/auth/token/verify/', { token: pair.refresh });
    expect(answerOf(verified)).toEqual([400, '{"non_field_errors":["Token is blacklisted"]}']);
    expect(verified.headers['www-authenticate']).toBeUndefined();
  });

  it('refresh for a deleted or inactive user', async () => {
    const gone = '{"detail":"No active account found for the given token."}';
    const other = await addPerson(server.services, {
      username: `other${count}`,
      email: `other${count}@example.com`,
    });
    const theirs = (await signIn(other.username ?? '')).json<{ refresh: string }>();
    await server.services.users.delete(operator, other.id);
    expect(answerOf(await api.post('/auth/token/refresh/', { refresh: theirs.refresh }))).toEqual([
      401,
      gone,
    ]);
    await server.services.users.deactivate(operator, user.id);
    expect(answerOf(await api.post('/auth/token/refresh/', { refresh: pair.refresh }))).toEqual([401, gone]);
  });
});

describe('a protected resource', () => {
  const enter = (authorization?: string) =>
    api.get('/authenticated-user/', authorization === undefined ? {} : { authorization });

  it('no header, another scheme, or a scheme in other letters', async () => {
    for (const header of [undefined, 'Basic dTpw', 'Digest x', `bearer ${pair.access}`]) {
      const answer = await enter(header);
      expect(answerOf(answer)).toEqual([401, '{"detail":"Authentication credentials were not provided."}']);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
    }
  });

  it('one word or three', async () => {
    const body =
      '{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}';
    for (const header of ['Bearer', `Bearer ${pair.access} more`]) {
      expect(answerOf(await enter(header))).toEqual([401, body]);
    }
  });

  it('a bad, expired or refresh token', async () => {
    expect(answerOf(await enter('Bearer garbage'))).toEqual([401, refusal('Token is invalid')]);
    expect(answerOf(await enter(`Bearer ${withOtherSignature(pair.access)}`))).toEqual([
      401,
      refusal('Token is invalid'),
    ]);
    expect(answerOf(await enter(`Bearer ${pair.refresh}`))).toEqual([401, refusal('Token has wrong type')]);
    server.clock.advance(301_000);
    expect(answerOf(await enter(`Bearer ${pair.access}`))).toEqual([401, refusal('Token is expired')]);
  });

  it('a token of a session that has ended', async () => {
    await api.post('/auth/token/blacklist/', { refresh: pair.refresh });
    expect(answerOf(await enter(`Bearer ${pair.access}`))).toEqual([401, refusal('Token is invalid')]);
  });

  it('a deleted user', async () => {
    await server.services.users.delete(operator, user.id);
    const body = '{"detail":"User not found","code":"user_not_found"}';
    expect(answerOf(await enter(`Bearer ${pair.access}`))).toEqual([401, body]);
  });

  it('an inactive user', async () => {
    await server.services.users.deactivate(operator, user.id);
    const body = '{"detail":"User is inactive","code":"user_inactive"}';
    expect(answerOf(await enter(`Bearer ${pair.access}`))).toEqual([401, body]);
  });

  it('no user id claim', async () => {
    const token = await handMade({ jti: 'a'.repeat(32) });
    const body = '{"detail":"Token contained no recognizable user identification","code":"token_not_valid"}';
    expect(answerOf(await enter(`Bearer ${token}`))).toEqual([401, body]);
  });

  it('lets a good token in', async () => {
    expect((await enter(`Bearer ${pair.access}`)).statusCode).toBe(200);
  });
});
