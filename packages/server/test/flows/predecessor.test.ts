import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  oldKey,
  startOldService,
  type OldService,
} from '../../src/modules/predecessor/old-service.fixture.ts';
import { addPerson, BrowserSession, httpClient, operator } from '../support/http-client.ts';
import type { Pair } from '../support/service-caller.ts';
import { PageVisitor } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** Signing in while the service before this one still stands: whoever is unknown here is asked about there. */

const password = 'the old harbour lantern 7';
const origin = 'http://localhost:8000';
const masterKey = 'a master key of at least thirty-two characters';
const start = Date.UTC(2026, 0, 15, 10);

let store: TestDatabase;
let old: OldService;
let server: TestApp;
let api: ReturnType<typeof httpClient>;

async function serve(env: Record<string, string> = {}): Promise<void> {
  server = await testApp({
    ...{ DATABASE_URL: store.url, OSTIARY_URL: origin, OSTIARY_SECRET: masterKey },
    OSTIARY_PREDECESSOR_TOKEN_URL: old.tokenUrl,
    OSTIARY_PREDECESSOR_USER_URL: old.userUrl,
    OSTIARY_PREDECESSOR_KEY: oldKey,
    OSTIARY_PREDECESSOR_UNTIL: '2026-02-01T00:00:00Z',
    ...env,
  });
  api = httpClient(server.app);
}

async function restart(env: Record<string, string>): Promise<void> {
  await server.close();
  await serve(env);
}

const signIn = async (email: string, typed = password): Promise<number> =>
  (await api.post('/auth/token/', { email, password: typed })).statusCode;

const entries = async (action: string) =>
  (await server.services.audit.list(server.services.database.db, { limit: 100 }))
    .reverse()
    .filter((entry) => entry.action === action);

const failures = async (): Promise<unknown[]> =>
  (await entries('session.sign_in'))
    .filter(({ outcome }) => outcome === 'failure')
    .map(({ details }) => details);

const find = (login: string) => server.services.users.findByLogin(server.services.database.db, login);

async function eventTypes(): Promise<string[]> {
  const rows = await server.services.database.db.selectFrom('events').select('type').orderBy('id').execute();
  return rows.map(({ type }) => type);
}

describe.each(databases())('somebody of the predecessor, on $name', ({ open }) => {
  beforeEach(async () => {
    store = await open();
    old = await startOldService({ nowMs: () => server.clock.nowMs() });
    old.users.push({ id: 7, email: 'ada@example.com', password, first_name: 'Ada', last_name: 'Lovelace' });
    await serve();
  });
  afterEach(async () => {
    await server.close();
    await old.close();
    await store.close();
  });

  test('signs in as before, is here from then on, and the old service is asked once', async () => {
    expect(await signIn('ada@example.com')).toBe(200);
    expect(old.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /auth/token/',
      'GET /auth/user/',
    ]);
    expect(JSON.parse(old.signIns()[0]?.body ?? '')).toEqual({ email: 'ada@example.com', password });
    const ada = await find('ada@example.com');
    expect(ada).toMatchObject({
      ...{ externalId: '7', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
      ...{ isActive: true, emailVerifiedAt: null, isEmailClaimed: false },
      // Rights do not come along, whatever the old service says.
      ...{ isStaff: false, isSuperuser: false, createdAt: Date.parse('2019-03-02T08:15:00.123Z') },
    });
    const [hash] = await server.services.database.db.selectFrom('passwords').select('hash').execute();
    expect(hash?.hash).toMatch(/^\$argon2id\$/);
    expect(await entries('user.adopt')).toMatchObject([
      { outcome: 'success', target: { type: 'user', id: ada?.id }, actor: { type: 'anonymous' } },
    ]);
    expect(await eventTypes()).toEqual(['user.created']);

    await old.close();
    expect(await signIn('ada@example.com')).toBe(200);
    expect(await signIn('ADA@example.com', 'another password')).toBe(401);
    expect(old.signIns()).toHaveLength(1);
  });

  test('comes in by every way of signing in', async () => {
    const ways: Record<string, (login: string) => Promise<number>> = {
      pair: (email) => signIn(email),
      sliding: async (email) => (await api.post('/auth/token/sliding/', { email, password })).statusCode,
      role: async (username) =>
        (await new BrowserSession(server.app, { origin }).post('/user-auth/', { username, password }))
          .statusCode,
      login: async (username) => (await api.post('/api/login', { username, password })).statusCode,
      page: async (login) => {
        const visitor = new PageVisitor(server.app);
        const page = await visitor.submit(await visitor.open('/sign-in'), { fields: { login, password } });
        return page.status;
      },
    };
    let id = 100;
    for (const [name, enter] of Object.entries(ways)) {
      const email = `${name}@example.com`;
      old.users.push({ id: (id += 1), email, password });
      expect([name, await enter(email)]).toEqual([name, name === 'page' ? 303 : 200]);
      expect((await find(email))?.externalId, name).toBe(String(id));
    }
    expect(old.signIns()).toHaveLength(Object.keys(ways).length);
    expect(await entries('user.adopt')).toHaveLength(Object.keys(ways).length);
  });

  test('is not let in with a wrong password, nor inactive, and leaves no account', async () => {
    old.users.push({ id: 8, email: 'gone@example.com', password, is_active: false });
    old.users.push({ id: 9, email: 'off@example.com', password, described: { is_active: false } });
    expect(await signIn('ada@example.com', 'wrong')).toBe(401);
    expect(await signIn('nobody@example.com')).toBe(401);
    expect(await signIn('gone@example.com')).toBe(401);
    expect(await signIn('off@example.com')).toBe(401);
    expect(old.signIns()).toHaveLength(4);
    const refused = { reason: 'unknown_account', predecessor: 'refused' };
    expect(await failures()).toEqual([refused, refused, refused, { ...refused, predecessor: 'inactive' }]);
    expect(await eventTypes()).toEqual([]);
  });

  test('is made once by twenty sign-ins at once, and every one of them is let in', async () => {
    const statuses = await Promise.all(Array.from({ length: 20 }, () => signIn('ada@example.com')));
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await entries('user.adopt')).toHaveLength(1);
    expect((await eventTypes()).filter((type) => type === 'user.created')).toHaveLength(1);
    expect(old.signIns().length).toBeLessThanOrEqual(8);
  });

  test('who has another login here is left alone, and so is whoever has theirs', async () => {
    await addPerson(server.services, { email: 'ada.new@example.com', externalId: '7' });
    expect(await signIn('ada@example.com')).toBe(401);
    old.users.push({ id: 8, email: 'bob@example.com', password, described: { username: 'taken' } });
    const owner = await addPerson(server.services, { username: 'taken' });
    expect(await signIn('bob@example.com')).toBe(401);
    expect(
      (await entries('user.adopt')).map(({ outcome, target, details }) => [outcome, target?.id, details]),
    ).toEqual([
      ['failure', (await find('ada.new@example.com'))?.id, { reason: 'external_id_known', external_id: '7' }],
      ['failure', owner.id, { reason: 'identifier_known', external_id: '8' }],
    ]);
    expect(await find('ada@example.com')).toBeUndefined();
    expect(await find('taken')).toEqual(owner);
  });

  test('who is known here is never asked about, whatever is typed', async () => {
    await addPerson(server.services, { email: 'ada@example.com' });
    expect(await signIn('ada@example.com')).toBe(401);
    expect(await signIn('Ada@Example.com')).toBe(401);
    // By their email addresses alone they are known there.
    expect(await signIn('ada')).toBe(401);
    expect(await signIn('new@example.com', 'x'.repeat(5_000))).toBe(401);
    expect(old.received).toEqual([]);
  });

  test('who was deleted here does not come back', async () => {
    expect(await signIn('ada@example.com')).toBe(200);
    await server.services.users.delete(operator, (await find('ada@example.com'))?.id ?? '');
    expect(await signIn('ada@example.com')).toBe(401);
    expect(await find('ada@example.com')).toBeUndefined();
    expect((await entries('user.adopt')).at(-1)).toMatchObject({
      outcome: 'failure',
      details: { reason: 'deleted', external_id: '7' },
    });
  });

  test('who must confirm their address comes in nevertheless: the old service knew it', async () => {
    await restart({ OSTIARY_EMAIL_VERIFICATION: 'required' });
    expect(await signIn('ada@example.com')).toBe(200);
  });

  test('keeps password and session when everybody is imported afterwards, and gets their rights', async () => {
    const pair = (await api.post('/auth/token/', { email: 'ada@example.com', password })).json<Pair>();
    const root = await addPerson(server.services, { username: 'root', isStaff: true, isSuperuser: true });
    const { token } = await server.services.tokens.createApiToken(operator, {
      userId: root.id,
      name: 'import',
    });
    const line = {
      ...{ external_id: '7', email: 'ada@example.com', is_staff: true, first_name: 'Augusta' },
      password_hash: 'pbkdf2_sha256$1000$seasalt$QdSQcGQLKC9rWjLJVN8DNaVxw7eTmWO3VoQxpLTBYzM=',
    };
    const imported = await server.app.inject({
      ...{ method: 'POST', url: '/api/v1/imports', payload: `${JSON.stringify(line)}\n` },
      headers: { authorization: `Token ${token}`, 'content-type': 'application/jsonl' },
    });
    expect(imported.json()).toMatchObject({ updated: 1, failed: 0 });
    expect(await find('ada@example.com')).toMatchObject({
      externalId: '7',
      isStaff: true,
      firstName: 'Augusta',
    });
    expect((await api.post('/auth/token/refresh/', { refresh: pair.refresh })).statusCode).toBe(200);
    expect(await signIn('ada@example.com')).toBe(200);
    expect(old.signIns()).toHaveLength(1);
  });

  test('is nobody once the overlap has ended', async () => {
    server.clock.set(Date.parse('2026-02-01T00:00:00Z') - 1);
    expect(await signIn('nobody@example.com')).toBe(401);
    expect(old.signIns()).toHaveLength(1);
    server.clock.advance(1);
    expect(await signIn('ada@example.com')).toBe(401);
    expect(old.signIns()).toHaveLength(1);
    server.clock.set(start);
  });

  test('changes the password here with the one that was taken over, not before', async () => {
    const body = { email: 'ada@example.com', password, new_password: 'Gr33n-harbour/lantern' };
    expect((await api.post('/auth/password-change/', body)).statusCode).toBe(400);
    expect(old.received).toEqual([]);
  });
});
