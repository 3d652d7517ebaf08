import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportedRefresh } from '#modules/tokens';
import { simpleJwt } from '../../src/modules/tokens/bulk/foreign-tokens.fixture.ts';
import { operator } from '../support/api-client.ts';
import { addPerson, answerOf, goodPassword, httpClient } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** contracts/simplejwt.md, for refresh tokens that another service issued. */
const blacklisted = [401, '{"detail":"Token is blacklisted","code":"token_not_valid"}'];
const invalid = [401, '{"detail":"Token is invalid","code":"token_not_valid"}'];
const expired = [401, '{"detail":"Token is expired","code":"token_not_valid"}'];

describe.each(databases())('refresh tokens of SimpleJWT on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  let ostiary: TestApp;
  let client: ReturnType<typeof httpClient>;
  let count = 0;
  beforeAll(async () => {
    database = await open();
    ostiary = await testApp({
      DATABASE_URL: database.url,
      OSTIARY_LOGIN_FIELD: 'username',
      OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
    });
    client = httpClient(ostiary.app);
  });
  afterAll(async () => {
    await ostiary.close();
    await database.close();
  });

  async function held(changes: Partial<ImportedRefresh> = {}) {
    const name = `person-${String(++count)}`;
    const { id: userId } = await addPerson(ostiary.services, {
      username: name,
      email: `${name}@example.com`,
    });
    const { tokens, database: store, clock } = ostiary.services;
    const [createdAt, expiresAt] = [clock.nowMs() - 60_000, clock.nowMs() + 86_400_000];
    const text = simpleJwt('7', { iat: createdAt, exp: expiresAt });
    const line = {
      text,
      userId,
      clientId: null,
      scope: '',
      createdAt,
      expiresAt,
      isRevoked: false,
      ...changes,
    };
    await store.write((tx) => tokens.bulk.importRefreshTokens({ db: tx, tx, act: operator.act }, [line]));
    return { userId, name, text };
  }
  const post = async (what: string, body: object) =>
    answerOf(await client.post(`/auth/token/${what}/`, body));

  test('are verified, and refreshed to a pair of ours that is good everywhere', async () => {
    const { text, name, userId } = await held();
    expect(await post('verify', { token: text })).toEqual([200, '{}']);
    const answer = await client.post('/auth/token/refresh/', { refresh: text });
    expect(answer.statusCode).toBe(200);
    const { access, refresh } = answer.json<{ access: string; refresh: string }>();
    expect(await post('verify', { token: access })).toEqual([200, '{}']);
    expect((await client.post('/auth/token/refresh/', { refresh })).statusCode).toBe(200);
    const user = await ostiary.app.inject({
      url: '/auth/user/',
      headers: { authorization: `Bearer ${access}` },
    });
    expect(user.json()).toMatchObject({ id: userId, email: `${name}@example.com` });
  });

  test('are blacklisted by signing out, which ends what was issued from them', async () => {
    const { text } = await held();
    const { access } = (await client.post('/auth/token/refresh/', { refresh: text })).json<{
      access: string;
    }>();
    expect(await post('blacklist', { refresh: text })).toEqual([200, '{}']);
    expect(await post('refresh', { refresh: text })).toEqual(blacklisted);
    expect(await post('blacklist', { refresh: text })).toEqual(blacklisted);
    expect(await post('verify', { token: access })).toEqual(invalid);
  });

  test('that were blacklisted there are refused in the words of the contract', async () => {
    const { text } = await held({ isRevoked: true });
    expect(await post('refresh', { refresh: text })).toEqual(blacklisted);
    expect(await post('blacklist', { refresh: text })).toEqual(blacklisted);
    expect((await post('verify', { token: text }))[0]).toBe(400);
  });

  test('that have expired, or that nobody knows, are refused as such', async () => {
    const now = ostiary.services.clock.nowMs();
    const { text } = await held({ expiresAt: now });
    expect(await post('refresh', { refresh: text })).toEqual(expired);
    const foreign = simpleJwt('7', { iat: now, exp: now + 60_000 });
    expect(await post('refresh', { refresh: foreign })).toEqual(invalid);
    expect(await post('verify', { token: foreign })).toEqual(invalid);
    // As an access token none of them is any good.
    const { text: good } = await held();
    const answer = await ostiary.app.inject({
      url: '/auth/user/',
      headers: { authorization: `Bearer ${good}` },
    });
    expect(answer.statusCode).toBe(403);
  });

  test('end with the password that is changed', async () => {
    const { text, userId } = await held();
    await ostiary.services.passwords.reset(operator, userId, `${goodPassword}-2`);
    expect(await post('refresh', { refresh: text })).toEqual(blacklisted);
  });
});

test('without rotation a refresh token of SimpleJWT goes on as it did there, until it expires', async () => {
  const ostiary = await testApp({ OSTIARY_LOGIN_FIELD: 'username' });
  try {
    const client = httpClient(ostiary.app);
    const { id: userId } = await addPerson(ostiary.services, { username: 'ann', email: 'ann@example.com' });
    const { tokens, database } = ostiary.services;
    const { clock } = ostiary;
    const times = { createdAt: clock.nowMs(), expiresAt: clock.nowMs() + 3_600_000 };
    const text = simpleJwt('7', { iat: times.createdAt, exp: times.expiresAt });
    await database.write((tx) =>
      tokens.bulk.importRefreshTokens({ db: tx, tx, act: operator.act }, [
        { text, userId, clientId: null, scope: '', ...times, isRevoked: false },
      ]),
    );
    for (const minutes of [0, 30, 29]) {
      clock.advance(minutes * 60_000);
      const answer = await client.post('/auth/token/refresh/', { refresh: text });
      expect(Object.keys(answer.json())).toEqual(['access']);
    }
    clock.advance(60_000);
    expect(answerOf(await client.post('/auth/token/refresh/', { refresh: text }))).toEqual(expired);
  } finally {
    await ostiary.close();
  }
});
