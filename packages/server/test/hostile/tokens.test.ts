import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, claimsOf, goodPassword, httpClient } from '../support/http-client.ts';
import { badClaims, forgeriesOf } from './forgeries.ts';
import { leakIn, watchedApp, type WatchedApp } from './watched-app.ts';

let test: WatchedApp;
let api: ReturnType<typeof httpClient>;
let pair: { access: string; refresh: string };
let sliding: string;
let count = 0;

beforeAll(async () => {
  test = await watchedApp({
    OSTIARY_AUTH_HEADER_TYPES: 'Bearer,JWT,Token,Basic',
    OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
  });
  api = httpClient(test.app);
});
afterAll(() => test.close());

beforeEach(async () => {
  const username = `person${String((count += 1))}`;
  await addPerson(test.services, { username, email: `${username}@example.com` });
  const credentials = { username, password: goodPassword };
  pair = (await api.post('/auth/token/', credentials)).json();
  sliding = (await api.post('/auth/token/sliding/', credentials)).json<{ token: string }>().token;
});

type Place = [name: string, present: (token: string) => Promise<{ statusCode: number; body: string }>];

/** Where a token of the kinds `access` and `sliding` opens a door. */
const doors: Place[] = [
  ['Bearer', (token) => api.get('/api/v1/me', { authorization: `Bearer ${token}` })],
  ['JWT', (token) => api.get('/api/v1/me', { authorization: `JWT ${token}` })],
  ['Bearer at the token API', (token) => api.get('/auth/user/', { authorization: `Bearer ${token}` })],
  [
    'the role cookie',
    (token) => api.get('/authenticated-user/', { cookie: `Authorization="Bearer ${token}"` }),
  ],
  ['verify', (token) => api.post('/auth/token/verify/', { token })],
];
/** Where other kinds are meant. */
const otherDoors: Place[] = [
  ['Token', (token) => api.get('/api/v1/me', { authorization: `Token ${token}` })],
  ['Basic', (token) => api.get('/api/v1/me', { authorization: `Basic ${token}` })],
  ['the session cookie', (token) => api.get('/api/v1/me', { cookie: `ostiary_session=${token}` })],
  ['refresh', (token) => api.post('/auth/token/refresh/', { refresh: token })],
  ['blacklist', (token) => api.post('/auth/token/blacklist/', { refresh: token })],
  ['logout', (token) => api.post('/auth/token/logout/', { refresh: token })],
];
const slide: Place = ['sliding refresh', (token) => api.post('/auth/token/sliding/refresh/', { token })];

async function expectRefusedAt(places: Place[], token: string, name: string): Promise<void> {
  for (const [place, present] of places) {
    const answer = await present(token);
    expect([400, 401, 403], `${name} at ${place}: ${answer.body}`).toContain(answer.statusCode);
    expect(leakIn(answer.body, [])).toBeUndefined();
    if (token.length > 40) expect(answer.body).not.toContain(token);
  }
}

const nowSeconds = () => Math.floor(test.clock.nowMs() / 1000);

describe('a token', () => {
  it('opens every door when it is good, so that the refusals below mean something', async () => {
    for (const [place, present] of doors) {
      expect((await present(pair.access)).statusCode, place).toBe(200);
      expect((await present(sliding)).statusCode, place).toBe(200);
    }
    expect((await slide[1](sliding)).statusCode).toBe(200);
    const again = await test.services.keys.sign(claimsOf(pair.access), 'at+jwt');
    for (const [place, present] of doors) expect((await present(again)).statusCode, place).toBe(200);
  });

  it('that was forged opens none', async () => {
    const keySet = (await api.get('/.well-known/jwks.json')).json<Parameters<typeof forgeriesOf>[1]>();
    for (const token of [pair.access, sliding]) {
      for (const [name, forged] of forgeriesOf(token, keySet)) {
        await expectRefusedAt([...doors, ...otherDoors, slide], forged, name);
      }
    }
  });

  it('that our own key signed with other claims, or as another type, opens none', async () => {
    for (const [name, changes, typ = 'at+jwt'] of badClaims(nowSeconds())) {
      const token = await test.services.keys.sign({ ...claimsOf(pair.access), ...changes }, typ);
      await expectRefusedAt([...doors, slide], token, name);
    }
  });

  it('of one kind is of no use where another is meant', async () => {
    const { token } = (
      await api.post('/api/v1/me/tokens', { name: 'x' }, { authorization: `Bearer ${pair.access}` })
    ).json<{ token: string }>();
    await expectRefusedAt(otherDoors, pair.access, 'access');
    await expectRefusedAt(otherDoors, sliding, 'sliding');
    await expectRefusedAt([...doors.filter(([name]) => name !== 'verify'), slide], pair.refresh, 'refresh');
    await expectRefusedAt(
      [...doors, slide, ...otherDoors.filter(([name]) => name !== 'Token')],
      token,
      'static',
    );
    await expectRefusedAt([slide], pair.access, 'access');
    expect((await api.get('/api/v1/me', { authorization: `Token ${token}` })).statusCode).toBe(200);
  });

  it('of an ended session opens none, and its session cannot be kept alive', async () => {
    await api.post('/auth/token/logout/', { refresh: pair.refresh });
    await expectRefusedAt(doors, pair.access, 'access');
    const refreshed = await api.post('/auth/token/refresh/', { refresh: pair.refresh });
    expect([refreshed.statusCode, refreshed.json()]).toEqual([
      401,
      { detail: 'Token is blacklisted', code: 'token_not_valid' },
    ]);
    expect((await slide[1](sliding)).statusCode).toBe(200);
  });

  it('is never written to the log, good or bad', () => {
    const parts = [pair.access, pair.refresh, sliding].map((token) => token.slice(-40));
    expect(leakIn(test.logged(), [...parts, goodPassword])).toBeUndefined();
  });
});

describe('a server that signs with a shared secret', () => {
  it('publishes no key, and takes no token of another algorithm', async () => {
    const secret = 'a-shared-secret-of-more-than-32-characters';
    const shared = await watchedApp({ OSTIARY_ALGORITHM: 'HS256', OSTIARY_SIGNING_KEY: secret });
    try {
      const client = httpClient(shared.app);
      await addPerson(shared.services, { username: 'hilde', email: 'hilde@example.com' });
      const own = (await client.post('/auth/token/', { username: 'hilde', password: goodPassword })).json<
        typeof pair
      >();
      expect((await client.post('/auth/token/verify/', { token: own.access })).statusCode).toBe(200);
      expect((await client.get('/.well-known/jwks.json')).body).toBe('{"keys":[]}');
      const { kid } = JSON.parse(Buffer.from(own.access.split('.')[0] ?? '', 'base64url').toString()) as {
        kid: string;
      };
      const [theirs] = (await api.get('/.well-known/jwks.json')).json<Parameters<typeof forgeriesOf>[1]>()
        .keys;
      for (const [name, forged] of forgeriesOf(own.access, { keys: [{ ...theirs, kid }] })) {
        const answer = await client.post('/auth/token/verify/', { token: forged });
        expect(answer.statusCode, name).toBe(401);
      }
      expect(leakIn(shared.logged(), [secret])).toBeUndefined();
    } finally {
      await shared.close();
    }
  });
});

describe('sixty-four at once', () => {
  const many = <T>(make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 64 }, make));

  it('who refresh one token get one successor, and stay signed in', async () => {
    const answers = await many(() => api.post('/auth/token/refresh/', { refresh: pair.refresh }));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const successors = new Set(answers.map((answer) => answer.json<typeof pair>().refresh));
    expect(successors.size).toBe(1);
    const [refresh] = successors;
    expect((await api.post('/auth/token/refresh/', { refresh })).statusCode).toBe(200);
    expect((await api.get('/api/v1/me', { authorization: `Bearer ${pair.access}` })).statusCode).toBe(200);
  });

  it('who replay a used token after the window end its family, and get nothing', async () => {
    const { refresh } = (await api.post('/auth/token/refresh/', { refresh: pair.refresh })).json<
      typeof pair
    >();
    test.clock.advance((test.config.tokens.reuseWindowSeconds + 1) * 1_000);
    const answers = await many(() => api.post('/auth/token/refresh/', { refresh: pair.refresh }));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([401]));
    expect((await api.post('/auth/token/refresh/', { refresh })).statusCode).toBe(401);
    await expectRefusedAt(doors, pair.access, 'access');
  });

  it('who revoke one token: one does it', async () => {
    const authorization = `Bearer ${pair.access}`;
    const { id } = (await api.post('/api/v1/me/tokens', { name: 'x' }, { authorization })).json<{
      id: string;
    }>();
    const answers = await many(() =>
      test.app.inject({ method: 'DELETE', url: `/api/v1/me/tokens/${id}`, headers: { authorization } }),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect([statuses[0], new Set(statuses.slice(1))]).toEqual([204, new Set([404])]);
  });

  it('who use the set-up link: one becomes the administrator', async () => {
    const fresh = await watchedApp();
    try {
      const token = (await fresh.services.account.offerSetUp()) ?? '';
      const page = await fresh.app.inject({ url: `/setup?token=${token}` });
      const formToken = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      const cookie = `ostiary_form=${page.cookies[0]?.value ?? ''}`;
      let number = 0;
      const answers = await many(() => {
        const username = `root${String((number += 1))}`;
        const form = {
          form_token: formToken,
          token,
          username,
          email: `${username}@example.com`,
          password: goodPassword,
        };
        return fresh.app.inject({
          method: 'POST',
          url: '/setup',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            cookie,
            origin: 'http://localhost:8000',
          },
          payload: new URLSearchParams(form).toString(),
        });
      });
      expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
      const everybody = await fresh.services.users.list(fresh.services.database.db, { limit: 100 });
      expect(everybody.map(({ isSuperuser }) => isSuperuser)).toEqual([true]);
    } finally {
      await fresh.close();
    }
  });
});
