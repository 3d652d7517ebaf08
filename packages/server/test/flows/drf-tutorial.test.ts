import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, answerOf, httpClient, goodPassword } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** The DRF tutorials about tokens and JWTs (seeds: "Authentication and Permissions", "JSON Web Tokens"). */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
const credentials = { username: 'test_user', password: goodPassword };

beforeAll(async () => {
  server = await testApp();
  api = httpClient(server.app);
  await addPerson(server.services, { username: 'test_user', email: 'test_user@example.com' });
});
afterAll(() => server.close());

const whoAmI = (authorization: string) => api.get('/auth/user/', { authorization });

describe('POST /api/login', () => {
  it('gives the same token every time, and the token opens protected resources', async () => {
    const first = await api.post('/api/login', credentials);
    expect(first.statusCode).toBe(200);
    expect(first.body).toMatch(/^\{"token":"[\w-]+"\}$/);
    expect(first.headers['content-type']).toBe('application/json');
    expect(answerOf(await api.post('/api/login/', credentials))).toEqual(answerOf(first));

    const { token } = first.json<{ token: string }>();
    const answer = await whoAmI(`Token ${token}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ email: 'test_user@example.com' });
    expect((await whoAmI(`Bearer ${token}`)).statusCode).toBe(403);
  });

  it('gives both of two who ask at once the same', async () => {
    await addPerson(server.services, { username: 'racer', email: 'racer@example.com' });
    const sent = { username: 'racer', password: goodPassword };
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post('/api/login', sent)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it('says so when it fails', async () => {
    for (const sent of [{ ...credentials, password: 'wrong' }, { username: 'test_user' }, {}]) {
      expect(answerOf(await api.post('/api/login', sent))).toEqual([401, '{"error":"Login failed"}']);
    }
  });

  it('reads forms too', async () => {
    const form = new URLSearchParams(credentials).toString();
    const answer = await api.post('/api/login', form, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('POST /api/jwt-auth/', () => {
  it('gives a JWT that is sent as JWT, or as Bearer', async () => {
    const answer = await api.post('/api/jwt-auth/', credentials);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toMatch(/^\{"token":"[\w-]+\.[\w-]+\.[\w-]+"\}$/);
    const { token } = answer.json<{ token: string }>();
    for (const type of ['JWT', 'Bearer']) expect((await whoAmI(`${type} ${token}`)).statusCode).toBe(200);
    expect((await whoAmI(`Token ${token}`)).statusCode).toBe(403);
    expect((await api.post('/auth/token/verify/', { token })).statusCode).toBe(200);
  });

  it('refuses wrong credentials with 400', async () => {
    const answer = await api.post('/api/jwt-auth/', { ...credentials, password: 'wrong' });
    expect(answerOf(answer)).toEqual([
      400,
      '{"non_field_errors":["Unable to log in with provided credentials."]}',
    ]);
  });

  it('names what is missing', async () => {
    expect(answerOf(await api.post('/api/jwt-auth/', {}))).toEqual([
      400,
      '{"username":["This field is required."],"password":["This field is required."]}',
    ]);
    expect(answerOf(await api.post('/api/jwt-auth/', { email: 'x@example.com' }))).toEqual([
      400,
      '{"password":["This field is required."]}',
    ]);
  });
});

describe('Basic authentication', () => {
  const basic = `Basic ${Buffer.from(`test_user:${goodPassword}`).toString('base64')}`;

  it('is off by default', async () => {
    expect(answerOf(await whoAmI(basic))).toEqual([
      403,
      '{"detail":"Authentication credentials were not provided."}',
    ]);
  });

  it('works for tests and tools where it is switched on', async () => {
    const open = await testApp({ OSTIARY_AUTH_HEADER_TYPES: 'Bearer,Basic' });
    try {
      await addPerson(open.services, { username: 'test_user', email: 'test_user@example.com' });
      const client = httpClient(open.app);
      expect((await client.get('/authenticated-user/', { authorization: basic })).statusCode).toBe(200);
      const wrong = `Basic ${Buffer.from('test_user:wrong').toString('base64')}`;
      const refused = await client.get('/authenticated-user/', { authorization: wrong });
      expect(answerOf(refused)).toEqual([401, '{"detail":"Invalid username/password."}']);
    } finally {
      await open.close();
    }
  });
});
