import type { ServerResponse } from 'node:http';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  oldClaims,
  oldKey,
  signOldToken,
  startOldService,
  type OldService,
} from '../../src/modules/predecessor/old-service.fixture.ts';
import { httpClient } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** The service before this one is down, slow, busy or confused: nobody gets in by that, and nobody pays for it. */

const password = 'the old harbour lantern 7';
const email = 'ada@example.com';
let store: TestDatabase;
let old: OldService;
let server: TestApp;
let api: ReturnType<typeof httpClient>;

async function serve(env: Record<string, string> = {}): Promise<void> {
  server = await testApp({
    DATABASE_URL: store.url,
    OSTIARY_RATE_LIMITS: 'on',
    OSTIARY_LIMIT_ACCOUNT_FAILURES: '2',
    OSTIARY_PREDECESSOR_TOKEN_URL: old.tokenUrl,
    OSTIARY_PREDECESSOR_UNTIL: '2026-02-01T00:00:00Z',
    ...env,
  });
  api = httpClient(server.app);
}

async function signIn(typed = password, login = email) {
  const { statusCode, body } = await api.post('/auth/token/', { email: login, password: typed });
  return { status: statusCode, body };
}

async function lastFailure(): Promise<unknown> {
  const entries = await server.services.audit.list(server.services.database.db, { limit: 10 });
  return entries.find(({ action, outcome }) => action === 'session.sign_in' && outcome === 'failure')
    ?.details;
}

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const text =
  (status: number, body: string, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };
const access = (claims: object): object => ({
  access: signOldToken(oldClaims(7, server.clock.nowMs(), { ...claims })),
});

beforeEach(async () => {
  store = await sqliteDatabase();
  old = await startOldService({ nowMs: () => server.clock.nowMs() });
  old.users.push({ id: 7, email, password });
});
afterEach(async () => {
  await server.close();
  await old.close();
  await store.close();
});

describe('an old service that cannot answer', () => {
  const silences: Record<string, [reason: string, answer: () => OldService['instead']]> = {
    'is out of order': ['status_500', () => text(500, '<h1>Server Error (500)</h1>')],
    'is busy': ['status_429', () => json(429, { detail: 'Request was throttled.' })],
    'is somewhere else': ['status_302', () => text(302, '', { location: 'http://127.0.0.1:1/auth/token/' })],
    'is not there': ['status_404', () => text(404, 'Not Found')],
    'says nothing that can be read': ['malformed', () => text(200, '<html>Welcome</html>')],
    'says a list': ['malformed', () => json(200, ['access'])],
    'says no token': ['malformed', () => json(200, { refresh: 'x' })],
    'says a token that is none': ['malformed', () => json(200, { access: 'a b\r\nc' })],
    'says a token of nobody': ['malformed', () => json(200, access({ user_id: null }))],
    'says a fraction': ['malformed', () => json(200, access({ user_id: 1.5 }))],
    'says more than anybody reads': ['too_large', () => json(200, { access: 'x'.repeat(70_000) })],
    'hangs up': ['unreachable', () => (response) => response.destroy()],
  };

  test.each(Object.entries(silences))('%s', async (_name, [reason, answer]) => {
    await serve();
    old.instead = answer();
    // More often than an account may fail.
    for (let times = 0; times < 5; times += 1) {
      const { status, body } = await signIn();
      expect([status, body]).toEqual([
        401,
        '{"detail":"No active account found with the given credentials"}',
      ]);
      expect(await lastFailure()).toEqual({ reason: 'unknown_account', predecessor: reason });
    }
    expect(old.signIns()).toHaveLength(5);
    expect(await server.services.users.findByLogin(server.services.database.db, email)).toBeUndefined();
    old.instead = undefined;
    expect((await signIn()).status).toBe(200);
  });

  test('is down', async () => {
    await serve({ OSTIARY_PREDECESSOR_TOKEN_URL: 'http://127.0.0.1:1/auth/token/' });
    for (let times = 0; times < 4; times += 1) expect((await signIn()).status).toBe(401);
    expect(await lastFailure()).toEqual({ reason: 'unknown_account', predecessor: 'unreachable' });
  });

  test('answers too late', { timeout: 20_000 }, async () => {
    await serve();
    const late = Promise.withResolvers<undefined>();
    old.before = () => late.promise;
    expect((await signIn()).status).toBe(401);
    expect(await lastFailure()).toEqual({ reason: 'unknown_account', predecessor: 'timeout' });
    late.resolve(undefined);
    expect(await server.services.users.findByLogin(server.services.database.db, email)).toBeUndefined();
  });
});

describe('a token that the old service did not sign', () => {
  test.each([
    ['by another key', () => signOldToken(oldClaims(7, server.clock.nowMs()), { key: 'x'.repeat(40) })],
    ['for refreshing', () => signOldToken(oldClaims(7, server.clock.nowMs(), { token_type: 'refresh' }))],
    ['that has expired', () => signOldToken(oldClaims(7, server.clock.nowMs(), { exp: 1_000 }))],
  ])('%s lets nobody in where the key is known', async (_name, token) => {
    await serve({ OSTIARY_PREDECESSOR_KEY: oldKey });
    old.instead = json(200, { access: token() });
    expect((await signIn()).status).toBe(401);
    expect(await lastFailure()).toEqual({ reason: 'unknown_account', predecessor: 'malformed' });
  });
});

describe('the description of a user', () => {
  const described: Record<string, [status: number, reason: string | undefined, described: object]> = {
    'of somebody else': [401, 'other_user', { id: 8 }],
    'with another address': [401, 'other_user', { email: 'eve@example.com' }],
    'who is inactive': [401, 'inactive', { is_active: false }],
    'of whom nobody knows whether they are active': [401, 'inactive', { is_active: 'yes' }],
    'with names that nobody has': [200, undefined, { first_name: 'x'.repeat(200), last_name: null }],
    'with a date that is none': [200, undefined, { date_joined: 'soon' }],
    'without anything': [200, undefined, { id: undefined, email: undefined, is_active: undefined }],
    'with much more': [200, undefined, { is_superuser: true, groups: ['owner'], permissions: ['*'] }],
  };

  test.each(Object.entries(described))('%s', async (_name, [status, reason, more]) => {
    await serve({ OSTIARY_PREDECESSOR_USER_URL: old.userUrl });
    Object.assign(old.users[0] ?? {}, { described: more });
    expect((await signIn()).status).toBe(status);
    const user = await server.services.users.findByLogin(server.services.database.db, email);
    if (reason === undefined) {
      expect(user).toMatchObject({ externalId: '7', email, isStaff: false, isSuperuser: false });
      expect(user?.firstName.length).toBeLessThanOrEqual(150);
    } else {
      expect(user).toBeUndefined();
      expect(await lastFailure()).toEqual({ reason: 'unknown_account', predecessor: reason });
    }
  });
});

describe('limits', () => {
  test('hold before the old service is asked: who failed too often is not asked about', async () => {
    await serve();
    expect((await signIn('wrong')).status).toBe(401);
    expect((await signIn('wrong')).status).toBe(401);
    expect((await signIn()).status).toBe(429);
    expect(old.signIns()).toHaveLength(2);
  });

  test('spare the old service: no more than so often within a minute, and that is no failure', async () => {
    await serve({ OSTIARY_PREDECESSOR_ASKS_PER_MINUTE: '3' });
    for (let id = 1; id <= 3; id += 1)
      expect((await signIn(password, `u${id}@example.com`)).status).toBe(401);
    for (let times = 0; times < 4; times += 1) expect((await signIn()).status).toBe(401);
    expect(await lastFailure()).toEqual({ reason: 'unknown_account', predecessor: 'limited' });
    expect(old.signIns()).toHaveLength(3);
    server.clock.advance(60_000);
    expect((await signIn()).status).toBe(200);
  });
});

test('a user name is what is known there, when it is so set', async () => {
  await serve({ OSTIARY_PREDECESSOR_LOGIN_FIELD: 'username', OSTIARY_PREDECESSOR_ID_PREFIX: 'shop-' });
  old.instead = (response) => {
    const form = JSON.parse(old.signIns().at(-1)?.body ?? '') as object;
    json(200, access({ user_id: 'a1' }))(response);
    expect(form).toEqual({ username: 'Ada', password });
  };
  expect((await signIn(password, 'Ada')).status).toBe(200);
  expect(await server.services.users.findByLogin(server.services.database.db, 'ada')).toMatchObject({
    ...{ username: 'Ada', email: null, externalId: 'shop-a1' },
  });
});
