import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, oauthWorld, type OauthWorld } from '../support/oauth/index.ts';
import type { Json } from '../support/api-client.ts';

const redirect_uris = ['https://new.example/cb'];

async function send(
  world: OauthWorld,
  call: {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    url?: string;
    body?: object;
    token?: string | undefined;
  },
) {
  const { method = 'POST', url = '/o/register', body, token } = call;
  const response = await world.app.inject({
    method,
    url: url.replace(world.origin, ''),
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body && { payload: JSON.stringify(body) }),
  });
  const parsed: unknown = response.body === '' ? {} : response.json();
  return { status: response.statusCode, body: parsed as Json, headers: response.headers };
}

describe('dynamic registration (RFC 7591) when it is off', () => {
  test('is not there', async () => {
    const world = await oauthWorld();
    try {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
        for (const url of ['/o/register', '/o/register/', '/o/register/x']) {
          const response = await world.app.inject({ method, url, payload: {} });
          expect([404, 405], `${method} ${url} ${response.statusCode}`).toContain(response.statusCode);
        }
      }
    } finally {
      await world.close();
    }
  });
});

describe('dynamic registration with an initial access token', () => {
  const token = 'an-initial-token-of-some-length-0123456789';
  let world: OauthWorld;
  beforeAll(async () => {
    world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'token', OSTIARY_REGISTRATION_TOKEN: token });
  });
  afterAll(() => world.close());

  test.each([undefined, 'wrong', ''])('is refused without it: %s', async (wrong) => {
    const answer = await send(world, { body: { redirect_uris }, token: wrong });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).toHaveProperty('error');
  });

  test('registers with it', async () => {
    const answer = await send(world, { body: { redirect_uris, client_name: 'New' }, token });
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('dynamic registration that is open', () => {
  let world: OauthWorld;
  beforeAll(async () => {
    world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
  });
  afterAll(() => world.close());

  async function registered(body: object = {}) {
    const answer = await send(world, {
      body: {
        redirect_uris,
        client_name: 'New',
        grant_types: ['authorization_code', 'refresh_token'],
        ...body,
      },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body as Record<
      'client_id' | 'client_secret' | 'registration_access_token' | 'registration_client_uri',
      string
    > &
      Json;
  }

  test('gives a client that can do the code flow at once', async () => {
    const { client_id: clientId, client_secret: secret } = await registered();
    const { application } = (await world.services.applications.findClient(clientId))!;
    expect(application).toMatchObject({
      name: 'New',
      origin: 'registered',
      ownerId: null,
      isFirstParty: false,
    });
    const client = { clientId, secret, redirectUri: redirect_uris[0]!, application };
    const tokens = await world.tokensFor(client, await world.person());
    expect(tokens.scope).toBe('openid read');
    const [entry] = await world.audited('oauth.client_register');
    expect(entry).toMatchObject({ target: { type: 'application', id: application.id } });
    const stored = await world.services.database.db.selectFrom('applications').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  test('gives a public client no secret', async () => {
    const body = await registered({ token_endpoint_auth_method: 'none' });
    expect(body).not.toHaveProperty('client_secret');
    const known = await world.services.applications.findClient(body.client_id);
    expect(known?.application).toMatchObject({ clientType: 'public', authentication: 'none' });
  });

  test('leaves out what nobody may take for themselves', async () => {
    const { client_id } = await registered({
      scope: 'openid read roles',
      is_first_party: true,
      isFirstParty: true,
      may_impersonate: true,
      owner_id: 'somebody',
    });
    const { application } = (await world.services.applications.findClient(client_id))!;
    expect(application).toMatchObject({
      ...{ scopes: ['openid', 'read'], isFirstParty: false, mayImpersonate: false, ownerId: null },
    });
    const machine = await world.token(
      { grant_type: 'client_credentials', scope: 'users.manage' },
      {
        clientId: client_id,
        secret: 'x',
      },
    );
    expect(machine.status).toBe(401);
  });

  test('gives no grant for exchanging tokens', async () => {
    const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
    const answer = await send(world, {
      body: { redirect_uris, grant_types: ['authorization_code', exchange] },
    });
    if (answer.status === 201) {
      const known = await world.services.applications.findClient(answer.body['client_id'] as string);
      expect(known?.application.grants).toEqual(['authorization_code']);
      expect(answer.body['grant_types']).toEqual(['authorization_code']);
    } else expect(answer.body).toMatchObject({ error: 'invalid_client_metadata' });
  });

  test.each([
    ['a redirect with a fragment', { redirect_uris: ['https://new.example/cb#x'] }],
    ['a redirect without TLS', { redirect_uris: ['http://new.example/cb'] }],
    ['a redirect that is script', { redirect_uris: ['javascript:alert(1)'] }],
    ['no redirect', { redirect_uris: [] }],
    ['an unknown method of authentication', { token_endpoint_auth_method: 'tls' }],
    ['a name that is no text', { client_name: { en: 'x' } }],
    ['a name with a NUL', { client_name: 'a\0b' }],
    ['a name that is far too long', { client_name: 'a'.repeat(5_000) }],
    ['the implicit grant', { grant_types: ['implicit'], response_types: ['id_token'] }],
    ['keys that are no key set', { jwks: 'nonsense' }],
    ['a logo that is script', { logo_uri: 'javascript:alert(1)' }],
    ['a back-channel address that is no address', { backchannel_logout_uri: 'nonsense' }],
  ])('refuses %s', async (_what, body) => {
    const answer = await send(world, { body: { redirect_uris, ...body } });
    expect([answer.status, answer.body['error']], JSON.stringify(answer.body)).toEqual([
      400,
      expect.stringMatching(/^invalid_(client_metadata|redirect_uri)$/),
    ]);
  });

  test('is read, changed and deleted with its registration access token (RFC 7592)', async () => {
    const made = await registered();
    const url = made.registration_client_uri;
    const token = made.registration_access_token;
    expect(url).toBe(`${world.origin}/o/register/${made.client_id}`);
    const read = await send(world, { method: 'GET', url, token });
    expect(read).toMatchObject({ status: 200, body: { client_id: made.client_id, client_name: 'New' } });
    expect(read.body).not.toHaveProperty('client_secret');

    const { registration_access_token: _t, registration_client_uri: _u, ...rest } = read.body;
    const body = without(rest, ['client_id_issued_at', 'client_secret_expires_at']);
    const changed = await send(world, { method: 'PUT', url, token, body: { ...body, client_name: 'Newer' } });
    expect(changed, JSON.stringify(changed.body)).toMatchObject({
      status: 200,
      body: { client_name: 'Newer' },
    });
    expect(changed.body).not.toHaveProperty('client_secret');
    const next = changed.body['registration_access_token'] as string;
    expect(next).not.toBe(token);
    expect((await send(world, { method: 'GET', url, token })).status).toBe(401);
    const works = await world.introspect('x', { clientId: made.client_id, secret: made.client_secret });
    expect(works).toEqual({ active: false });

    expect((await send(world, { method: 'DELETE', url, token: next })).status).toBe(204);
    expect((await send(world, { method: 'GET', url, token: next })).status).toBe(401);
    expect(await world.services.applications.findClient(made.client_id)).toBeUndefined();
    expect(await world.audited('oauth.client_delete')).toHaveLength(1);
  });

  test('a change may repeat the secret that was given (RFC 7592 section 2.2), and no other', async () => {
    const made = await registered();
    const url = made.registration_client_uri;
    const given = without(made, [
      ...['registration_access_token', 'registration_client_uri'],
      ...['client_id_issued_at', 'client_secret_expires_at'],
    ]);
    const wrong = await send(world, {
      ...{ method: 'PUT', url, token: made.registration_access_token },
      body: { ...given, client_secret: 'another' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    const placeholder = await send(world, {
      ...{ method: 'PUT', url, token: made.registration_access_token },
      body: { ...given, client_secret: 'kept-as-hashes-by-the-module-applications' },
    });
    expect(placeholder).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    const same = await send(world, {
      method: 'PUT',
      url,
      token: made.registration_access_token,
      body: given,
    });
    expect(same.status, JSON.stringify(same.body)).toBe(200);
    const auth = { header: basic(made.client_id, made.client_secret) };
    expect((await world.post('/o/introspect', { form: { token: 'x' }, auth })).status).toBe(200);
  });

  test('one client’s registration access token opens no other’s registration', async () => {
    const [one, other] = [await registered(), await registered()];
    const url = other.registration_client_uri;
    const answer = await send(world, { method: 'GET', url, token: one.registration_access_token });
    expect(answer.status).toBe(401);
  });

  test('a managed application has no registration to read', async () => {
    const [made, managed] = [await registered(), await world.client()];
    const url = `/o/register/${managed.clientId}`;
    for (const method of ['GET', 'DELETE'] as const) {
      const token =
        method === 'GET' ? made.registration_access_token : (await registered()).registration_access_token;
      expect((await send(world, { method, url, token })).status).toBe(401);
    }
    expect(await world.services.applications.findClient(managed.clientId)).toBeDefined();
  });
});

function without(body: Json, names: string[]): Json {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
