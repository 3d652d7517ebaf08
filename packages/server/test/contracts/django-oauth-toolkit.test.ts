import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deviceGrant } from '#modules/applications';
import {
  oauthWorld,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

/** contracts/django-oauth-toolkit.md: the rows that hold here; the others are in django-oauth-toolkit-differences.test.ts. */

let world: OauthWorld;
let ada: Person;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  client = await world.client();
});
afterAll(() => world.close());

const machine = { grant_type: 'client_credentials' };

describe('GET /o/authorize/', () => {
  const open = (parameters: Form, by = world.browser()) =>
    by.open(
      world
        .authorizeUrl(client, { nonce: undefined, ...parameters })
        .replace('/o/authorize?', '/o/authorize/?'),
    );
  const refusal = async (parameters: Form) => world.browser().arrived(await open(parameters));

  test('sends whoever is not signed in to a form, and then shows what is asked for', async () => {
    const browser = world.browser();
    const page = await browser.signIn(ada, await open({}, browser));
    expect(browser.asksFor(page)).toBe('consent');
    expect(browser.arrived(await browser.consent(page))).toMatchObject({
      code: expect.any(String) as string,
      state: 'a-state',
    });
  });

  test('tells the client when the user refuses', async () => {
    const browser = world.browser();
    const page = await browser.signIn(await world.person(), await open({}, browser));
    expect(browser.arrived(await browser.deny(page))).toMatchObject({
      error: 'access_denied',
      state: 'a-state',
    });
  });

  test('asks nobody for an application that skips it', async () => {
    const own = await world.client({ isFirstParty: true });
    const arrival = await world.browser().authorize(world.authorizeUrl(own), ada);
    expect(arrival.code).toBeDefined();
  });

  test('needs no redirect_uri where one is registered', async () => {
    const browser = world.browser();
    expect(browser.asksFor(await open({ redirect_uri: undefined }, browser))).toBe('sign-in');
  });

  test.each<[string, Form]>([
    ['unknown client_id', { client_id: 'nobody' }],
    ['no client_id', { client_id: undefined }],
    ['unregistered redirect_uri', { redirect_uri: 'https://evil.example' }],
  ])('%s: 400 HTML, never redirected', async (_row, parameters) => {
    const stop = await open(parameters);
    expect([stop.status, stop.arrival]).toEqual([400, undefined]);
    expect(stop.response.headers['content-type']).toMatch(/^text\/html/);
  });

  test.each<[string, Form, string]>([
    ['bad response_type', { response_type: 'magic' }, 'unsupported_response_type'],
    ['no response_type', { response_type: undefined }, 'invalid_request'],
    ['unknown scope', { scope: 'admin' }, 'invalid_scope'],
    ['unknown PKCE method', { code_challenge_method: 'S1' }, 'invalid_request'],
  ])('%s: back with error and state', async (_row, parameters, error) => {
    expect(await refusal(parameters)).toMatchObject({ error, state: 'a-state' });
  });

  test('a wrong code_verifier does not burn the code', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    const wrong = await world.exchange(client, arrival, { code_verifier: 'a'.repeat(43) });
    expect(wrong.body).toMatchObject({ error: 'invalid_grant' });
    expect((await world.exchange(client, arrival)).status).toBe(200);
  });
});

describe('POST /o/token/', () => {
  const post = (form: Form, auth: Parameters<OauthWorld['token']>[1]) =>
    world.post('/o/token/', { form, ...(auth && { auth }) });

  test('authorization_code and refresh_token: the members of the contract', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    const { status, body, headers } = await world.exchange(client, arrival);
    const members = ['access_token', 'expires_in', 'id_token', 'refresh_token', 'scope', 'token_type'];
    expect([status, Object.keys(body).toSorted()]).toEqual([200, members]);
    expect(headers['cache-control']).toContain('no-store');
    const next = await world.refresh(client, body['refresh_token'] as string);
    expect([next.status, Object.keys(next.body).toSorted()]).toEqual([200, members]);
    expect(next.body['refresh_token']).not.toBe(body['refresh_token']);
  });

  test('client_credentials: no refresh token; no scope asked is all default scopes', async () => {
    const { status, body } = await post(machine, client);
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.any(String) as string,
        expires_in: expect.any(Number) as number,
        token_type: 'Bearer',
        scope: 'read write',
      },
    ]);
  });

  test('takes Basic, or client_id and client_secret in the body', async () => {
    const inBody = { body: { client_id: client.clientId, client_secret: client.secret! } };
    expect([(await post(machine, client)).status, (await post(machine, inBody)).status]).toEqual([200, 200]);
  });

  test.each<[string, Form, string]>([
    ['unknown grant_type', { grant_type: 'magic' }, 'unsupported_grant_type'],
    ['grant not allowed for the app', { grant_type: deviceGrant }, 'unauthorized_client'],
    [
      'bad code',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://app.example/cb' },
      'invalid_grant',
    ],
    ['bad refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant'],
    ['unknown scope', { ...machine, scope: 'admin' }, 'invalid_scope'],
  ])('%s', async (_row, form, error) => {
    expect(await post(form, client)).toMatchObject({ status: 400, body: { error } });
  });

  test('bad client auth, unknown client: 401 invalid_client with a challenge', async () => {
    for (const auth of [
      { ...client, secret: 'wrong' },
      { clientId: 'nobody', secret: 'x' },
    ]) {
      const answer = await post(machine, auth);
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
      expect(answer.headers['www-authenticate']).toBeDefined();
    }
  });

  test('GET is not allowed', async () => {
    const response = await world.app.inject('/o/token/');
    expect([response.statusCode, response.headers.allow]).toEqual([405, expect.stringContaining('POST')]);
  });
});

describe('POST /o/introspect/ and /o/revoke_token/', () => {
  test('a live token: active, scope, exp, client_id, and username for a user', async () => {
    const { access_token: token } = await world.tokensFor(client, ada);
    const { body } = await world.post('/o/introspect/', { form: { token }, auth: client });
    expect(body).toMatchObject({
      ...{ active: true, scope: 'openid read', client_id: client.clientId, username: 'ada' },
      exp: expect.any(Number) as number,
    });
  });

  test('any client may introspect any access token', async () => {
    const { access_token } = await world.tokensFor(client, ada);
    expect(await world.introspect(access_token, await world.client())).toMatchObject({ active: true });
  });

  test('unknown: inactive; no token: invalid_request', async () => {
    expect(await world.introspect('x', client)).toEqual({ active: false });
    expect(await world.post('/o/introspect/', { form: {}, auth: client })).toMatchObject({
      ...{ status: 400, body: { error: 'invalid_request' } },
    });
  });

  test('revocation: 200 and nothing, whatever it was; another client’s token stays valid', async () => {
    const other = await world.client();
    const { access_token, refresh_token } = await world.tokensFor(client, ada);
    for (const [token, auth] of [
      [access_token, other],
      ['unknown', client],
      [refresh_token, client],
    ] as const) {
      const answer = await world.post('/o/revoke_token/', { form: { token, token_type_hint: 'bad' }, auth });
      expect([answer.status, answer.text]).toEqual([200, '']);
      const isLeft = token === access_token || token === 'unknown';
      expect((await world.introspect(access_token, client))['active']).toBe(isLeft);
    }
  });

  test('revocation without client auth or without token', async () => {
    const wrong = await world.post('/o/revoke_token/', {
      form: { token: 'x' },
      auth: { ...client, secret: 'no' },
    });
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const none = await world.post('/o/revoke_token/', { form: {}, auth: client });
    expect(none).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect((await world.app.inject('/o/revoke_token/')).statusCode).toBe(405);
  });
});

describe('pages and metadata', () => {
  test.each(['/o/applications/', '/o/authorized_tokens/'])(
    '%s sends whoever is not signed in to sign in',
    async (url) => {
      const response = await world.app.inject({ url, headers: { accept: 'text/html' } });
      expect([302, 303]).toContain(response.statusCode);
      expect(response.headers.location).toContain('next=');
    },
  );

  test.each([
    '/o/.well-known/openid-configuration/',
    '/o/.well-known/openid-configuration',
    '/o/.well-known/jwks.json',
    '/o/.well-known/oauth-authorization-server',
  ])('%s is there', async (url) => {
    expect((await world.get(url)).status).toBe(200);
  });

  test('userinfo: the subject; a bad token is 401 with a challenge', async () => {
    const { access_token } = await world.tokensFor(client, ada, { scope: 'openid' });
    expect((await world.get('/o/userinfo/', access_token)).body).toEqual({ sub: ada.userId });
    const bad = await world.get('/o/userinfo/', 'x');
    expect([bad.status, bad.headers['www-authenticate']]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ]);
  });

  test('dynamic registration is off', async () => {
    expect((await world.app.inject({ method: 'POST', url: '/o/register/', payload: {} })).statusCode).toBe(
      404,
    );
  });
});
