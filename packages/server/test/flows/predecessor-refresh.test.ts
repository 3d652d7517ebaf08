import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { oldClaims, oldKey, signOldToken } from '../../src/modules/predecessor/old-service.fixture.ts';
import { addPerson, claimsOf, httpClient, operator } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** Refresh tokens that the service before this one signed, and that nobody imported. */

let store: TestDatabase;
let server: TestApp;
let api: ReturnType<typeof httpClient>;
let ada: User;

const dayMs = 86_400_000;
const oldRefresh = (changed: Record<string, unknown> = {}): string => {
  const now = server.clock.nowMs();
  const [iat, exp] = [Math.floor((now - dayMs) / 1000), Math.floor((now + dayMs) / 1000)];
  return signOldToken(oldClaims(7, now, { token_type: 'refresh', iat, exp, ...changed }));
};

const refresh = (text: string) => api.post('/auth/token/refresh/', { refresh: text });
const verify = async (token: string): Promise<number> =>
  (await api.post('/auth/token/verify/', { token })).statusCode;
const said = async (text: string): Promise<[number, unknown]> => {
  const { statusCode, body } = await refresh(text);
  return [statusCode, (JSON.parse(body) as { detail?: string }).detail];
};
const sessions = () => server.services.sessions.list(server.services.database.db, ada.id);
const entries = async (action: string) =>
  (await server.services.audit.list(server.services.database.db, { limit: 100 })).filter(
    (entry) => entry.action === action,
  );

async function serve(env: Record<string, string> = {}): Promise<void> {
  server = await testApp({
    ...{ DATABASE_URL: store.url, OSTIARY_SECRET: 'a master key of at least thirty-two characters' },
    ...{ OSTIARY_PREDECESSOR_KEY: oldKey, OSTIARY_PREDECESSOR_UNTIL: '2026-02-01T00:00:00Z' },
    ...{ OSTIARY_ROTATE_REFRESH_TOKENS: 'on', ...env },
  });
  api = httpClient(server.app);
}

describe.each(databases())('a refresh token of the predecessor, on $name', ({ open }) => {
  beforeEach(async () => {
    store = await open();
    await serve();
    ada = await addPerson(server.services, { username: 'ada', externalId: '7' });
  });
  afterEach(async () => {
    await server.close();
    await store.close();
  });

  test('is exchanged for a pair of ours, once, and is a session from then on', async () => {
    const text = oldRefresh();
    expect(await verify(text)).toBe(200);
    expect(await sessions()).toEqual([]);
    const pair = (await refresh(text)).json<{ access: string; refresh: string }>();
    expect(pair.refresh).toMatch(/^ort_/);
    const [session] = await sessions();
    expect(claimsOf(pair.access)).toMatchObject({ sub: ada.id, sid: session?.id });
    expect(await verify(pair.access)).toBe(200);
    expect((await refresh(pair.refresh)).statusCode).toBe(200);
    expect(await entries('token.adopt')).toMatchObject([{ target: { id: ada.id }, outcome: 'success' }]);

    server.clock.advance(11_000);
    expect(await verify(text)).toBe(400);
    expect(await said(text)).toEqual([401, 'Token is blacklisted']);
    // Of its holder and a thief nobody can tell who is who.
    expect(await sessions()).toEqual([]);
    expect(await entries('token.adopt')).toHaveLength(1);
  });

  test('makes one session, however many present it at once', async () => {
    const text = oldRefresh();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(text)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map((answer) => answer.json<{ refresh: string }>().refresh)).size).toBe(1);
    expect(await sessions()).toHaveLength(1);
    expect(await entries('token.adopt')).toHaveLength(1);
  });

  test('that is blacklisted here before anything else is refused as such', async () => {
    const text = oldRefresh();
    expect((await api.post('/auth/token/blacklist/', { refresh: text })).statusCode).toBe(200);
    expect(await said(text)).toEqual([401, 'Token is blacklisted']);
    expect((await api.post('/auth/token/blacklist/', { refresh: text })).statusCode).toBe(401);
    expect(await verify(text)).toBe(400);
    expect(await sessions()).toEqual([]);
  });

  test('is refused when it is not what it should be', async () => {
    expect(await said(oldRefresh({ exp: Math.floor(server.clock.nowMs() / 1000) }))).toEqual([
      401,
      'Token is expired',
    ]);
    expect(await said(oldRefresh({ token_type: 'access' }))).toEqual([401, 'Token has wrong type']);
    expect(await said(oldRefresh({ jti: undefined }))).toEqual([401, 'Token has no id']);
    expect((await said(oldRefresh({ user_id: 8 })))[0]).toBe(401);
    expect((await said(oldRefresh().replace(/.$/, '')))[0]).toBe(401);
    expect((await said(signOldToken(oldClaims(7, server.clock.nowMs()), { key: 'another key' })))[0]).toBe(
      401,
    );
    expect(await sessions()).toEqual([]);
  });

  test('of somebody who was cut off gives nothing, exchanged before or not', async () => {
    const [before, after] = [oldRefresh(), oldRefresh()];
    const pair = (await refresh(before)).json<{ refresh: string }>();
    await server.services.login.signOutEverywhere(operator.act, ada.id);
    for (const text of [before, after, oldRefresh(), pair.refresh]) {
      expect((await refresh(text)).statusCode).toBe(401);
      expect(await verify(text)).toBeGreaterThanOrEqual(400);
    }
    expect(await sessions()).toEqual([]);
    await server.services.users.deactivate(operator, ada.id);
    expect((await refresh(oldRefresh())).statusCode).toBe(401);
  });

  test('that turns out to have been blacklisted there is over when the import says so', async () => {
    const text = oldRefresh();
    const pair = (await refresh(text)).json<{ refresh: string }>();
    const now = server.clock.nowMs();
    const line = { text, userId: ada.id, clientId: null, scope: '', createdAt: now, expiresAt: now + dayMs };
    const outcomes = await server.services.database.write((tx) =>
      server.services.tokens.bulk.importRefreshTokens({ db: tx, tx, act: operator.act }, [
        { ...line, isRevoked: true },
      ]),
    );
    expect(outcomes).toEqual(['updated']);
    expect(await said(pair.refresh)).toEqual([401, 'Token is blacklisted']);
    expect(await said(text)).toEqual([401, 'Token is blacklisted']);
    expect(await sessions()).toEqual([]);
  });

  test('that was exchanged in time goes on after the overlap, any other is over', async () => {
    const [inTime, late] = [oldRefresh(), oldRefresh({ exp: 4_000_000_000 })];
    const pair = (await refresh(inTime)).json<{ refresh: string }>();
    await server.close();
    await serve({ OSTIARY_PREDECESSOR_UNTIL: '2026-01-15T10:00:00Z' });
    expect((await refresh(pair.refresh)).statusCode).toBe(200);
    expect(await said(late)).toEqual([401, 'Token is invalid']);
    expect(await verify(late)).toBe(401);
  });
});
