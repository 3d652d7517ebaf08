import { generateKeyPair, exportJWK, SignJWT, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type ClientAuth,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
let client: TestClient;
/** Who asks: a service with credentials of its own. */
let asker: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  client = await world.client();
  asker = await world.client({ name: 'Service' });
});
afterAll(() => world.close());

const inactive = { active: false };

describe('introspection (RFC 7662) of', () => {
  test('a signed access token of a user', async () => {
    const { access_token } = await world.tokensFor(client, ada);
    const claims = claimsOf(access_token);
    expect(await world.introspect(access_token, asker)).toEqual({
      active: true,
      sub: ada.userId,
      username: 'ada',
      client_id: client.clientId,
      scope: 'openid read',
      token_type: 'Bearer',
      iss: world.origin,
      aud: world.origin,
      roles: claims['roles'],
      permissions: [],
      ...{ acr: 'aal1', amr: ['pwd'] },
      ...Object.fromEntries(['exp', 'iat', 'sid', 'jti', 'auth_time'].map((name) => [name, claims[name]])),
    });
  });

  test('a token for a service that wants opaque ones', async () => {
    const audience = 'https://opaque.example/api';
    const scopes = [{ name: 'orders:read', description: 'See orders' }];
    await world.service({ name: 'Orders', audience, scopes, tokenFormat: 'opaque', accessTokenSeconds: 120 });
    const buyer = await world.client({ scopes: ['openid', 'orders:read'] });
    const tokens = await world.tokensFor(buyer, ada, { scope: 'openid orders:read', resource: audience });
    expect(tokens.access_token).not.toContain('.');
    expect(tokens.expires_in).toBe(120);
    const told = await world.introspect(tokens.access_token, asker);
    expect(told).toMatchObject({
      ...{ active: true, aud: audience, scope: 'orders:read', sub: ada.userId },
      ...{ client_id: buyer.clientId, username: 'ada' },
    });
    const stored = await world.services.database.db.selectFrom('oauth_artifacts').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(tokens.access_token);
    await world.services.login.signOutEverywhere(world.operator.act, ada.userId);
    expect(await world.introspect(tokens.access_token, asker)).toEqual(inactive);
  });

  test('an opaque token of a client for itself', async () => {
    const audience = 'https://opaque-machines.example';
    await world.service({
      name: 'Machines',
      audience,
      scopes: [{ name: 'jobs:run', description: 'Run' }],
      tokenFormat: 'opaque',
    });
    const worker = await world.client({
      scopes: ['jobs:run'],
      grants: ['client_credentials'],
      redirectUris: [],
    });
    const form = { grant_type: 'client_credentials', resource: audience, scope: 'jobs:run' };
    const { body } = await world.token(form, worker);
    expect(body).toMatchObject({ token_type: 'Bearer' });
    const token = body['access_token'] as string;
    expect(token).not.toContain('.');
    expect(await world.introspect(token, asker)).toMatchObject({
      active: true,
      aud: audience,
      scope: 'jobs:run',
    });
    await world.deleteClient(worker);
    expect(await world.introspect(token, asker)).toEqual(inactive);
  });

  test('a refresh token, which only its client is told of', async () => {
    const { refresh_token } = await world.tokensFor(client, ada);
    expect(await world.introspect(refresh_token, client)).toMatchObject({ active: true, sub: ada.userId });
    expect(await world.introspect(refresh_token, asker)).toEqual(inactive);
    await world.refresh(client, refresh_token);
    expect(await world.introspect(refresh_token, client)).toEqual(inactive);
  });

  test('an authorization code or an ID token is inactive', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    expect(await world.introspect(arrival.code!, client)).toEqual(inactive);
    const { body } = await world.exchange(client, arrival);
    expect(await world.introspect(body['id_token'] as string, client)).toEqual(inactive);
  });

  test('a token of a client for itself', async () => {
    const { body } = await world.token({ grant_type: 'client_credentials', scope: 'read' }, client);
    const told = await world.introspect(body['access_token'] as string, asker);
    expect(told).toMatchObject({ active: true, client_id: client.clientId, scope: 'read' });
    expect(told).not.toHaveProperty('username');
  });

  test('first-party tokens: access and static API tokens; never the refresh token', async () => {
    const { tokens } = world.services;
    const { pair } = await tokens.signIn(world.operator.act, { login: 'ada', password: ada.password });
    expect(await world.introspect(pair.access, asker)).toMatchObject({
      ...{ active: true, username: 'ada', sub: ada.userId, token_type: 'Bearer' },
    });
    expect(await world.introspect(pair.refresh, asker)).toEqual(inactive);
    const { token } = await tokens.createApiToken(world.operator, {
      userId: ada.userId,
      name: 'T',
      scope: 'read',
    });
    expect(await world.introspect(token, asker)).toMatchObject({
      active: true,
      username: 'ada',
      scope: 'read',
    });
    const [info] = await tokens.listApiTokens(world.services.database.db, ada.userId);
    await tokens.revokeApiToken(world.operator, info!.id);
    expect(await world.introspect(token, asker)).toEqual(inactive);
  });

  test('tokens of an ended session, of a deactivated and of a deleted user', async () => {
    const { sessions, users } = world.services;
    for (const end of [
      (sid: string) => sessions.endOne(world.operator, sid),
      (_sid: string, id: string) => users.deactivate(world.operator, id),
      (_sid: string, id: string) => users.delete(world.operator, id),
    ]) {
      const person = await world.person();
      const { access_token } = await world.tokensFor(client, person);
      expect(await world.introspect(access_token, asker)).toMatchObject({ active: true });
      await end(claimsOf(access_token)['sid'] as string, person.userId);
      expect(await world.introspect(access_token, asker)).toEqual(inactive);
    }
  });

  test('an expired token', async () => {
    const short = await world.client({ accessTokenSeconds: 30 });
    const { body } = await world.token({ grant_type: 'client_credentials' }, short);
    world.passTime(31_000);
    expect(await world.introspect(body['access_token'] as string, asker)).toEqual(inactive);
  });

  test.each(['', 'nonsense', 'a.b.c', 'ort_x', 'oat_x', 'signed~x', `${'a'.repeat(3_000)}.b.c`, 'ä.ö.ü'])(
    'nothing known: “%s”',
    async (token) => {
      const answer = await world.post('/o/introspect', { form: { token }, auth: asker });
      if (token === '') expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      else expect([answer.status, answer.body]).toEqual([200, inactive]);
    },
  );

  test('a token whose signature was changed', async () => {
    const { access_token } = await world.tokensFor(client, ada);
    expect(await world.introspect(`${access_token.slice(0, -6)}AAAAAA`, asker)).toEqual(inactive);
  });

  test('whatever the hint says, right or wrong', async () => {
    const { access_token, refresh_token } = await world.tokensFor(client, ada);
    for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense']) {
      for (const token of [access_token, refresh_token]) {
        const answer = await world.post('/o/introspect', { form: { token, token_type_hint }, auth: client });
        expect(answer.body).toMatchObject({ active: true });
      }
    }
  });
});

describe('who may introspect', () => {
  let keyed: TestClient;
  let privateKey: CryptoKey;
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    const jwk: JWK = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', use: 'sig', kid: 'k1' };
    keyed = await world.client({
      authentication: 'private_key_jwt',
      jwks: { keys: [jwk] },
    });
  });

  async function assertion(): Promise<ClientAuth> {
    const text = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(keyed.clientId)
      .setSubject(keyed.clientId)
      .setAudience(world.origin)
      .setJti(crypto.randomUUID())
      .setIssuedAt(Math.floor(Date.now() / 1000))
      .setExpirationTime(Math.floor(Date.now() / 1000) + 60)
      .sign(privateKey);
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return { body: { client_assertion: text, client_assertion_type } };
  }

  test.each<[string, () => ClientAuth | Promise<ClientAuth>]>([
    ['Basic', () => asker],
    ['the secret in the body', () => ({ body: { client_id: asker.clientId, client_secret: asker.secret! } })],
    ['private_key_jwt', assertion],
  ])('a client with %s', async (_how, auth) => {
    const { access_token } = await world.tokensFor(client, ada);
    const first = await world.post('/o/introspect', { form: { token: access_token }, auth: await auth() });
    expect(first).toMatchObject({ status: 200, body: { active: true } });
    expect(first.headers['cache-control']).toBe('no-store');
  });

  test('nobody without credentials, or with wrong ones', async () => {
    const { access_token: token } = await world.tokensFor(client, ada);
    const none = await world.post('/o/introspect', { form: { token } });
    expect(none.status).toBeGreaterThanOrEqual(400);
    expect(none.body).toHaveProperty('error');
    const wrong = await world.post('/o/introspect', { form: { token }, auth: { ...asker, secret: 'wrong' } });
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('a public client is told nothing, not even of its own token', async () => {
    const shown = await world.client({ clientType: 'public' });
    const { access_token } = await world.tokensFor(shown, ada);
    expect(await world.introspect(access_token, shown)).toEqual(inactive);
  });
});
