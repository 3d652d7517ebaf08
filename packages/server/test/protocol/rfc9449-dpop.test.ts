import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  clientKey,
  oauthWorld,
  type ClientKey,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
let client: TestClient;
let key: ClientKey;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  client = await world.client({ clientType: 'public' });
  key = await clientKey();
});
afterAll(() => world.close());

const tokenUrl = () => `${world.origin}/o/token`;
const withProof = async (by = key, method = 'POST', url = tokenUrl()) => ({
  dpop: await by.proof(method, url),
});

async function bound(by = key, params: Record<string, string> = {}) {
  const { code } = await world.browser().authorize(world.authorizeUrl(client, params), ada);
  return world.exchangeWith(client, { code }, await withProof(by));
}

function userinfo(token: string, headers: Record<string, string>) {
  return world.app.inject({ url: '/o/userinfo', headers: { authorization: `DPoP ${token}`, ...headers } });
}

describe('DPoP (RFC 9449)', () => {
  test('binds the access token to the key', async () => {
    const { status, body } = await bound();
    expect([status, body['token_type']]).toEqual([200, 'DPoP']);
    const token = body['access_token'] as string;
    expect(claimsOf(token)).toMatchObject({ cnf: { jkt: key.thumbprint } });
    const asker = await world.client();
    expect(await world.introspect(token, asker)).toMatchObject({
      ...{ active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } },
    });
  });

  test('userinfo wants the proof', async () => {
    const token = (await bound()).body['access_token'] as string;
    const url = `${world.origin}/o/userinfo`;
    const dpop = await key.proof('GET', url, { accessToken: token });
    expect((await userinfo(token, { dpop })).json()).toMatchObject({ sub: ada.userId });
    expect((await userinfo(token, { dpop })).statusCode).toBe(401);
    expect((await userinfo(token, {})).statusCode).toBeGreaterThanOrEqual(400);
    const other = await (await clientKey()).proof('GET', url, { accessToken: token });
    expect((await userinfo(token, { dpop: other })).statusCode).toBe(401);
    expect((await world.get('/o/userinfo', token)).status).toBe(401);
  });

  test('the first-party API takes no bound token as a bearer token', async () => {
    const token = (await bound()).body['access_token'] as string;
    expect((await world.get('/auth/user/', token)).status).toBe(403);
    const verified = await world.app.inject({
      method: 'POST',
      url: '/auth/token/verify/',
      payload: { token },
    });
    expect(verified.statusCode).not.toBe(200);
  });

  // Without an ID token to give, a refresh could do without the engine, which looks at the proof.
  test.each([
    ['', {}],
    [', without an ID token', { scope: 'read' }],
  ])('the refresh token of a public client is bound, too%s', async (_what, params) => {
    const refresh_token = (await bound(key, params)).body['refresh_token'] as string;
    const form = { grant_type: 'refresh_token', refresh_token };
    expect(await world.token(form, client)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const other = await withProof(await clientKey());
    expect(await world.token(form, client, other)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    const next = await world.token(form, client, await withProof());
    expect(next).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
    const again = { ...form, refresh_token: next.body['refresh_token'] as string };
    expect((await world.token(again, client)).status).toBe(400);
    expect((await world.token(again, client, await withProof())).status).toBe(200);
  });

  test('of twenty uses of one proof at once one counts', async () => {
    const machine = await world.client();
    const headers = await withProof();
    const form = { grant_type: 'client_credentials' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.token(form, machine, headers)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refusals = new Set(answers.filter(({ status }) => status !== 200).map(({ status }) => status));
    expect([...refusals]).toEqual([400]);
  });

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['another method', () => withProof(key, 'GET')],
    ['another address', () => withProof(key, 'POST', 'https://elsewhere.example/o/token')],
    ['an old proof', async () => ({ dpop: await key.proof('POST', tokenUrl(), { claims: { iat: 1_000 } }) })],
    ['no id', async () => ({ dpop: await key.proof('POST', tokenUrl(), { claims: { jti: undefined } }) })],
    ['nonsense', async () => ({ dpop: 'x.y.z' })],
  ])('refuses %s', async (_what, headers) => {
    const machine = await world.client();
    const answer = await world.token({ grant_type: 'client_credentials' }, machine, await headers());
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } });
  });

  test('a code that was asked for with a key is for that key only', async () => {
    const url = world.authorizeUrl(client, { dpop_jkt: key.thumbprint });
    const { code } = await world.browser().authorize(url, ada);
    const other = await withProof(await clientKey());
    expect(await world.exchangeWith(client, { code }, other)).toMatchObject({ status: 400 });
  });
});
