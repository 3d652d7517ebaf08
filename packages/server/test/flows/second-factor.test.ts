import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TOTP } from 'otpauth';
import type { Caller } from '#modules/access';
import type { User } from '#modules/users';
import { addPerson, answerOf, goodPassword, httpClient } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** Second factors where there are no pages: the token API, the tutorials' paths and Basic. */

const operator: Caller = {
  act: {
    actor: { type: 'command', id: null },
    origin: { address: null, userAgent: null, requestId: null },
  },
  subject: 'operator',
};

const dayMs = 86_400_000;
const required = {
  detail: 'A second factor is needed: send a code as `otp`.',
  code: 'second_factor_required',
};
const wrong = { detail: 'This code is not right, or it was used already.', code: 'invalid_otp' };
const enrolmentRequired = {
  detail: 'Your role asks for a second factor. Sign in with a browser and set one up first.',
  code: 'second_factor_enrolment_required',
};

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let user: User;

async function start(env: Record<string, string> = {}): Promise<void> {
  server = await testApp({ OSTIARY_FACTOR_ROLES: 'owner,admin', ...env });
  api = httpClient(server.app);
  user = await addPerson(server.services, { username: 'ann', email: 'ann@example.com' });
}

beforeEach(() => start());
afterEach(() => server.close());

/** Sets up an app in somebody's account, and lets its first code pass. */
async function enrol(who: User): Promise<{ code(): string; recoveryCodes: string[] }> {
  const { mfa } = server.services;
  const { id, secret } = await mfa.totp.begin(operator.act, who, 'Phone');
  const app = new TOTP({ secret });
  const code = (): string => app.generate({ timestamp: server.clock.nowMs() });
  const { recoveryCodes } = await mfa.totp.confirm(operator.act, who, { id, code: code() });
  server.clock.advance(60_000);
  return { code, recoveryCodes: recoveryCodes ?? [] };
}

const credentials = (otp?: unknown) => ({
  ...{ email: 'ann@example.com', password: goodPassword },
  ...(otp !== undefined && { otp }),
});

const signIn = (otp?: unknown) => api.post('/auth/token/', credentials(otp));

function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('POST /auth/token/', () => {
  it('asks for a code as soon as there is an app, and takes each once', async () => {
    expect((await signIn()).statusCode).toBe(200);
    const { code } = await enrol(user);
    const asked = await signIn();
    expect(answerOf(asked)).toEqual([401, JSON.stringify(required)]);
    expect(asked.headers['www-authenticate']).toBe('Bearer realm="api"');
    for (const nothing of ['', null]) expect((await signIn(nothing)).json()).toEqual(required);
    for (const bad of ['000000', 'x', 7]) {
      expect(answerOf(await signIn(bad))).toEqual([401, JSON.stringify(wrong)]);
    }
    expect((await signIn(code())).statusCode).toBe(200);
    expect(answerOf(await signIn(code()))).toEqual([401, JSON.stringify(wrong)]);
    server.clock.advance(30_000);
    expect((await signIn(code())).statusCode).toBe(200);
  });

  it('says nothing of factors to whoever does not have the password', async () => {
    const refusal = (await signIn()).statusCode === 200 && (await wrongPassword('ann@example.com'));
    const { code } = await enrol(user);
    expect(await wrongPassword('ann@example.com', code())).toEqual(refusal);
    expect(await wrongPassword('ann@example.com')).toEqual(await wrongPassword('nobody@example.com'));
    // The code was not even looked at.
    expect((await signIn(code())).statusCode).toBe(200);
  });

  it('takes a recovery code instead, once, however it is typed', async () => {
    const { recoveryCodes } = await enrol(user);
    const [code = ''] = recoveryCodes;
    expect((await signIn(` ${code.toUpperCase().replaceAll('-', ' ')} `)).statusCode).toBe(200);
    expect((await signIn(code)).json()).toEqual(wrong);
  });

  it('makes no difference for somebody without a factor', async () => {
    const answer = await signIn('123456');
    expect(answer.statusCode).toBe(200);
    const { access } = answer.json<{ access: string }>();
    expect(claimsOf(access)).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  });

  it('gives tokens that say how it was proved, also those that a refresh makes', async () => {
    const { code } = await enrol(user);
    const pair = (await signIn(code())).json<{ access: string; refresh: string }>();
    const proved = { acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] };
    expect(claimsOf(pair.access)).toMatchObject(proved);
    const refreshed = await api.post('/auth/token/refresh/', { refresh: pair.refresh });
    expect(claimsOf(refreshed.json<{ access: string }>().access)).toMatchObject(proved);
    server.clock.advance(30_000);
    const sliding = await api.post('/auth/token/sliding/', credentials(code()));
    const { token } = sliding.json<{ token: string }>();
    expect(claimsOf(token)).toMatchObject(proved);
    const again = await api.post('/auth/token/sliding/refresh/', { token });
    expect(claimsOf(again.json<{ token: string }>().token)).toMatchObject(proved);
  });

  it('limits how often a code is guessed, per account, for right codes as well', async () => {
    await server.close();
    await start({ OSTIARY_RATE_LIMITS: 'on' });
    const { code } = await enrol(user);
    const answers = [];
    for (let index = 0; index < 6; index++) answers.push((await signIn('000000')).statusCode);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    const blocked = await signIn(code());
    expect(blocked.statusCode).toBe(429);
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
    server.clock.advance(1_000);
    expect((await signIn(code())).statusCode).toBe(200);
  });

  it('is audited: who was refused, and never a code', async () => {
    const { recoveryCodes } = await enrol(user);
    await signIn('987654');
    await signIn(recoveryCodes[0]);
    const { audit, database } = server.services;
    const entries = await audit.list(database.db, { limit: 100 });
    const refused = entries.find(({ action }) => action === 'factor.refuse');
    expect(refused).toMatchObject({
      ...{ outcome: 'failure', target: { type: 'user', id: user.id } },
      details: { kind: 'totp', reason: 'wrong' },
    });
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`987654|${recoveryCodes[0] ?? ''}`));
  });
});

async function wrongPassword(email: string, otp?: string) {
  const sent = { email, password: 'not the password', ...(otp !== undefined && { otp }) };
  return answerOf(await api.post('/auth/token/', sent));
}

describe('a role that asks for a factor', () => {
  it('lets people in for a while, and then only with one', async () => {
    await server.services.access.grantRole(operator, { userId: user.id }, 'admin');
    expect((await signIn()).statusCode).toBe(200);
    server.clock.advance(7 * dayMs - 1);
    expect((await signIn()).statusCode).toBe(200);
    server.clock.advance(1);
    expect(answerOf(await signIn())).toEqual([403, JSON.stringify(enrolmentRequired)]);
    for (const path of ['/auth/token/sliding/', '/user-auth/', '/api/login', '/api/jwt-auth/']) {
      expect(answerOf(await api.post(path, credentials()))).toEqual([403, JSON.stringify(enrolmentRequired)]);
    }
    const { code } = await enrol(user);
    expect((await signIn(code())).statusCode).toBe(200);
  });
});

describe.each([
  ['/auth/token/sliding/', 200],
  ['/user-auth/', 200],
  ['/api/login', 200],
  ['/api/jwt-auth/', 200],
])('POST %s', (path, status) => {
  it('asks for the second factor in the shape of the token API', async () => {
    expect((await api.post(path, credentials())).statusCode).toBe(status);
    const { code, recoveryCodes } = await enrol(user);
    expect(answerOf(await api.post(path, credentials()))).toEqual([401, JSON.stringify(required)]);
    expect(answerOf(await api.post(path, credentials('000000')))).toEqual([401, JSON.stringify(wrong)]);
    expect((await api.post(path, credentials(code()))).statusCode).toBe(status);
    expect(answerOf(await api.post(path, credentials(code())))).toEqual([401, JSON.stringify(wrong)]);
    const { username } = user;
    const byName = { username, password: goodPassword, otp: recoveryCodes[0] };
    const sent = path.startsWith('/auth') ? credentials(recoveryCodes[0]) : byName;
    expect((await api.post(path, sent)).statusCode).toBe(status);
  });
});

describe('POST /user-auth/', () => {
  it('gives a token that says how it was proved', async () => {
    const { code } = await enrol(user);
    const answer = await api.post('/user-auth/', credentials(code()));
    const { token } = answer.json<{ token: string }>();
    expect(claimsOf(token.replace('Bearer ', ''))).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
  });
});

describe('POST /auth/password-change/', () => {
  const newPassword = 'lighthouse-42-gravel';
  const change = (more: Record<string, unknown>) =>
    api.post('/auth/password-change/', { ...credentials(), new_password: newPassword, ...more });

  it('needs the second factor, and uses no code up for a password that is too weak', async () => {
    const { code } = await enrol(user);
    expect(answerOf(await change({}))).toEqual([401, JSON.stringify(required)]);
    expect(answerOf(await change({ otp: '000000' }))).toEqual([401, JSON.stringify(wrong)]);
    expect((await change({ otp: code(), new_password: 'password' })).statusCode).toBe(400);
    expect((await change({ otp: code() })).statusCode).toBe(200);
    server.clock.advance(30_000);
    const signedIn = await api.post('/auth/token/', { ...credentials(code()), password: newPassword });
    expect(signedIn.statusCode).toBe(200);
  });

  it('forgets trusted browsers', async () => {
    const { code } = await enrol(user);
    const { mfa } = server.services;
    const trusted = await mfa.trustedDevices.trust(operator.act, user);
    const shown = { amr: ['pwd'], trustedDevice: trusted?.secret };
    expect(await mfa.prove(operator.act, user, shown)).toEqual({ amr: ['pwd'] });
    expect((await change({ otp: code() })).statusCode).toBe(200);
    await expect(mfa.prove(operator.act, user, shown)).rejects.toMatchObject({ code: 'mfa.required' });
  });
});

describe('Basic', () => {
  const basic = (password = goodPassword) =>
    `Basic ${Buffer.from(`ann@example.com:${password}`).toString('base64')}`;

  beforeEach(async () => {
    await server.close();
    await start({ OSTIARY_AUTH_HEADER_TYPES: 'Bearer,Basic' });
  });

  it('is refused to whoever has a second factor, on every part of the API', async () => {
    expect((await api.get('/auth/user/', { authorization: basic() })).statusCode).toBe(200);
    expect((await api.get('/api/v1/me', { authorization: basic() })).statusCode).toBe(200);
    await enrol(user);
    const authorization = basic();
    const refused = {
      ...{ detail: 'This account has a second factor: sign in for a token, and send that instead.' },
      code: 'second_factor_required',
    };
    expect(answerOf(await api.get('/authenticated-user/', { authorization }))).toEqual([
      ...[401, JSON.stringify(refused)],
    ]);
    // Where django-easyjwt says 403 for everything.
    expect(answerOf(await api.get('/auth/user/', { authorization }))).toEqual([403, JSON.stringify(refused)]);
    const me = await api.get('/api/v1/me', { authorization });
    expect(me.statusCode).toBe(401);
    expect(me.json()).toMatchObject({ code: 'mfa.required' });
  });
});

describe('an address that is not confirmed where it has to be', () => {
  it('gives no tokens anywhere until it is', async () => {
    await server.close();
    await start({ OSTIARY_EMAIL_VERIFICATION: 'required', OSTIARY_MAIL: 'console' });
    const sent = { email: 'new@example.com', password: goodPassword };
    expect((await api.post('/auth/create-user/', sent)).statusCode).toBe(202);
    const wrong = { ...sent, password: 'wrong-wrong-wrong' };
    for (const path of [
      '/auth/token/',
      '/auth/token/sliding/',
      '/user-auth/',
      '/api/login',
      '/api/jwt-auth/',
    ]) {
      // Otherwise whoever signs up with somebody's address would learn whether it had an account.
      const refused = answerOf(await api.post(path, sent));
      expect(refused[0]).toBeGreaterThanOrEqual(400);
      expect(refused).toEqual(answerOf(await api.post(path, wrong)));
    }
    const { users, database } = server.services;
    const { id } = (await users.findByLogin(database.db, 'new@example.com')) ?? user;
    await users.update(operator, id, { isEmailVerified: true });
    expect((await api.post('/auth/token/', sent)).statusCode).toBe(200);
    // Whoever an administrator made need not.
    expect((await signIn()).statusCode).toBe(200);
  });
});
