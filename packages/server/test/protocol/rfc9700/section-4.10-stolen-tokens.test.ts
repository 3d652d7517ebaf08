import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeGrant } from '#modules/applications';
import {
  claimsOf,
  oauthWorld,
  testVerifier,
  type OauthWorld,
  type Person,
  type TestClient,
  type Tokens,
} from '../../support/oauth/index.ts';
import { keyHolder, type ProofOf } from './dpop-proof.ts';

const orders = 'https://orders.example/api';
const invoices = 'https://invoices.example/api';

let world: OauthWorld;
let person: Person;
let web: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person('ada', { isSuperuser: true });
  const scopes = [{ name: 'orders', description: 'See orders' }];
  await world.service({ name: 'Orders', audience: orders, scopes });
  await world.service({ name: 'Invoices', audience: invoices, tokenFormat: 'opaque', scopes });
  web = await world.client({ scopes: ['openid', 'read', 'orders', 'users.read'] });
});
afterAll(() => world.close());

const ownApi = ['/o/userinfo', '/auth/user/', '/api/v1/me', '/api/v1/users', '/api/v1/me/tokens'];

/** Whether somebody is let in with this. */
async function expectRefused(path: string, headers: Record<string, string>): Promise<void> {
  const response = await world.app.inject({ url: path, headers: { accept: 'application/json', ...headers } });
  expect([path, response.statusCode]).toEqual([
    path,
    expect.toSatisfy((code) => [400, 401, 403].includes(Number(code))),
  ]);
  // As a word: a request's id may have these letters in it.
  expect(response.body).not.toMatch(/\bada\b/);
}

function verify(token: string) {
  return world.app.inject({ method: 'POST', url: '/auth/token/verify/', payload: { token } });
}

describe('RFC 9700 sections 4.9 and 4.10.2: a token is for one audience', () => {
  it('which it names: ours when none was asked for, else the one that was', async () => {
    const own = await world.tokensFor(web, person);
    expect(claimsOf(own.access_token)['aud']).toBe(world.origin);
    const foreign = await world.tokensFor(web, person, { scope: 'openid orders', resource: orders });
    expect(claimsOf(foreign.access_token)).toMatchObject({ aud: orders, scope: 'orders' });
  });

  it('so one that leaked at a service opens nothing of ours', async () => {
    for (const resource of [orders, invoices]) {
      const { access_token: token } = await world.tokensFor(web, person, {
        scope: 'openid orders',
        resource,
      });
      for (const path of ownApi) await expectRefused(path, { authorization: `Bearer ${token}` });
      expect((await verify(token)).statusCode).toBe(401);
    }
  });

  it('and one of our own opens no more than its scope', async () => {
    const { access_token: token } = await world.tokensFor(web, person, { scope: 'openid read' });
    const headers = { authorization: `Bearer ${token}` };
    const list = await world.app.inject({ url: '/api/v1/users', headers });
    expect(list.statusCode).toBe(403);
    const change = await world.app.inject({
      ...{ method: 'PATCH', url: '/api/v1/me', headers },
      payload: { first_name: 'Eve' },
    });
    expect(change.statusCode).toBe(403);
    expect((await world.get('/api/v1/users')).status).toBe(401);
    expect((await world.services.users.get(world.services.database.db, person.userId)).firstName).toBe('');
  });

  it('and introspection tells a service for whom a token is, so that it can refuse others', async () => {
    for (const resource of [orders, invoices]) {
      const { access_token: token } = await world.tokensFor(web, person, {
        scope: 'openid orders',
        resource,
      });
      expect(await world.introspect(token, web)).toMatchObject({ active: true, aud: resource });
    }
  });

  it('and there is no token for several or none at once', async () => {
    const arrival = await world
      .browser()
      .authorize(world.authorizeUrl(web, { scope: 'openid orders', resource: [orders, invoices] }), person);
    const answer = await world.exchange(web, arrival, { resource: [orders, invoices] });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_target']);
    const other = await world.exchange(web, arrival, { resource: 'https://nowhere.example' });
    expect([other.status, other.body['error']]).toEqual([400, 'invalid_target']);
  });
});

describe('RFC 9700 section 4.10.1: a token that is bound to a key (RFC 9449)', () => {
  let proofOf: (of: ProofOf) => Promise<string>;
  let tokens: Tokens;

  beforeAll(async () => {
    proofOf = await keyHolder();
    const arrival = await world.browser().authorize(world.authorizeUrl(web), person);
    const dpop = await proofOf({ method: 'POST', url: `${world.origin}/o/token` });
    const form = { grant_type: 'authorization_code', code: arrival.code, redirect_uri: web.redirectUri };
    const answer = await world.token({ ...form, code_verifier: testVerifier }, web, { dpop });
    tokens = answer.body as unknown as Tokens;
    expect(tokens.token_type).toBe('DPoP');
    expect(claimsOf(tokens.access_token)['cnf']).toEqual({ jkt: expect.any(String) as string });
  });

  it('lets its holder in with a proof', async () => {
    const { access_token: accessToken } = tokens;
    const dpop = await proofOf({ method: 'GET', url: `${world.origin}/o/userinfo`, accessToken });
    const headers = { authorization: `DPoP ${accessToken}`, dpop };
    const response = await world.app.inject({ url: '/o/userinfo', headers });
    expect([response.statusCode, response.json()]).toMatchObject([200, { sub: person.userId }]);
    const again = await world.app.inject({ url: '/o/userinfo', headers });
    expect(again.statusCode).toBe(401);
  });

  it('lets nobody in as a bearer token, anywhere', async () => {
    for (const path of ownApi) {
      for (const scheme of ['Bearer', 'bearer', 'JWT', 'Token']) {
        await expectRefused(path, { authorization: `${scheme} ${tokens.access_token}` });
      }
      await expectRefused(path, { cookie: `Authorization=Bearer%20${tokens.access_token}` });
    }
    expect((await verify(tokens.access_token)).statusCode).toBe(401);
  });

  it('lets nobody in by the name of the scheme alone, or with the proof of another key, request or token', async () => {
    const { access_token: accessToken } = tokens;
    const stranger = await keyHolder();
    const url = `${world.origin}/o/userinfo`;
    const proofs = await Promise.all([
      stranger({ method: 'GET', url, accessToken }),
      proofOf({ method: 'POST', url, accessToken }),
      proofOf({ method: 'GET', url: `${world.origin}/o/token`, accessToken }),
      proofOf({ method: 'GET', url: 'https://evil.example/o/userinfo', accessToken }),
      proofOf({ method: 'GET', url, accessToken: 'another' }),
      proofOf({ method: 'GET', url }),
    ]);
    for (const dpop of [...proofs, '', 'x.y.z']) {
      const sent = dpop === '' ? {} : { dpop };
      await expectRefused('/o/userinfo', { authorization: `DPoP ${accessToken}`, ...sent });
    }
    for (const path of ownApi.slice(1)) await expectRefused(path, { authorization: `DPoP ${accessToken}` });
  });

  it('cannot be exchanged for one that is not bound', async () => {
    const worker = await world.client({
      grants: [exchangeGrant],
      redirectUris: [],
      scopes: ['openid', 'read'],
    });
    const subject = { subject_token: tokens.access_token };
    const subjectType = { subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
    const answer = await world.token({ grant_type: exchangeGrant, ...subject, ...subjectType }, worker);
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('is introspected with the thumbprint of its key, so that services refuse it as a bearer token', async () => {
    const jkt = (claimsOf(tokens.access_token)['cnf'] as { jkt: string }).jkt;
    const told = await world.introspect(tokens.access_token, web);
    expect(told).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt } });
  });

  it('of a public client comes with a refresh token that is bound as well', async () => {
    const spa = await world.client({ clientType: 'public' });
    const arrival = await world.browser().authorize(world.authorizeUrl(spa), person);
    const url = `${world.origin}/o/token`;
    const code = { grant_type: 'authorization_code', code: arrival.code, redirect_uri: spa.redirectUri };
    const first = await world.token({ ...code, code_verifier: testVerifier }, spa, {
      dpop: await proofOf({ method: 'POST', url }),
    });
    const refresh = { grant_type: 'refresh_token', refresh_token: String(first.body['refresh_token']) };
    const stolen = await world.token(refresh, spa);
    expect([stolen.status, stolen.body['error']]).toEqual([400, 'invalid_grant']);
    const stranger = await keyHolder();
    const other = await world.token(refresh, spa, { dpop: await stranger({ method: 'POST', url }) });
    expect([other.status, other.body['error']]).toEqual([400, 'invalid_grant']);
    const own = await world.token(refresh, spa, { dpop: await proofOf({ method: 'POST', url }) });
    expect(own.status).toBe(200);
  });
});
