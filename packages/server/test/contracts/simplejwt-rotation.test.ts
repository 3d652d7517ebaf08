import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addPerson, answerOf, goodPassword, httpClient } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** contracts/simplejwt.md with ROTATE_REFRESH_TOKENS and BLACKLIST_AFTER_ROTATION. */

let rotating: TestApp;
let client: ReturnType<typeof httpClient>;
let refresh: string;
beforeAll(async () => {
  rotating = await testApp({ OSTIARY_LOGIN_FIELD: 'username', OSTIARY_ROTATE_REFRESH_TOKENS: 'on' });
  client = httpClient(rotating.app);
  await addPerson(rotating.services, { username: 'turner', email: 'turner@example.com' });
});
afterAll(() => rotating.close());
beforeEach(async () => {
  const signedIn = await client.post('/auth/token/', { username: 'turner', password: goodPassword });
  ({ refresh } = signedIn.json<{ refresh: string }>());
});

it('refresh: access, then the next refresh token', async () => {
  const answer = await client.post('/auth/token/refresh/', { refresh });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toMatch(/^\{"access":"[\w.-]+","refresh":"[\w.-]+"\}$/);
  expect(answer.json<{ refresh: string }>().refresh).not.toBe(refresh);
});

it('a used refresh token is blacklisted once its window has passed', async () => {
  await client.post('/auth/token/refresh/', { refresh });
  rotating.clock.advance(3_600_000);
  const answer = await client.post('/auth/token/refresh/', { refresh });
  expect(answerOf(answer)).toEqual([401, '{"detail":"Token is blacklisted","code":"token_not_valid"}']);
});
