import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsOf, oauthWorld, type OauthWorld, type Person } from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
});
afterAll(() => world.close());

describe('the authorization code flow (RFC 6749 section 4.1)', () => {
  test('signs in, asks for consent, and gives tokens for the code', async () => {
    const client = await world.client();
    const browser = world.browser();
    const signIn = await browser.open(world.authorizeUrl(client));
    expect(browser.asksFor(signIn)).toBe('sign-in');
    const consent = await browser.signIn(ada, signIn);
    expect(browser.asksFor(consent)).toBe('consent');
    const arrival = browser.arrived(await browser.consent(consent));
    expect(`${arrival.url.origin}${arrival.url.pathname}`).toBe(client.redirectUri);
    expect(arrival).toMatchObject({
      state: 'a-state',
      iss: world.origin,
      code: expect.any(String) as string,
    });

    const answer = await world.exchange(client, arrival);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(answer.body).toEqual({
      access_token: expect.any(String) as string,
      refresh_token: expect.stringMatching(/^ort_/) as string,
      id_token: expect.any(String) as string,
      token_type: 'Bearer',
      expires_in: world.config.tokens.accessSeconds,
      scope: 'openid read',
    });
    expect(claimsOf(answer.body['access_token'] as string)).toMatchObject({
      iss: world.origin,
      aud: world.origin,
      sub: ada.userId,
      client_id: client.clientId,
      scope: 'openid read',
    });
  });

  test('remembers the consent, and asks again for more', async () => {
    const client = await world.client();
    const browser = world.browser();
    await browser.authorize(world.authorizeUrl(client), ada);
    const again = await browser.open(world.authorizeUrl(client));
    expect(browser.arrived(again).code).toBeDefined();
    const more = await browser.open(world.authorizeUrl(client, { scope: 'openid read write' }));
    expect(browser.asksFor(more)).toBe('consent');
  });

  test('tells the client when the user refuses, and gives nothing', async () => {
    const client = await world.client();
    const browser = world.browser();
    const consent = await browser.signIn(ada, await browser.open(world.authorizeUrl(client)));
    const arrival = browser.arrived(await browser.deny(consent));
    expect(arrival).toMatchObject({ error: 'access_denied', code: undefined, state: 'a-state' });
  });

  test('needs no consent for an application of one’s own', async () => {
    const client = await world.client({ isFirstParty: true });
    const browser = world.browser();
    const stop = await browser.signIn(ada, await browser.open(world.authorizeUrl(client)));
    expect(browser.arrived(stop).code).toBeDefined();
  });

  test('gives the default scopes when none is asked for', async () => {
    const client = await world.client({ scopes: ['openid', 'read', 'write'] });
    const tokens = await world.tokensFor(client, ada, { scope: undefined });
    expect(tokens).toMatchObject({ scope: 'read write' });
    expect(tokens.id_token).toBeUndefined();
  });

  test('a client without refresh gets no refresh token', async () => {
    const client = await world.client({ grants: ['authorization_code'] });
    expect((await world.tokensFor(client, ada)).refresh_token).toBeUndefined();
  });

  test('a code works once, and what was issued for it ends with its second use', async () => {
    const client = await world.client();
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    const first = await world.exchange(client, arrival);
    const second = await world.exchange(client, arrival);
    expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await world.introspect(first.body['access_token'] as string, client)).toEqual({ active: false });
    const refreshed = await world.refresh(client, first.body['refresh_token'] as string);
    expect(refreshed).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('of twenty exchanges of one code at once none leaves tokens that work beside another’s', async () => {
    const client = await world.client();
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.exchange(client, arrival)));
    const granted = answers.filter(({ status }) => status === 200);
    expect(granted.length).toBeLessThanOrEqual(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ body }) => body['error']))).toEqual(new Set(['invalid_grant']));
    for (const { body } of granted) {
      expect(await world.introspect(body['access_token'] as string, client)).toEqual({ active: false });
    }
    const audited = await world.audited('oauth.code_replayed');
    expect(audited.length).toBeGreaterThan(0);
  });

  test('a code of another client is refused and stays good for its own', async () => {
    const [client, other] = [await world.client(), await world.client()];
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    const stolen = await world.exchange(other, arrival);
    expect(stolen).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await world.exchange(client, arrival)).status).toBe(200);
  });

  test('a code is over after its time', async () => {
    const short = await oauthWorld({ OSTIARY_AUTHORIZATION_CODE_LIFETIME: '10s' });
    try {
      const [client, eva] = [await short.client(), await short.person()];
      const arrival = await short.browser().authorize(short.authorizeUrl(client), eva);
      short.passTime(11_000);
      const late = await short.exchange(client, arrival);
      expect(late).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    } finally {
      await short.close();
    }
  });

  test('the redirect URI must be that of the request', async () => {
    const uris = ['https://app.example/cb', 'https://app.example/other'];
    const client = await world.client({ redirectUris: uris });
    const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
    const answer = await world.exchange(client, arrival, { redirect_uri: uris[1]! });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});
