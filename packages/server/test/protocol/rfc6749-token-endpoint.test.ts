import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, claimsOf, oauthWorld, type OauthWorld, type TestClient } from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client();
});
afterAll(() => world.close());

const machine = { grant_type: 'client_credentials' };

describe('client credentials (RFC 6749 section 4.4)', () => {
  test('give a signed token of the client for itself, and no refresh token', async () => {
    const { status, body } = await world.token({ ...machine, scope: 'read' }, client);
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'Bearer',
      expires_in: world.config.tokens.accessSeconds,
      scope: 'read',
    });
    const claims = claimsOf(body['access_token'] as string);
    expect(claims).toMatchObject({ sub: client.clientId, client_id: client.clientId, scope: 'read' });
    expect(claims).not.toHaveProperty('user_id');
    expect(claims).not.toHaveProperty('permissions');
  });

  test('without a scope give the default ones', async () => {
    expect((await world.token(machine, client)).body).toMatchObject({ scope: 'read write' });
  });

  test('without a scope and without default ones give a token that may do nothing', async () => {
    const bare = await world.client({ scopes: ['openid'] });
    const { status, body } = await world.token(machine, bare);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('scope');
    expect(claimsOf(body['access_token'] as string)).not.toHaveProperty('scope');
  });

  test.each(['admin', 'read admin', 'users.manage', 'openid;profile'])(
    'refuse the scope “%s”',
    async (scope) => {
      const answer = await world.token({ ...machine, scope }, client);
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    },
  );

  test('take the secret by Basic and in the body alike', async () => {
    const inBody = { body: { client_id: client.clientId, client_secret: client.secret ?? '' } };
    expect((await world.token(machine, client)).status).toBe(200);
    expect((await world.token(machine, inBody)).status).toBe(200);
  });

  test('are not for a client that has not been given the grant', async () => {
    const other = await world.client({ grants: ['authorization_code'] });
    expect(await world.token(machine, other)).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client' },
    });
  });
});

describe('refusals of the token endpoint (RFC 6749 section 5.2)', () => {
  test.each([
    ['a wrong secret', () => basic(client.clientId, 'wrong')],
    ['an unknown client', () => basic('nobody', 'secret')],
    ['the secret of another form', () => basic(client.clientId, `${client.secret ?? ''} `)],
  ])('%s is invalid_client with a challenge', async (_what, header) => {
    const answer = await world.token(machine, { header: header() });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('a wrong secret in the body is invalid_client', async () => {
    const auth = { body: { client_id: client.clientId, client_secret: 'wrong' } };
    expect(await world.token(machine, auth)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test.each([
    ['no grant type', {}, 'invalid_request'],
    ['an unknown grant type', { grant_type: 'magic' }, 'unsupported_grant_type'],
    [
      'the password grant',
      { grant_type: 'password', username: 'ada', password: 'x' },
      'unsupported_grant_type',
    ],
    ['the implicit grant', { grant_type: 'implicit' }, 'unsupported_grant_type'],
    ['a repeated parameter', { ...machine, scope: ['read', 'write'] }, 'invalid_request'],
    [
      'no code',
      { grant_type: 'authorization_code', redirect_uri: 'https://app.example/cb' },
      'invalid_request',
    ],
    [
      'an unknown code',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://app.example/cb' },
      'invalid_grant',
    ],
    [
      'an unknown refresh token',
      { grant_type: 'refresh_token', refresh_token: 'ort_nonsense' },
      'invalid_grant',
    ],
    [
      'an access token as refresh token',
      { grant_type: 'refresh_token', refresh_token: 'a.b.c' },
      'invalid_grant',
    ],
  ])('%s', async (_what, form, error) => {
    const answer = await world.token(form, client);
    expect(answer).toMatchObject({ status: 400, body: { error } });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(
      Object.keys(answer.body).filter((name) => !/^error(_description|_uri)?$|^scope$/.test(name)),
    ).toEqual([]);
  });

  test('a JSON body is refused', async () => {
    const response = await world.app.inject({
      method: 'POST',
      url: '/o/token',
      headers: {
        authorization: basic(client.clientId, client.secret ?? ''),
        'content-type': 'application/json',
      },
      payload: JSON.stringify(machine),
    });
    expect([response.statusCode, response.json<{ error: string }>().error]).toEqual([400, 'invalid_request']);
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const)('%s is refused', async (method) => {
    const response = await world.app.inject({ method, url: '/o/token?grant_type=client_credentials' });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.body).not.toMatch(/access_token|<html/i);
  });

  test.each(['text/html', 'text/html,application/xhtml+xml', 'image/png', '*/*', ''])(
    'answers JSON whatever Accept says: “%s”',
    async (accept) => {
      for (const form of [{}, machine, { grant_type: 'magic' }]) {
        const answer = await world.token(form, form === machine ? undefined : client, { accept });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.headers['content-type']).toMatch(/^application\/json/);
        expect(answer.text).not.toContain('<');
        expect(answer.body).toHaveProperty('error');
      }
    },
  );

  test('the path with a slash is the same', async () => {
    const answer = await world.post('/o/token/', { form: machine, auth: client });
    expect(answer.status).toBe(200);
  });

  test('a deleted client is invalid_client at once', async () => {
    const gone = await world.client();
    expect((await world.token(machine, gone)).status).toBe(200);
    await world.deleteClient(gone);
    expect((await world.token(machine, gone)).body).toMatchObject({ error: 'invalid_client' });
  });

  test('both secrets work while one is being replaced', async () => {
    const { applications } = world.services;
    const rotated = await world.client();
    const { secret } = await applications.addSecret(world.operator, rotated.application.id);
    expect((await world.token(machine, rotated)).status).toBe(200);
    expect((await world.token(machine, { ...rotated, secret })).status).toBe(200);
    const [old] = await applications.listSecrets(world.operator, rotated.application.id);
    await applications.deleteSecret(world.operator, rotated.application.id, old!.id);
    expect((await world.token(machine, rotated)).status).toBe(401);
    expect((await world.token(machine, { ...rotated, secret })).status).toBe(200);
  });
});
