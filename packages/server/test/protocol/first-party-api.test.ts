import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let root: Person;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  root = await world.person('root', { isSuperuser: true });
  client = await world.client({
    scopes: ['openid', 'read', 'users.read', 'offline_access'],
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  });
});
afterAll(() => world.close());

const verify = (token: string) =>
  world.app.inject({ method: 'POST', url: '/auth/token/verify/', payload: { token } });
const users = (token: string) => world.get('/api/v1/users?limit=1', token);

describe('an OAuth access token at the first-party API', () => {
  test('is known by verify and by the user endpoint', async () => {
    const { access_token } = await world.tokensFor(client, root);
    expect((await verify(access_token)).statusCode).toBe(200);
    expect(await world.get('/auth/user/', access_token)).toMatchObject({
      status: 200,
      body: { id: root.userId },
    });
  });

  test('lets its bearer do what its scope names, of what the user may do', async () => {
    const { access_token } = await world.tokensFor(client, root, { scope: 'openid users.read' });
    expect((await users(access_token)).status).toBe(200);
    const create = await world.app.inject({
      method: 'POST',
      url: '/api/v1/users',
      headers: { authorization: `Bearer ${access_token}` },
      payload: { username: 'made-by-app' },
    });
    expect(create.statusCode).toBe(403);
    const plain = await world.person();
    const other = await world.tokensFor(client, plain, { scope: 'openid users.read' });
    const allowed = await world.services.access.accessOf(world.services.database.db, plain.userId);
    expect((await users(other.access_token)).status).toBe(
      allowed.permissions.includes('users.read') ? 200 : 403,
    );
  });

  test.each(['openid', 'openid read', 'read'])(
    'with scope “%s” may do nothing that needs a permission',
    async (scope) => {
      const { access_token } = await world.tokensFor(client, root, { scope });
      expect((await users(access_token)).status).toBe(403);
      expect(claimsOf(access_token)).toMatchObject({ permissions: [] });
    },
  );

  test('without any scope knows what its application may know of the user, and may do nothing', async () => {
    const bare = await world.client({ scopes: ['openid'], isFirstParty: true });
    const tokens = await world.tokensFor(bare, root, { scope: undefined, nonce: undefined });
    expect(tokens.scope).toBe('openid');
    expect((await users(tokens.access_token)).status).toBe(403);
    expect((await world.get('/auth/user/', tokens.access_token)).status).toBe(403);
  });

  test('never changes the account of its user', async () => {
    const { access_token } = await world.tokensFor(client, root, { scope: 'openid read users.read' });
    const { sid } = claimsOf(access_token);
    const attempts = [
      ['POST', '/api/v1/me/tokens', { name: 'mine' }],
      ['PATCH', '/api/v1/me', { first_name: 'Eve' }],
      [
        'POST',
        '/api/v1/me/password',
        { current_password: root.password, new_password: 'Gr33n-harbour/lantern' },
      ],
      ['DELETE', '/api/v1/me/sessions', undefined],
      ['DELETE', `/api/v1/me/sessions/${sid as string}`, undefined],
      ['DELETE', `/api/v1/sessions/${sid as string}`, undefined],
      ['POST', '/api/v1/applications', { name: 'Mine' }],
      [
        'PUT',
        '/auth/password-change/',
        { old_password: root.password, new_password: 'Gr33n-harbour/lantern' },
      ],
    ] as const;
    for (const [method, url, payload] of attempts) {
      const response = await world.app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${access_token}` },
        ...(payload && { payload }),
      });
      expect([url, response.statusCode < 300], response.body).toEqual([url, false]);
    }
    expect((await world.get('/auth/user/', access_token)).status).toBe(200);
  });

  test('of one’s own application with the scope `permissions` may do all that its user may', async () => {
    const own = await world.client({ isFirstParty: true, scopes: ['openid', 'permissions'] });
    const { access_token } = await world.tokensFor(own, root, { scope: 'openid permissions' });
    const { permissions } = await world.services.access.accessOf(world.services.database.db, root.userId);
    expect(claimsOf(access_token)).toMatchObject({ permissions });
  });

  test.each([
    [
      'for another audience',
      async () => {
        const audience = `https://${crypto.randomUUID()}.example`;
        await world.service({
          name: 'Other',
          audience,
          scopes: [{ name: 'orders:read', description: 'x' }],
        });
        return (await world.tokensFor(client, root, { resource: audience, scope: 'openid' })).access_token;
      },
    ],
    [
      'that was revoked',
      async () => {
        const { access_token } = await world.tokensFor(client, root, { scope: 'openid users.read' });
        await world.post('/o/revoke_token', { form: { token: access_token }, auth: client });
        return access_token;
      },
    ],
    [
      'of an ended session',
      async () => {
        const { access_token } = await world.tokensFor(client, root, { scope: 'openid users.read' });
        await world.services.sessions.endOne(world.operator, claimsOf(access_token)['sid'] as string);
        return access_token;
      },
    ],
    [
      'of a client whose consent was taken back',
      async () => {
        const { access_token } = await world.tokensFor(client, root, { scope: 'openid users.read' });
        await world.services.oauth.revokeGranted(world.operator.act, root.userId, client.clientId);
        return access_token;
      },
    ],
    ['that is an ID token', async () => (await world.tokensFor(client, root)).id_token],
  ])('is refused %s', async (_what, make) => {
    const token = await make();
    expect((await users(token)).status).toBe(401);
    expect((await world.get('/auth/user/', token)).status).toBe(403);
    expect((await verify(token)).statusCode).toBeGreaterThanOrEqual(400);
  });

  test('comes with a refresh token that only its client can use', async () => {
    const { refresh_token: refresh } = await world.tokensFor(client, root);
    for (const path of ['/auth/token/refresh/', '/auth/token/blacklist/', '/auth/token/logout/']) {
      const response = await world.app.inject({ method: 'POST', url: path, payload: { refresh } });
      expect([path, response.statusCode]).toEqual([path, 401]);
    }
    expect((await world.get('/auth/user/', refresh)).status).toBe(403);
    expect((await world.refresh(client, refresh)).status).toBe(200);
  });

  test('of a client for itself is good at verify and is nobody at the API', async () => {
    const { body } = await world.token(
      { grant_type: 'client_credentials', scope: 'read users.read' },
      client,
    );
    const token = body['access_token'] as string;
    expect((await verify(token)).statusCode).toBe(200);
    expect((await users(token)).status).toBe(401);
    expect((await world.get('/auth/user/', token)).status).toBe(403);
  });
});

test('one sign-in is one session: in the ID token, the access token, the list and the cookie', async () => {
  const [person, browser] = [await world.person(), world.browser()];
  await browser.signIn(person);
  const tokens = await world.tokensFor(client, browser);
  const { sessions, database } = world.services;
  const [session, ...others] = await sessions.list(database.db, person.userId);
  expect(others).toEqual([]);
  expect(claimsOf(tokens.id_token)).toMatchObject({ sid: session?.id });
  expect(claimsOf(tokens.access_token)).toMatchObject({ sid: session?.id });
  const listed = await world.get('/api/v1/me/sessions', tokens.access_token);
  expect(JSON.stringify(listed.body)).toContain(session?.id);
});
