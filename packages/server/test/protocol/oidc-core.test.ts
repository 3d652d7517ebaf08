import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  client = await world.client({
    scopes: ['openid', 'profile', 'email', 'phone', 'roles', 'read', 'offline_access'],
  });
});
afterAll(() => world.close());

const open = (parameters = {}, browser = world.browser()) =>
  browser.open(world.authorizeUrl(client, parameters));

describe('ID tokens (OpenID Connect Core section 2)', () => {
  test('say who signed in, when and how, signed by the published key', async () => {
    const tokens = await world.tokensFor(client, ada);
    const jwks = (await world.get('/.well-known/jwks.json')).body as unknown as JSONWebKeySet;
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token, createLocalJWKSet(jwks), {
      issuer: world.origin,
      audience: client.clientId,
      currentDate: new Date(Date.now()),
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: expect.any(String) as string });
    const access = claimsOf(tokens.access_token);
    expect(payload).toMatchObject({
      ...{ sub: ada.userId, nonce: 'a-nonce', sid: access['sid'], auth_time: access['auth_time'] },
      amr: ['pwd'],
    });
    expect(payload.exp! - payload.iat!).toBe(world.config.oauth.idTokenSeconds);
  });

  test('keep nonce out when none was sent, and say the same after a refresh', async () => {
    const tokens = await world.tokensFor(client, ada, { nonce: undefined });
    expect(claimsOf(tokens.id_token)).not.toHaveProperty('nonce');
    const next = await world.refresh(client, tokens.refresh_token);
    const [before, after] = [claimsOf(tokens.id_token), claimsOf(next.body['id_token'] as string)];
    for (const name of ['sub', 'sid', 'auth_time', 'amr', 'aud', 'iss'])
      expect(after[name]).toEqual(before[name]);
  });
});

describe('claims about the user (section 5)', () => {
  test('are those of the scopes that were granted', async () => {
    const told = async (scope: string) => {
      const { access_token } = await world.tokensFor(client, ada, { scope });
      return (await world.get('/o/userinfo', access_token)).body;
    };
    expect(await told('openid')).toEqual({ sub: ada.userId });
    expect(await told('openid email')).toEqual({
      ...{ sub: ada.userId, email: 'ada@example.com', email_verified: false },
    });
    expect(await told('openid profile')).toMatchObject({ preferred_username: 'ada', name: 'ada' });
    expect(await told('openid roles')).toMatchObject({ roles: expect.any(Array) as unknown[], groups: [] });
  });

  test('can be asked for one by one, for the ID token and for userinfo', async () => {
    const claims = JSON.stringify({
      id_token: { email: null, acr: null },
      userinfo: { preferred_username: { essential: true } },
    });
    const tokens = await world.tokensFor(client, await world.person('bea'), { scope: 'openid', claims });
    expect(claimsOf(tokens.id_token)).toMatchObject({ email: 'bea@example.com' });
    expect(claimsOf(tokens.id_token)).not.toHaveProperty('preferred_username');
    const { body } = await world.get('/o/userinfo', tokens.access_token);
    expect(body).toEqual({ sub: expect.any(String) as string, preferred_username: 'bea' });
    const next = await world.refresh(client, tokens.refresh_token);
    const again = await world.get('/o/userinfo', next.body['access_token'] as string);
    expect(again.body).toEqual(body);
  });

  test.each(['nonsense', '[]', '{"userinfo":7}', '{"id_token":"x"}'])(
    'bad claims are refused: %s',
    async (claims) => {
      expect(world.browser().arrived(await open({ claims })).error).toBe('invalid_request');
    },
  );

  test('userinfo answers by POST as well, and 401 with a challenge to what is no token', async () => {
    const { access_token } = await world.tokensFor(client, ada);
    const posted = await world.post('/o/userinfo', { form: { access_token } });
    expect(posted.body).toMatchObject({ sub: ada.userId });
    const refused = await world.get('/o/userinfo', 'nonsense');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      401,
      expect.stringMatching(/^Bearer .*invalid_token/),
    ]);
  });

  test('userinfo wants the scope openid', async () => {
    const { access_token } = await world.tokensFor(client, ada, { scope: 'read' });
    expect(await world.get('/o/userinfo', access_token)).toMatchObject({
      ...{ status: 403, body: { error: 'insufficient_scope' } },
    });
  });
});

describe('the parameter prompt (section 3.1.2.1)', () => {
  test('none without a session: login_required, and no page', async () => {
    expect(world.browser().arrived(await open({ prompt: 'none' })).error).toBe('login_required');
  });

  test('none without consent: consent_required; with it: a code', async () => {
    const [fresh, browser] = [await world.client(), world.browser()];
    await browser.signIn(ada);
    const url = world.authorizeUrl(fresh, { prompt: 'none' });
    expect(browser.arrived(await browser.open(url)).error).toMatch(/^(consent|interaction)_required$/);
    await browser.authorize(world.authorizeUrl(fresh));
    expect(browser.arrived(await browser.open(url)).code).toBeDefined();
  });

  test('login asks again, and the proof is newer', async () => {
    const browser = world.browser();
    const first = await world.tokensFor(client, await signedIn(browser));
    world.passTime(60_000);
    const page = await open({ prompt: 'login' }, browser);
    expect(browser.asksFor(page)).toBe('sign-in');
    const arrival = browser.arrived(await browser.signIn(ada, page));
    const { body } = await world.exchange(client, arrival);
    const [before, after] = [claimsOf(first.id_token), claimsOf(body['id_token'] as string)];
    expect(after['auth_time']).toBeGreaterThan(before['auth_time'] as number);
    expect(await world.introspect(first.access_token, client)).toMatchObject({ active: true });
  });

  test('login cannot be passed by going back without signing in', async () => {
    const browser = world.browser();
    await signedIn(browser);
    const first = await browser.step(world.authorizeUrl(client, { prompt: 'login' }));
    const uid = String(first.response.headers.location).split('/').pop()!;
    const stop = await browser.open(`/o/authorize/${uid}`);
    expect(stop.arrival?.searchParams.get('code') ?? null).toBeNull();
  });

  test('consent asks again for what was agreed to', async () => {
    const browser = world.browser();
    await browser.authorize(world.authorizeUrl(client), ada);
    expect(browser.asksFor(await open({ prompt: 'consent' }, browser))).toBe('consent');
  });

  test('select_account lets go on with the account, or use another', async () => {
    const browser = world.browser();
    await browser.authorize(world.authorizeUrl(client), ada);
    const page = await open({ prompt: 'select_account' }, browser);
    expect(browser.asksFor(page)).toBe('continue');
    expect(browser.arrived(await browser.goOn(page)).code).toBeDefined();

    const cleo = await world.person();
    const again = await open({ prompt: 'select_account' }, browser);
    const other = again.document.querySelector('a[href*="account=other"]')!.getAttribute('href')!;
    const form = await browser.open(other);
    let stop = await browser.signIn(cleo, form);
    if (browser.asksFor(stop) === 'consent') stop = await browser.consent(stop);
    const { body } = await world.exchange(client, browser.arrived(stop));
    expect(claimsOf(body['id_token'] as string)).toMatchObject({ sub: cleo.userId });
  });

  test.each(['none login', 'nonsense', 'create'])('“%s” is refused', async (prompt) => {
    expect(world.browser().arrived(await open({ prompt })).error).toMatch(/^invalid_request$/);
  });
});

describe('how fresh and how strong', () => {
  test('max_age asks again when the sign-in is too old', async () => {
    const browser = world.browser();
    await browser.authorize(world.authorizeUrl(client), ada);
    world.passTime(30_000);
    const young = await open({ max_age: '3600' }, browser);
    expect(browser.arrived(young).code).toBeDefined();
    const page = await open({ max_age: '10' }, browser);
    expect(browser.asksFor(page)).toBe('sign-in');
    const { body } = await world.exchange(client, browser.arrived(await browser.signIn(ada, page)));
    const { auth_time, iat } = claimsOf(body['id_token'] as string) as Record<string, number>;
    expect(iat! - auth_time!).toBeLessThan(10);
  });

  test('an essential acr that nobody can reach is told to the client', async () => {
    const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:no-such' } } });
    const browser = world.browser();
    const stop = await browser.signIn(ada, await open({ claims }, browser));
    expect(browser.arrived(stop).error).toBe('unmet_authentication_requirements');
    const silent = await open({ claims, prompt: 'none' }, browser);
    expect(browser.arrived(silent).code).toBeUndefined();
  });

  test('acr_values are a wish', async () => {
    const url = world.authorizeUrl(client, { acr_values: 'urn:no-such' });
    expect((await world.browser().authorize(url, ada)).code).toBeDefined();
  });
});

describe('hints and answers', () => {
  test('login_hint fills in the form', async () => {
    const page = await open({ login_hint: 'ada@example.com' });
    expect(page.document.querySelector<HTMLInputElement>('input[name=login]')?.value).toBe('ada@example.com');
  });

  test('ui_locales choose the language', async () => {
    const [german, english] = [await open({ ui_locales: 'de' }), await open({ ui_locales: 'xx en' })];
    expect([german, english].map(({ document }) => document.documentElement.lang)).toEqual(['de', 'en']);
  });

  test('id_token_hint of somebody else asks for the right one', async () => {
    const { id_token } = await world.tokensFor(client, ada);
    const browser = world.browser();
    await browser.signIn(await world.person());
    const page = await open({ id_token_hint: id_token }, browser);
    expect(browser.asksFor(page)).toBe('sign-in');
    const silent = await open({ id_token_hint: id_token, prompt: 'none' }, browser);
    expect(browser.arrived(silent).error).toBe('login_required');
  });

  test('form_post sends the answer by a form to the client', async () => {
    const arrival = await world
      .browser()
      .authorize(world.authorizeUrl(client, { response_mode: 'form_post' }), ada);
    expect(arrival.url.href).toBe(client.redirectUri);
    expect(arrival).toMatchObject({
      state: 'a-state',
      iss: world.origin,
      code: expect.any(String) as string,
    });
    expect((await world.exchange(client, arrival)).status).toBe(200);
  });

  test('every answer says who gave it (RFC 9207)', async () => {
    const good = await world.browser().authorize(world.authorizeUrl(client), ada);
    const bad = world.browser().arrived(await open({ prompt: 'none' }));
    expect([good.iss, bad.iss]).toEqual([world.origin, world.origin]);
  });
});

describe('when the signing key changes', () => {
  test('new tokens have the new key; old ones, and old hints, go on', async () => {
    const browser = world.browser();
    const before = await world.tokensFor(client, await signedIn(browser));
    await world.services.keys.rotate(world.operator.act);
    const after = await world.tokensFor(client, browser);
    const kidOf = (token: string) =>
      (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
    expect(kidOf(after.id_token)).not.toBe(kidOf(before.id_token));
    expect(kidOf(after.access_token)).toBe(kidOf(after.id_token));
    expect(await world.introspect(before.access_token, client)).toMatchObject({ active: true });
    expect((await world.get('/o/userinfo', before.access_token)).status).toBe(200);
    const hinted = await open({ id_token_hint: before.id_token, prompt: 'none' }, browser);
    expect(browser.arrived(hinted).code).toBeDefined();
    const { body } = await world.get('/.well-known/jwks.json');
    expect((body['keys'] as { kid: string }[]).map(({ kid }) => kid)).toEqual(
      expect.arrayContaining([kidOf(before.id_token), kidOf(after.id_token)]),
    );
    const next = await world.refresh(client, before.refresh_token);
    expect(kidOf(next.body['id_token'] as string)).toBe(kidOf(after.id_token));
  });
});

async function signedIn(browser: ReturnType<OauthWorld['browser']>) {
  await browser.signIn(ada);
  return browser;
}
