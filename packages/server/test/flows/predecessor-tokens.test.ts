import { createHmac } from 'node:crypto';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { oldClaims, oldKey, signOldToken } from '../../src/modules/predecessor/old-service.fixture.ts';
import { addPerson, goodPassword, httpClient, operator } from '../support/http-client.ts';
import { clientKey, oauthWorld, type OauthWorld, type TestClient } from '../support/oauth/index.ts';
import { serviceCaller, type ServiceCaller } from '../support/service-caller.ts';
import { testApp } from '../support/test-app.ts';

/** Tokens that the service before this one signed, where ours are taken. */

const until = '2099-01-01T00:00:00Z';
const overlap = { OSTIARY_PREDECESSOR_KEY: oldKey, OSTIARY_PREDECESSOR_UNTIL: until };

let store: TestDatabase;
let world: OauthWorld;
let api: ReturnType<typeof httpClient>;
let ada: User;
let count = 100;

const claims = (changed: Record<string, unknown> = {}): Record<string, unknown> =>
  oldClaims(Number(ada.externalId), world.clock.nowMs(), changed);
const oldToken = (changed: Record<string, unknown> = {}): string => signOldToken(claims(changed));

const user = (token: string) => api.get('/auth/user/', { authorization: `Bearer ${token}` });
const verify = (token: string, headers = {}) => api.post('/auth/token/verify/', { token }, headers);

async function expectRefused(token: string, why = ''): Promise<void> {
  // As the contract has it (contracts/django-easyjwt.md).
  expect([why, (await user(token)).statusCode]).toEqual([why, 403]);
  expect([why, (await verify(token)).statusCode]).toEqual([why, 401]);
}

async function expectTaken(token: string, why = ''): Promise<void> {
  expect([why, (await user(token)).statusCode]).toEqual([why, 200]);
  expect([why, (await verify(token)).statusCode]).toEqual([why, 200]);
}

describe.each(databases())('an access token of the predecessor, on $name', ({ open }) => {
  let client: TestClient;
  let service: ServiceCaller;

  beforeAll(async () => {
    store = await open();
    world = await oauthWorld({ DATABASE_URL: store.url, ...overlap });
    api = httpClient(world.app);
    client = await world.client();
    service = await serviceCaller(world);
  });
  afterAll(async () => {
    await world.close();
    await store.close();
  });
  beforeEach(async () => {
    count += 1;
    ada = await addPerson(world.services, {
      username: `ada${count}`,
      externalId: String(count),
      roles: ['owner'],
    });
  });

  test('is taken as one of ours: who it is, what they may, and whether it is good', async () => {
    expect((await user(oldToken())).json()).toMatchObject({ id: ada.id });
    expect((await verify(oldToken())).body).toBe('{}');
    expect((await verify(oldToken(), service.headers)).body).toBe('{}');
    // Text or number, as the version of SimpleJWT has it.
    await expectTaken(oldToken({ user_id: ada.externalId }));
    const bearer = { authorization: `JWT ${oldToken()}` };
    expect((await api.get('/api/v1/users?limit=1', bearer)).statusCode).toBe(200);
  });

  test('belongs to no session, so that what needs one is refused to it', async () => {
    const asked = { url: '/api/v1/me/recovery-codes', method: 'POST' } as const;
    const authorization = `Bearer ${oldToken()}`;
    const answer = await world.app.inject({ ...asked, headers: { authorization } });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'access.denied']);
    const cookie = `Authorization=${encodeURIComponent(authorization)}`;
    const sensitive = {
      url: '/api/v1/keys/rotate',
      method: 'POST',
      headers: { cookie, origin: world.origin },
    } as const;
    const refused = await world.app.inject(sensitive);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
      401,
      'login.step_up_required',
    ]);
  });

  test('is told about: to a client, to a service, and by the engine', async () => {
    const told = {
      ...{ active: true, sub: ada.id, username: ada.username, client_id: 'ostiary', token_type: 'Bearer' },
      exp: claims()['exp'],
    };
    expect(await world.introspect(oldToken({ exp: told.exp }), client)).toMatchObject(told);
    const form = { token: oldToken({ exp: told.exp }) };
    const byService = { form, headers: { authorization: `Bearer ${service.key}` } };
    expect((await world.post('/o/introspect', byService)).body).toMatchObject({
      ...told,
      ...{ roles: ['owner'], may_enter: true },
    });
    // Clients with a key of their own are answered by the engine itself.
    const key = await clientKey();
    const signing = await world.client({ authentication: 'private_key_jwt', jwks: key.jwks });
    const assertion = await key.assertion(signing.clientId, { aud: world.origin });
    expect(await world.introspect(oldToken({ exp: told.exp }), assertion)).toMatchObject(told);
    const again = await key.assertion(signing.clientId, { aud: world.origin });
    expect(await world.introspect(oldToken({ jti: undefined }), again)).toEqual({ active: false });
  });

  test('is revoked by whoever holds it, alone', async () => {
    const [one, other] = [oldToken(), oldToken()];
    expect((await world.post('/o/revoke_token', { form: { token: one }, auth: client })).status).toBe(200);
    await expectRefused(one);
    expect(await world.introspect(one, client)).toEqual({ active: false });
    await expectTaken(other);
    expect(await world.audited('token.revoke')).toMatchObject([
      { outcome: 'success', details: { predecessor: true } },
    ]);
  });

  test.each<[string, (changed: { token: string }) => Promise<unknown>]>([
    ['signed out everywhere', () => world.services.login.signOutEverywhere(operator.act, ada.id)],
    ['given another password', () => world.services.passwords.reset(operator, ada.id, 'another lantern/77')],
    [
      'their password changed',
      () =>
        world.services.passwords.change(operator.act, {
          ...{ login: ada.username ?? '', password: goodPassword, newPassword: 'another lantern/77' },
        }),
    ],
    ['deactivated', () => world.services.users.deactivate(operator, ada.id)],
    ['deleted', () => world.services.users.delete(operator, ada.id)],
  ])('of somebody who was %s is over, also one that is signed afterwards', async (_name, end) => {
    const other = await addPerson(world.services, { username: `other${count}`, externalId: `o${count}` });
    const token = oldToken();
    await expectTaken(token);
    await end({ token });
    await expectRefused(token);
    await expectRefused(oldToken({ iat: Math.floor(world.clock.nowMs() / 1000) }));
    expect(await world.introspect(token, client)).toEqual({ active: false });
    await expectTaken(oldToken({ user_id: other.externalId }));
  });

  test('stays over for somebody who is back', async () => {
    const token = oldToken();
    await world.services.users.deactivate(operator, ada.id);
    await world.services.users.reactivate(operator, ada.id);
    await expectRefused(token);
  });

  test('is refused when it is not what it should be', async () => {
    const now = Math.floor(world.clock.nowMs() / 1000);
    const wrong: Record<string, Record<string, unknown>> = {
      'has expired': { exp: now - 1 },
      'never expires': { exp: undefined },
      'expires at a text': { exp: String(now + 300) },
      'is from later': { iat: now + 60 },
      'begins later': { nbf: now + 60 },
      'is a sliding token': { token_type: 'sliding' },
      'is of no type': { token_type: undefined },
      'has no id': { jti: undefined },
      'is of nobody': { user_id: undefined },
      'is of a list': { user_id: [ada.externalId] },
      'is of a fraction': { user_id: 1.5 },
      'is of somebody else': { user_id: 424_242 },
      'is of the id here': { user_id: ada.id },
      'has a NUL in it': { user_id: `${ada.externalId ?? ''}\0` },
      'is from somewhere': { iss: 'https://old.example' },
      'is for somebody': { aud: 'shop' },
    };
    for (const [why, changed] of Object.entries(wrong)) await expectRefused(oldToken(changed), why);
  });

  test('is none when it is one for refreshing, which is no more than known', async () => {
    const token = oldToken({ token_type: 'refresh' });
    const answer = await user(token);
    expect([answer.statusCode, answer.body]).toEqual([403, expect.stringContaining('Token has wrong type')]);
    expect((await verify(token)).statusCode).toBe(200);
    expect(await world.introspect(token, client)).toEqual({ active: false });
  });

  test('is refused when somebody else signed it', async () => {
    const [header = '', payload = '', signature = ''] = oldToken().split('.');
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bytes = Buffer.from(signature, 'base64url');
    const key = await world.services.keys.jwks();
    const asSecret = JSON.stringify(key.keys[0]);
    const kid = String(key.keys[0]?.['kid']);
    const own = String(
      (
        await world.services.tokens.signIn(operator.act, {
          login: ada.username ?? '',
          password: goodPassword,
        })
      ).pair.access,
    );
    const [ownHeader = '', ownPayload = ''] = own.split('.');
    const mac = (content: string, hash = 'sha256'): string =>
      `${content}.${createHmac(hash, oldKey).update(content).digest('base64url')}`;
    const forged: Record<string, string> = {
      'without a signature': `${header}.${payload}.`,
      'with none as algorithm': `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      'with None as algorithm': `${encode({ alg: 'None', typ: 'JWT' })}.${payload}.${signature}`,
      'with another key': signOldToken(claims(), { key: `${oldKey}x` }),
      'with an empty key': signOldToken(claims(), { key: '' }),
      'with a public key of ours as the secret': signOldToken(claims(), { key: asSecret }),
      'with another algorithm of the same key': signOldToken(claims(), { header: { alg: 'HS512' } }),
      'with an algorithm that it does not say': mac(`${encode({ alg: 'RS256', typ: 'JWT' })}.${payload}`),
      'with our key named': signOldToken(claims(), { header: { kid } }),
      'with a key of its own': signOldToken(claims(), {
        header: { kid: 'old', jwk: { kty: 'oct', k: 'AA' } },
      }),
      'with our header': mac(`${ownHeader}.${encode(claims())}`),
      'with our claims': mac(`${header}.${ownPayload}`),
      'with an extension': signOldToken(claims(), { header: { crit: ['b64'], b64: false } }),
      'with another type': signOldToken(claims(), { header: { typ: 'at+jwt' } }),
      'cut short': `${header}.${payload}.${bytes.subarray(0, 16).toString('base64url')}`,
      'with padding': `${header}.${payload}.${signature}=`,
      'in another alphabet': `${header}.${payload}.${bytes.toString('base64')}`,
      'with stray bits': `${header}.${payload}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
      'with a part more': `${header}.${payload}.${signature}.x`,
      'with claims that are none': mac(`${header}.${encode([1])}`),
      'with a changed user': `${header}.${encode(claims({ user_id: 1 }))}.${signature}`,
    };
    for (const [why, token] of Object.entries(forged)) await expectRefused(token, why);
    await expectTaken(own, 'ours');
  });
});

describe('what is set decides', () => {
  type Signed = (now: number) => string;

  /** What becomes of each, with somebody there whose external id is `shop-7`. */
  async function statuses(env: Record<string, string>, ...tokens: Signed[]): Promise<number[]> {
    const server = await testApp(env);
    try {
      await addPerson(server.services, { username: 'ada', externalId: 'shop-7' });
      const client = httpClient(server.app);
      const found: number[] = [];
      for (const signed of tokens) {
        const authorization = `Bearer ${signed(server.clock.nowMs())}`;
        found.push((await client.get('/auth/user/', { authorization })).statusCode);
      }
      return found;
    } finally {
      await server.close();
    }
  }
  const shop = { ...overlap, OSTIARY_PREDECESSOR_ID_PREFIX: 'shop-' };

  test('without the key there are no such tokens, and after the end none any more', async () => {
    const signed: Signed = (now) => signOldToken(oldClaims(7, now));
    expect(await statuses(shop, signed)).toEqual([200]);
    expect(await statuses({}, signed)).toEqual([403]);
    const until = (time: string) => ({ ...shop, OSTIARY_PREDECESSOR_UNTIL: time });
    expect(await statuses(until('2026-01-15T10:00:01Z'), signed)).toEqual([200]);
    expect(await statuses(until('2026-01-15T10:00:00Z'), signed)).toEqual([403]);
  });

  test('algorithm, claim, issuer and audience', async () => {
    const key = `${oldKey}${oldKey}`;
    const env = {
      ...{ ...shop, OSTIARY_PREDECESSOR_KEY: key, OSTIARY_PREDECESSOR_ALGORITHM: 'HS512' },
      ...{ OSTIARY_PREDECESSOR_USER_ID_CLAIM: 'sub', OSTIARY_PREDECESSOR_ISSUER: 'https://old.example' },
      OSTIARY_PREDECESSOR_AUDIENCE: 'shop',
    };
    const said = { sub: '7', iss: 'https://old.example', aud: ['shop', 'till'] };
    const signed =
      (changed: object, alg: 'HS256' | 'HS512' = 'HS512'): Signed =>
      (now) =>
        signOldToken(oldClaims(undefined, now, { ...said, ...changed }), { key, header: { alg } });
    expect(await statuses(env, signed({}), signed({ aud: 'shop' }))).toEqual([200, 200]);
    const wrong = [
      signed({}, 'HS256'),
      signed({ iss: 'https://old.example/' }),
      signed({ iss: undefined }),
      signed({ aud: 'shopping' }),
      signed({ aud: undefined }),
      signed({ sub: undefined, user_id: 7 }),
    ];
    expect(await statuses(env, ...wrong)).toEqual(wrong.map(() => 403));
  });
});
