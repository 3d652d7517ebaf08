import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import { addPerson, answerOf, goodPassword, httpClient, operator } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** contracts/django-easyjwt.md sections 0, 1 and 3, line by line: the token endpoints. `email` is the login field. */

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

const tokenPaths = ['token/', 'token/refresh/', 'token/verify/', 'token/blacklist/'];

describe('headers and form of every reply', () => {
  it('are those of the contract', async () => {
    const { headers, body } = await api.post('/auth/token/verify/', { token: pair.access });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      vary: 'Accept',
      allow: 'POST, OPTIONS',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(body).toBe('{}');
  });

  it('vary by cookie where a session counts', async () => {
    for (const path of ['create-user/', 'password-change/']) {
      expect((await api.post(`/auth/${path}`, {})).headers.vary).toBe('Accept, Cookie');
    }
    expect((await api.get('/auth/user/')).headers.vary).toBe('Accept, Cookie');
  });

  it('answer without the trailing slash too, and without a redirect', async () => {
    const answer = await api.post('/auth/token/verify', { token: pair.access });
    expect(answerOf(answer)).toEqual([200, '{}']);
    expect((await api.get('/auth/user', { authorization: `Bearer ${pair.access}` })).statusCode).toBe(200);
  });

  it('refuse what does not accept JSON', async () => {
    const answer = await api.post('/auth/token/', {}, { accept: 'application/xml' });
    expect(answerOf(answer)).toEqual([406, '{"detail":"Could not satisfy the request Accept header."}']);
  });

  it('have exactly this content type on a real socket', async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const address = server.app.server.address();
    if (address === null || typeof address === 'string') throw new Error('Not listening');
    const body = JSON.stringify({ token: pair.access });
    const socket = connect(address.port, '127.0.0.1');
    socket.write(
      'POST /auth/token/verify/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n' +
        `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
    );
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => (received += text));
    await once(socket, 'close');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/\r\ncontent-type: application\/json\r\n/i);
    expect(received).toMatch(/\r\ncontent-length: 2\r\n/i);
    expect(received.endsWith('\r\n\r\n{}')).toBe(true);
  });
});

describe('successes', () => {
  it('token/: refresh, then access', async () => {
    const answer = await api.post('/auth/token/', { email: user.email, password: goodPassword });
    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.json())).toEqual(['refresh', 'access']);
  });

  it('token/ by the other name, in any case of letters', async () => {
    const username = `name${count}`;
    await addPerson(server.services, { username, email: `Mixed.Case${count}@example.com` });
    for (const sent of [
      { username },
      { username: username.toUpperCase() },
      { email: `MIXED.case${count}@example.com` },
    ]) {
      expect((await api.post('/auth/token/', { ...sent, password: goodPassword })).statusCode).toBe(200);
    }
  });

  it('token/refresh/: access alone, again and again', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await api.post('/auth/token/refresh/', { refresh: pair.refresh });
      expect(answer.statusCode).toBe(200);
      expect(Object.keys(answer.json())).toEqual(['access']);
    }
  });

  it('token/verify/ and token/blacklist/: 200 exactly and an empty object', async () => {
    expect(answerOf(await api.post('/auth/token/verify/', { token: pair.refresh }))).toEqual([200, '{}']);
    expect(answerOf(await api.post('/auth/token/blacklist/', { refresh: pair.refresh }))).toEqual([
      200,
      '{}',
    ]);
  });

  it('create-user/: 201, email in lower case, extra keys ignored', async () => {
    const answer = await api.post('/auth/create-user/', {
      email: `New${count}@Example.com`,
      password: goodPassword,
      is_staff: true,
      is_superuser: true,
      roles: ['owner'],
      level: 0,
    });
    const { id } = answer.json<{ id: string }>();
    expect(answerOf(answer)).toEqual([
      201,
      `{"id":"${id}","email":"new${count}@example.com","first_name":"","last_name":"","phone":null}`,
    ]);
    const { users, access, database } = server.services;
    expect(await users.get(database.db, id)).toMatchObject({ isStaff: false, isSuperuser: false });
    expect((await access.accessOf(database.db, id)).roles).toEqual(['read-only']);
  });

  it('create-user/: with names and phone', async () => {
    const sent = { first_name: 'Grace', last_name: 'Hopper', phone: '+15551234567' };
    const answer = await api.post('/auth/create-user/', {
      ...sent,
      email: `g${count}@example.com`,
      password: goodPassword,
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject(sent);
  });

  it('password-change/: the new password works, the old one and the old tokens do not', async () => {
    const changed = `${goodPassword}-anew`;
    const sent = { email: user.email, password: goodPassword, new_password: changed };
    expect(answerOf(await api.post('/auth/password-change/', sent))).toEqual([200, '{}']);
    expect((await api.post('/auth/token/', { email: user.email, password: goodPassword })).statusCode).toBe(
      401,
    );
    expect((await api.post('/auth/token/', { email: user.email, password: changed })).statusCode).toBe(200);
    expect((await api.post('/auth/token/refresh/', { refresh: pair.refresh })).statusCode).toBe(401);
  });

  it('user/: this body in this order', async () => {
    const answer = await api.get('/auth/user/', { authorization: `Bearer ${pair.access}` });
    const at = '2026-01-15T10:00:00.000000Z';
    expect(answerOf(answer)).toEqual([
      200,
      `{"id":"${user.id}","first_name":"Ada","email":"${user.email ?? ''}","last_name":"","date_joined":"${at}",` +
        `"last_login":"${at}","is_active":true,"is_staff":false,"is_superuser":false}`,
    ]);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
  });

  it('token/logout/: by refresh token or by bearer, and the session is over', async () => {
    const byRefresh = await api.post('/auth/token/logout/', { refresh: pair.refresh });
    expect(answerOf(byRefresh)).toEqual([200, '{"detail":"Logged out."}']);
    expect((await api.post('/auth/token/verify/', { token: pair.access })).statusCode).toBe(401);

    const again = await api.post('/auth/token/', { email: user.email, password: goodPassword });
    const { access, refresh } = again.json<{ access: string; refresh: string }>();
    const byBearer = await api.post('/auth/token/logout/', {}, { authorization: `Bearer ${access}` });
    expect(answerOf(byBearer)).toEqual([200, '{"detail":"Logged out."}']);
    expect((await api.post('/auth/token/refresh/', { refresh })).statusCode).toBe(401);
    expect((await api.post('/auth/token/logout/', {})).statusCode).toBe(401);
  });
});

describe('errors of the token endpoints', () => {
  it('login: wrong password, unknown user, inactive user', async () => {
    const body = '{"detail":"No active account found with the given credentials"}';
    const wrong = await api.post('/auth/token/', { email: user.email, password: 'wrong' });
    const unknown = await api.post('/auth/token/', { email: 'nobody@example.com', password: goodPassword });
    await server.services.users.deactivate(operator, user.id);
    const inactive = await api.post('/auth/token/', { email: user.email, password: goodPassword });
    for (const answer of [wrong, unknown, inactive]) {
      expect(answerOf(answer)).toEqual([401, body]);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
    }
  });

  it.each([
    [{}, '{"email":["This field is required."],"password":["This field is required."]}'],
    [{ username: 'ada' }, '{"password":["This field is required."]}'],
    [
      { username: '' },
      '{"username":["This field may not be blank."],"password":["This field is required."]}',
    ],
    [
      { email: '', password: '' },
      '{"email":["This field may not be blank."],"password":["This field may not be blank."]}',
    ],
    [
      { email: null, password: null },
      '{"email":["This field may not be null."],"password":["This field may not be null."]}',
    ],
    [{ email: [], password: {} }, '{"email":["Not a valid string."],"password":["Not a valid string."]}'],
    [[], '{"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}'],
  ])('login with %j', async (sent, body) => {
    expect(answerOf(await api.post('/auth/token/', sent))).toEqual([400, body]);
  });

  it('login: a number is taken as text', async () => {
    const answer = await api.post('/auth/token/', { email: 12, password: 34 });
    expect(answer.statusCode).toBe(401);
  });

  it('a body that is not JSON, on every endpoint', async () => {
    for (const path of tokenPaths) {
      const answer = await api.post(`/auth/${path}`, 'not json');
      expect(answerOf(answer)).toEqual([
        400,
        '{"detail":"JSON parse error - Expecting value: line 1 column 1 (char 0)"}',
      ]);
    }
  });

  it('an unsupported content type, on every endpoint', async () => {
    for (const path of tokenPaths) {
      const answer = await api.post(`/auth/${path}`, 'x', { 'content-type': 'text/plain' });
      expect(answerOf(answer)).toEqual([
        415,
        '{"detail":"Unsupported media type \\"text/plain\\" in request."}',
      ]);
    }
  });

  it('another method, on every endpoint', async () => {
    for (const path of tokenPaths) {
      const answer = await api.get(`/auth/${path}`);
      expect(answerOf(answer)).toEqual([405, '{"detail":"Method \\"GET\\" not allowed."}']);
      expect(answer.headers.allow).toBe('POST, OPTIONS');
    }
    expect(answerOf(await api.post('/auth/user/', {}))).toEqual([
      405,
      '{"detail":"Method \\"POST\\" not allowed."}',
    ]);
  });

  it('an unknown path', async () => {
    expect(answerOf(await api.get('/auth/nothing/'))).toEqual([404, '{"detail":"Not found."}']);
  });

  it('a body beyond the limit', async () => {
    const answer = await api.post('/auth/token/', { email: 'x'.repeat(server.config.server.bodyLimitBytes) });
    expect(answerOf(answer)).toEqual([413, '{"detail":"The request body is too large."}']);
  });

  it('verify: no exp claim', async () => {
    const claims = { token_type: 'access', iat: 0, jti: 'a'.repeat(32), user_id: user.id };
    const token = await server.services.keys.sign(claims, 'at+jwt');
    expect(answerOf(await api.post('/auth/token/verify/', { token }))).toEqual([
      401,
      `{"detail":"Token has no 'exp' claim","code":"token_not_valid"}`,
    ]);
  });

  it('verify and refresh see what the original overlooks: inactive users and changed passwords', async () => {
    await server.services.users.deactivate(operator, user.id);
    const verified = await api.post('/auth/token/verify/', { token: pair.access });
    expect([verified.statusCode, typeof verified.json<{ detail: unknown }>().detail]).toEqual([
      401,
      'string',
    ]);
    expect((await api.post('/auth/token/refresh/', { refresh: pair.refresh })).statusCode).toBe(401);
  });

  it('a throttled sign-in says how long', async () => {
    const strict = await testApp({ OSTIARY_RATE_LIMITS: 'on' });
    try {
      const client = httpClient(strict.app);
      await addPerson(strict.services, { email: 'slow@example.com' });
      const attempt = () => client.post('/auth/token/', { email: 'slow@example.com', password: 'wrong' });
      let answer = await attempt();
      for (let tries = 0; tries < 50 && answer.statusCode === 401; tries++) answer = await attempt();
      const seconds = Number(answer.headers['retry-after']);
      expect(seconds).toBeGreaterThan(0);
      const detail = `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`;
      expect(answerOf(answer)).toEqual([429, JSON.stringify({ detail })]);
    } finally {
      await strict.close();
    }
  });
});
