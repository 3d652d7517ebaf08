import { softwareAuthenticator } from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addClient,
  callApi,
  clientFor,
  clientPassword,
  operator,
  type ApiAnswer,
  type ApiClient,
} from '../support/api-client.ts';
import { browserSession } from '../support/browser-session.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const stepUpSeconds = 120;
let ostiary: TestApp;
let ada: ApiClient;
let count = 0;

beforeAll(async () => {
  ostiary = await testApp({ OSTIARY_FACTOR_ROLES: 'auditor', OSTIARY_STEP_UP_AGE: `${stepUpSeconds}s` });
  await ostiary.services.access.createRole(operator, { name: 'auditor', permissions: [] });
});
afterAll(() => ostiary.close());
beforeEach(async () => {
  count += 1;
  ada = await addClient(ostiary, `ada${count}`);
});

const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, body['code']];
const stale = [401, 'login.step_up_required'];
const showing = (secret: string): string =>
  new TOTP({ secret }).generate({ timestamp: ostiary.clock.nowMs() });

/** With a code that is over by the end of it. */
async function setUpApp(): Promise<{ id: string; secret: string; codes: string[] }> {
  const begun = await ada.send('POST', '/me/factors/totp', { name: 'Phone' });
  expect(begun.status).toBe(201);
  const { id, secret } = begun.body as { id: string; secret: string };
  const confirmed = await ada.send('POST', `/me/factors/totp/${id}/confirm`, { otp: showing(secret) });
  expect(confirmed.status).toBe(200);
  ostiary.clock.advance(60_000);
  return { id, secret, codes: confirmed.body['recovery_codes'] as string[] };
}

describe('a sensitive act', () => {
  test('asks for a proof that is recent, as RFC 9470 has it, and is done after it', async () => {
    ostiary.clock.advance(stepUpSeconds * 1000 + 1);
    const refused = await ada.send('POST', '/me/factors/totp', { name: 'Phone' });
    expect(codeOf(refused)).toEqual(stale);
    expect(refused.headers['www-authenticate']).toBe(
      `Bearer error="insufficient_user_authentication", acr_values="aal2", max_age="${stepUpSeconds}"`,
    );
    expect(codeOf(await ada.send('POST', '/me/step-up', { password: 'wrong' }))).toEqual([
      401,
      'passwords.invalid_credentials',
    ]);
    const proved = await ada.send('POST', '/me/step-up', { password: clientPassword });
    expect(proved.body).toEqual({
      acr: 'aal1',
      amr: ['pwd'],
      authenticated_at: new Date(ostiary.clock.nowMs()).toISOString(),
    });
    expect((await ada.send('POST', '/me/factors/totp', { name: 'Phone' })).status).toBe(201);
  });

  test('asks whoever has a second factor for it, and takes no password instead', async () => {
    const { id, secret, codes } = await setUpApp();
    const remove = () => ada.send('DELETE', `/me/factors/totp/${id}`);
    expect(codeOf(await remove())).toEqual(stale);
    const byPassword = await ada.send('POST', '/me/step-up', { password: clientPassword });
    expect(codeOf(byPassword)).toEqual([401, 'mfa.required']);
    const wrong = await ada.send('POST', '/me/step-up', {
      otp: showing(secret.split('').reverse().join('')),
    });
    expect(codeOf(wrong)).toEqual([401, 'mfa.invalid_code']);
    const proved = await ada.send('POST', '/me/step-up', { otp: showing(secret) });
    expect(proved.body).toMatchObject({
      acr: 'aal2',
      amr: expect.arrayContaining(['pwd', 'otp', 'mfa']) as unknown,
    });
    const again = await ada.send('POST', '/me/step-up', { otp: showing(secret) });
    expect(codeOf(again)).toEqual([401, 'mfa.invalid_code']);
    expect((await ada.send('POST', '/me/step-up', { otp: codes[0] })).status).toBe(200);
    expect((await ada.get('/me/factors')).body['recovery_codes_left']).toBe(9);
    expect((await remove()).status).toBe(204);
    expect((await ada.get('/me/factors')).body).toEqual({ totp: [], passkeys: [], recovery_codes_left: 0 });
  });

  test.each([
    ['POST', '/me/email', { email: 'new@example.com' }],
    ['POST', '/me/factors/totp', { name: 'Phone' }],
    ['POST', '/me/factors/passkeys/options', undefined],
    ['POST', '/me/recovery-codes', undefined],
    ['POST', '/me/deletion', undefined],
    ['GET', '/me/data', undefined],
  ] as const)(
    'is none that a static token may do, nor a session that is old: %s %s',
    async (method, path, body) => {
      const made = await ada.send('POST', '/me/tokens', { name: 'script' });
      const script = `Token ${String(made.body['token'])}`;
      const call = { method, path, ...(body && { body }) };
      const byScript = await callApi(ostiary, { ...call, token: script });
      expect([...codeOf(byScript), byScript.body['detail']]).toEqual([
        ...[403, 'access.denied', 'This takes a session: sign in first.'],
      ]);
      ostiary.clock.advance(stepUpSeconds * 1000 + 1);
      expect(codeOf(await callApi(ostiary, { ...call, token: ada.token }))).toEqual(stale);
    },
  );
});

test('the cookie of a session gets another secret with a proof, and the one before is no good any more', async () => {
  const login = `ada${count}`;
  const { secret } = await browserSession(ostiary.services, operator.act, {
    login,
    password: clientPassword,
  });
  const asBrowser = (cookie: string, path: string, body?: object) =>
    callApi(
      ostiary,
      { method: body ? 'POST' : 'GET', path, ...(body && { body }) },
      { cookie: `ostiary_session=${cookie}`, 'sec-fetch-site': 'same-origin' },
    );
  const proved = await asBrowser(secret, '/me/step-up', { password: clientPassword });
  expect(proved.status).toBe(200);
  const cookie = String(proved.headers['set-cookie']);
  expect(cookie).toMatch(/^ostiary_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
  const renewed = /=([\w-]+)/.exec(cookie)?.[1] ?? '';
  expect((await asBrowser(secret, '/me')).status).toBe(401);
  expect((await asBrowser(renewed, '/me')).status).toBe(200);
});

test('where somebody stands is told with who they are, and the last factor that a role asks for stays', async () => {
  await ostiary.services.access.grantRole(operator, { userId: ada.userId }, 'auditor');
  const standing = async (): Promise<unknown> => (await ada.get('/me')).body['second_factor'];
  const graceEndsAt = new Date(ostiary.clock.nowMs() + ostiary.config.factors.graceSeconds * 1000);
  expect(await standing()).toEqual({ required: true, has: [], grace_ends_at: graceEndsAt.toISOString() });
  const { id, codes } = await setUpApp();
  expect(await standing()).toEqual({ required: true, has: ['totp', 'recovery_code'], grace_ends_at: null });
  await ada.send('POST', '/me/step-up', { otp: codes[0] });
  expect(codeOf(await ada.send('DELETE', `/me/factors/totp/${id}`))).toEqual([409, 'mfa.last_factor']);
  expect(codeOf(await ada.send('POST', '/me/recovery-codes'))).toEqual([201, undefined]);
});

test('a passkey is made, proves who somebody is, is renamed and removed', async () => {
  const authenticator = softwareAuthenticator({ origin: ostiary.config.server.url });
  const options = (await ada.send('POST', '/me/factors/passkeys/options')).body;
  const response = authenticator.create(options as never);
  const made = await ada.send('POST', '/me/factors/passkeys', { name: 'Laptop', response });
  expect([made.status, made.body['passkey']]).toEqual([
    201,
    {
      ...{ id: response.id, name: 'Laptop', is_synced: false, last_used_at: null, cloned_at: null },
      created_at: new Date(ostiary.clock.nowMs()).toISOString(),
    },
  ]);
  const again = await ada.send('POST', '/me/factors/passkeys', { name: 'Laptop', response });
  expect(codeOf(again)).toEqual(stale);
  const asked = (await ada.send('POST', '/me/step-up/options')).body;
  const passkey = authenticator.get(asked as never);
  const proved = await ada.send('POST', '/me/step-up', { passkey });
  expect(proved.body).toMatchObject({ acr: 'aal2' });
  expect(codeOf(await ada.send('POST', '/me/step-up', { passkey }))).toEqual([401, 'mfa.passkey_refused']);
  const path = `/me/factors/passkeys/${response.id}`;
  expect((await ada.send('PATCH', path, { name: 'Old laptop' })).status).toBe(204);
  expect((await ada.get('/me/factors')).body['passkeys']).toMatchObject([{ name: 'Old laptop' }]);
  expect((await ada.send('DELETE', path)).status).toBe(204);
  expect((await ada.get('/me/factors')).body['passkeys']).toEqual([]);
});

test('factors are one’s own: those of others are not there', async () => {
  const { id } = await setUpApp();
  const bob = await addClient(ostiary, `bob${count}`);
  expect(codeOf(await bob.send('DELETE', `/me/factors/totp/${id}`))).toEqual([404, 'mfa.factor_not_found']);
  expect((await bob.get('/me/factors')).body['totp']).toEqual([]);
});

describe('an administrator', () => {
  test('resets the factors of somebody weaker, who is signed out, and of nobody stronger', async () => {
    await ostiary.services.access.createRole(operator, {
      name: `desk${count}`,
      permissions: ['users.read', 'users.reset_factors'],
    });
    const desk = await addClient(ostiary, `desk${count}`, { roles: [`desk${count}`] });
    const owner = await addClient(ostiary, `owner${count}`, { roles: ['owner'] });
    await setUpApp();
    const seen = await desk.get(`/users/${ada.userId}/factors`);
    expect(seen.body).toMatchObject({
      totp: [{ name: 'Phone' }],
      recovery_codes_left: 10,
      trusted_devices: [],
    });
    expect(JSON.stringify(seen.body)).not.toMatch(/secret/);
    expect((await desk.send('DELETE', `/users/${ada.userId}/factors`)).status).toBe(403);
    await ostiary.services.access.revokeRole(operator, { userId: ada.userId }, 'read-only');
    expect((await desk.send('DELETE', `/users/${ada.userId}/factors`)).status).toBe(204);
    expect((await ada.get('/me')).status).toBe(401);
    const signedIn = await ostiary.services.tokens.signIn(operator.act, {
      login: `ada${count}`,
      password: clientPassword,
    });
    ada = clientFor(ostiary, { userId: ada.userId, token: `Bearer ${signedIn.pair.access}` });
    expect((await ada.get('/me')).body).toMatchObject({ second_factor: { has: [] } });
    for (const userId of [owner.userId, desk.userId]) {
      expect(codeOf(await desk.send('DELETE', `/users/${userId}/factors`))).toEqual([403, 'access.denied']);
    }
    const reader = await addClient(ostiary, `reader${count}`);
    expect(codeOf(await reader.get(`/users/${ada.userId}/factors`))).toEqual([403, 'access.denied']);
  });
});

test('a passkey is asked for by nobody where there are none', async () => {
  const without = await testApp({ OSTIARY_PASSKEYS: 'off' });
  const bob = await addClient(without, 'bob');
  const asked = await bob.send('POST', '/me/factors/passkeys/options');
  expect(codeOf(asked)).toEqual([401, 'mfa.passkey_refused']);
  expect(asked.body['detail']).toBe('Passkeys are off on this server.');
  await without.close();
});
