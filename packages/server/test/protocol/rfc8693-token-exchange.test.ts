import { exchangeGrant } from '#modules/applications';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const orders = 'https://orders.example';
const stock = 'https://stock.example';

let world: OauthWorld;
let ada: Person;
let web: TestClient;
let api: TestClient;
let boss: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  const scopes = [
    { name: 'orders:read', description: 'See orders' },
    { name: 'orders:write', description: 'Order' },
  ];
  await world.service({ name: 'Orders', audience: orders, scopes });
  await world.service({ name: 'Stock', audience: stock, scopes, tokenFormat: 'opaque' });
  const allowed = { scopes: ['openid', 'read', 'orders:read', 'orders:write'] };
  web = await world.client(allowed);
  api = await world.client({ ...allowed, grants: [exchangeGrant], redirectUris: [] });
  boss = await world.client({ ...allowed, grants: [exchangeGrant], redirectUris: [], mayImpersonate: true });
});
afterAll(() => world.close());

const exchange = (subject_token: string, form: Form = {}, by = api) =>
  world.token({ grant_type: exchangeGrant, subject_token, subject_token_type: accessToken, ...form }, by);
const subject = (scope = 'openid orders:read', form: Form = {}) =>
  world.tokensFor(web, ada, { scope, ...form });
const accessOf = ({ body }: { body: Record<string, unknown> }) => body['access_token'] as string;

describe('token exchange (RFC 8693)', () => {
  test('gives a token for another service in the user’s name that says who acts', async () => {
    const { access_token } = await subject();
    const answer = await exchange(access_token, { audience: orders, scope: 'orders:read' });
    expect(answer).toMatchObject({
      status: 200,
      body: { issued_token_type: accessToken, token_type: 'Bearer', scope: 'orders:read' },
    });
    expect(answer.body).not.toHaveProperty('refresh_token');
    const [before, after] = [claimsOf(access_token), claimsOf(accessOf(answer))];
    expect(after).toMatchObject({
      ...{ sub: ada.userId, aud: orders, client_id: api.clientId, scope: 'orders:read' },
      ...{ act: { sub: api.clientId }, sid: before['sid'], auth_time: before['auth_time'] },
    });
    expect(await world.introspect(accessOf(answer), web)).toMatchObject({
      active: true,
      act: { sub: api.clientId },
    });
    const [entry] = await world.audited('oauth.token_exchange');
    expect(entry).toMatchObject({
      target: { type: 'user', id: ada.userId },
      details: { client_id: api.clientId, subject_client_id: web.clientId, is_impersonation: false },
    });
  });

  test('nests those who acted before', async () => {
    const { access_token } = await subject();
    const first = accessOf(await exchange(access_token));
    const second = accessOf(await exchange(first, {}, boss));
    expect(claimsOf(second)['act']).toEqual({ sub: boss.clientId, act: { sub: api.clientId } });
  });

  test('ends a chain of actors that is too long', async () => {
    let { access_token: token } = await subject();
    let refused: unknown;
    for (let count = 0; count < 12 && refused === undefined; count++) {
      const answer = await exchange(token);
      if (answer.status === 200) token = accessOf(answer);
      else refused = answer.body['error'];
    }
    expect(refused).toBe('invalid_request');
  });

  test('leaves the actor out only for a client that may impersonate', async () => {
    const { access_token } = await subject();
    const answer = await exchange(access_token, {}, boss);
    expect(claimsOf(accessOf(answer))).not.toHaveProperty('act');
    const [entry] = await world.audited('oauth.token_exchange');
    expect(entry?.details).toMatchObject({ is_impersonation: true });
    expect(claimsOf(accessOf(await exchange(access_token)))).toHaveProperty('act');
  });

  test('names the holder of an actor token', async () => {
    const grace = await world.person();
    const actor = await world.tokensFor(web, grace);
    const { access_token } = await subject();
    const form = { actor_token: actor.access_token, actor_token_type: accessToken };
    expect(claimsOf(accessOf(await exchange(access_token, form, boss)))['act']).toEqual({
      sub: grace.userId,
    });
  });

  test.each([
    ['scope that the subject token lacks', { scope: 'orders:write', audience: orders }, 'invalid_scope'],
    ['scope that the client may not have', { scope: 'users.read' }, 'invalid_scope'],
    ['a resource nobody knows', { resource: 'https://nobody.example' }, 'invalid_target'],
    ['two different targets', { resource: orders, audience: stock }, 'invalid_target'],
    [
      'a refresh token',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
      'invalid_request',
    ],
    [
      'a subject of another type',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      'invalid_request',
    ],
    ['a bad actor token', { actor_token: 'x.y.z', actor_token_type: accessToken }, 'invalid_grant'],
    ['a bad subject token', { subject_token: 'x.y.z' }, 'invalid_grant'],
    ['no subject token', { subject_token: undefined }, 'invalid_request'],
    ['two subject tokens', { subject_token: ['a', 'b'] }, 'invalid_request'],
  ])('refuses %s', async (_what, form, error) => {
    const { access_token } = await subject();
    expect(await exchange(access_token, form as Form)).toMatchObject({ status: 400, body: { error } });
  });

  test('takes no ID token, refresh token, opaque token or token of a client for itself', async () => {
    const { id_token, refresh_token } = await subject();
    const machine = accessOf(await world.token({ grant_type: 'client_credentials' }, web));
    const opaque = (await subject('openid orders:read', { resource: stock })).access_token;
    for (const token of [id_token, refresh_token, machine, opaque]) {
      expect(await exchange(token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    }
  });

  test('gives at most what both have in common when no scope is asked for', async () => {
    const { access_token } = await subject('openid read orders:read');
    expect((await exchange(access_token, { audience: orders })).body).toMatchObject({ scope: 'orders:read' });
  });

  test('takes a first-party token', async () => {
    const { pair } = await world.services.tokens.signIn(world.operator.act, {
      login: 'ada',
      password: ada.password,
    });
    const answer = await exchange(pair.access, { audience: orders });
    expect(claimsOf(accessOf(answer))).toMatchObject({
      sub: ada.userId,
      aud: orders,
      act: { sub: api.clientId },
    });
  });

  test('never lives longer than the subject token', async () => {
    const short = await world.client({ accessTokenSeconds: 60, scopes: ['openid', 'orders:read'] });
    const { access_token } = await world.tokensFor(short, ada, { scope: 'openid orders:read' });
    const answer = await exchange(access_token, { audience: orders });
    expect(answer.body['expires_in']).toBeLessThanOrEqual(60);
    expect(claimsOf(accessOf(answer))['exp']).toBeLessThanOrEqual(claimsOf(access_token)['exp'] as number);
  });

  test.each([
    [
      'the session',
      (token: string) => world.services.sessions.endOne(world.operator, claimsOf(token)['sid'] as string),
    ],
    ['the original grant', (token: string) => world.post('/o/revoke_token', { form: { token }, auth: web })],
    ['the consent', () => world.services.oauth.revokeGranted(world.operator.act, ada.userId, web.clientId)],
  ])('ends with %s, signed and opaque', async (_what, end) => {
    const { access_token } = await subject();
    const signed = accessOf(await exchange(access_token, { audience: orders }));
    const opaque = accessOf(await exchange(access_token, { audience: stock }));
    expect(opaque).not.toContain('.');
    expect(await world.introspect(signed, web)).toMatchObject({ active: true });
    expect(await world.introspect(opaque, web)).toMatchObject({
      active: true,
      act: { sub: api.clientId },
      aud: stock,
    });
    await end(access_token);
    expect(await world.introspect(signed, web)).toEqual({ active: false });
    expect(await world.introspect(opaque, web)).toEqual({ active: false });
    expect(await exchange(access_token)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  test('can be revoked by whoever exchanged it, which leaves the original', async () => {
    const { access_token } = await subject();
    for (const audience of [orders, stock]) {
      const token = accessOf(await exchange(access_token, { audience }));
      await world.post('/o/revoke_token', { form: { token }, auth: web });
      expect(await world.introspect(token, web)).toMatchObject({ active: true });
      await world.post('/o/revoke_token', { form: { token }, auth: api });
      expect(await world.introspect(token, web)).toEqual({ active: false });
    }
    expect(await world.introspect(access_token, web)).toMatchObject({ active: true });
  });

  test('is not for clients without the grant', async () => {
    const { access_token } = await subject();
    expect(await exchange(access_token, {}, web)).toMatchObject({ body: { error: 'unauthorized_client' } });
  });
});
