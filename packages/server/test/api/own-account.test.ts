import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Act } from '#modules/audit';
import {
  addClient,
  clientPassword,
  type ApiAnswer,
  type ApiClient,
  type Json,
} from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let ada: ApiClient;
let count = 0;

// One installation for the file: starting one costs more than a test. Every test has an Ada of its own.
beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
});
afterAll(() => ostiary.close());

function uniqueName(stem: string): string {
  count += 1;
  return `${stem}${count}`;
}

beforeEach(async () => {
  ada = await addClient(ostiary, uniqueName('ada'));
});

const anonymous: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: null, userAgent: 'phone', requestId: null },
};

/** Ada signs in on another device; gives that access token. */
async function signInElsewhere(): Promise<string> {
  const { users, tokens, database } = ostiary.services;
  const { username } = await users.get(database.db, ada.userId);
  const { pair } = await tokens.signIn(anonymous, { login: username ?? '', password: clientPassword });
  return pair.access;
}

function items(answer: ApiAnswer): Json[] {
  expect(answer.status).toBe(200);
  return answer.body['items'] as Json[];
}

describe('one’s own account', () => {
  test('is seen and its names changed, and nothing else', async () => {
    const me = await ada.get('/me');
    expect(me.body).toMatchObject({
      id: ada.userId,
      access: { roles: ['read-only'], direct_roles: ['read-only'], groups: [], permissions: [], level: 4 },
    });
    const changed = await ada.send('PATCH', '/me', { first_name: 'Ada', phone: null });
    expect(changed.body).toMatchObject({ first_name: 'Ada', access: { level: 4 } });
    for (const field of ['is_staff', 'is_superuser', 'email', 'username', 'id']) {
      const refused = await ada.send('PATCH', '/me', { [field]: true });
      expect(refused.body).toMatchObject({ code: 'request.invalid', errors: [{ path: field }] });
    }
  });

  test('gets a new password, which ends other sessions and keeps this one', async () => {
    const wrong = await ada.send('POST', '/me/password', {
      password: 'wrong',
      new_password: 'another-4-difference',
    });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'passwords.invalid_credentials' } });
    const elsewhere = await signInElsewhere();
    const change = { password: clientPassword, new_password: 'another-4-difference' };
    expect((await ada.send('POST', '/me/password', change)).status).toBe(204);
    expect((await ada.get('/me')).status).toBe(200);
    await expect(ostiary.services.tokens.authenticate(elsewhere)).rejects.toMatchObject({
      status: 401,
    });
  });

  test('shows where one is signed in, and signs out there, elsewhere or everywhere', async () => {
    await signInElsewhere();
    await signInElsewhere();
    const sessions = items(await ada.get('/me/sessions'));
    expect(sessions.map((session) => [session['user_agent'], session['is_current']])).toEqual([
      ['phone', false],
      ['phone', false],
      [null, true],
    ]);
    const page = await ada.get('/me/sessions?limit=2');
    expect(items(page)).toHaveLength(2);
    const rest = await ada.get(`/me/sessions?limit=2&cursor=${String(page.body['next_cursor'])}`);
    expect(items(rest)).toMatchObject([{ is_current: true }]);
    expect((await ada.send('DELETE', `/me/sessions/${String(sessions[0]?.['id'])}`)).status).toBe(204);
    const [roots] = items(await root.get('/me/sessions'));
    const foreign = await ada.send('DELETE', `/me/sessions/${String(roots?.['id'])}`);
    expect(foreign.body['code']).toBe('sessions.not_found');
    expect((await ada.send('DELETE', '/me/sessions?keep_current=true')).body).toEqual({ ended: 1 });
    expect((await ada.get('/me')).status).toBe(200);
    expect((await ada.send('DELETE', '/me/sessions')).body).toEqual({ ended: 1 });
    expect((await ada.get('/me')).status).toBe(401);
  });

  test('has static tokens, shown once', async () => {
    const made = await ada.send('POST', '/me/tokens', {
      name: 'backup script',
      scope: 'orders.read',
      expires_at: '2026-02-01T00:00:00Z',
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'backup script',
      kind: 'named',
      scope: 'orders.read',
      expires_at: '2026-02-01T00:00:00.000Z',
      token: expect.stringMatching(/^ost_/) as string,
    });
    const [listed] = items(await ada.get('/me/tokens'));
    expect(listed).not.toHaveProperty('token');
    const foreign = await root.send('DELETE', `/me/tokens/${String(made.body['id'])}`);
    expect(foreign.body['code']).toBe('tokens.api_token_not_found');
    expect((await ada.send('DELETE', `/me/tokens/${String(made.body['id'])}`)).status).toBe(204);
    expect(items(await ada.get('/me/tokens'))).toEqual([]);
    const past = await ada.send('POST', '/me/tokens', { name: 'x', expires_at: '2020-01-01T00:00:00Z' });
    expect(past).toMatchObject({ status: 400, body: { errors: [{ path: 'expires_at' }] } });
  });
});
