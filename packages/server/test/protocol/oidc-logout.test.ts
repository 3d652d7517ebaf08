import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthBrowser,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

const afterwards = 'https://app.example/bye';

let world: OauthWorld;
let server: Server;
let received: string[] = [];
let client: TestClient;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      received.push(new URLSearchParams(body).get('logout_token') ?? '');
      response.statusCode = 200;
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  world = await oauthWorld({ OSTIARY_REFRESH_REUSE_WINDOW: '1s' });
  client = await world.client({
    postLogoutRedirectUris: [afterwards],
    backchannelLogoutUri: `http://127.0.0.1:${String(port)}/logout`,
    scopes: ['openid', 'read', 'offline_access'],
  });
});
afterAll(async () => {
  server.close();
  await world.close();
});
beforeEach(() => {
  received = [];
});

/** Everything that is due is told; then what was received. */
async function told() {
  await world.services.logouts.deliverDue();
  const jwks = (await world.get('/.well-known/jwks.json')).body as unknown as JSONWebKeySet;
  return Promise.all(
    received.map(async (token) => {
      const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
        ...{ issuer: world.origin, audience: client.clientId, typ: 'logout+jwt' },
        currentDate: new Date(Date.now()),
      });
      expect(payload['events']).toEqual({ 'http://schemas.openid.net/event/backchannel-logout': {} });
      expect(payload).not.toHaveProperty('nonce');
      return payload;
    }),
  );
}

interface Held {
  browser: OauthBrowser;
  person: Person;
  sid: string;
  idToken: string;
  refreshToken: string;
}

async function signedIn(parameters = {}): Promise<Held> {
  const [browser, person] = [world.browser(), await world.person()];
  await browser.signIn(person);
  const tokens = await world.tokensFor(client, browser, parameters);
  const sid = claimsOf(tokens.access_token)['sid'] as string;
  return { browser, person, sid, idToken: tokens.id_token, refreshToken: tokens.refresh_token };
}

describe('back-channel logout (OpenID Connect Back-Channel Logout 1.0): the client is told once when', () => {
  const endings: Record<string, (held: Held) => Promise<unknown>> = {
    'the user signs out on our page': ({ browser }) => browser.signOut(),
    'the user signs out everywhere': ({ browser }) => browser.signOut({ isEverywhere: true }),
    'the session is ended by API': ({ sid }) => world.services.sessions.endOne(world.operator, sid),
    'the password is changed': ({ person }) =>
      world.services.passwords.reset(world.operator, person.userId, 'Gr33n-harbour/lantern'),
    'the user is deactivated': ({ person }) => world.services.users.deactivate(world.operator, person.userId),
    'a refresh token is replayed': async ({ refreshToken }) => {
      await world.refresh(client, refreshToken);
      world.passTime(5_000);
      await world.refresh(client, refreshToken);
    },
    'the application asks for it': async ({ browser, idToken }) => {
      const page = await browser.open(`/o/logout?id_token_hint=${idToken}`);
      await browser.submit(page, { logout: 'yes' });
    },
  };

  test.each(Object.keys(endings))('%s', async (what) => {
    const held = await signedIn();
    await endings[what]!(held);
    const payloads = await told();
    expect(payloads.map(({ sub, sid }) => ({ sub, sid }))).toEqual([
      { sub: held.person.userId, sid: held.sid },
    ]);
    expect(await told()).toHaveLength(1);
  });

  test('and not again for what went on offline, nor for another session', async () => {
    const other = await signedIn();
    const held = await signedIn({ scope: 'openid read offline_access', prompt: 'consent' });
    await held.browser.signOut();
    expect((await told()).map(({ sid }) => sid)).toEqual([held.sid]);
    expect((await world.refresh(client, held.refreshToken)).status).toBe(200);
    await world.services.login.signOutEverywhere(world.operator.act, held.person.userId);
    expect((await told()).map(({ sid }) => sid)).toEqual([held.sid]);
    expect((await world.refresh(client, other.refreshToken)).status).toBe(200);
  });

  test('but not when only its own grant ends', async () => {
    const held = await signedIn();
    await world.post('/o/revoke_token', { form: { token: held.refreshToken }, auth: client });
    expect(await told()).toEqual([]);
  });
});

describe('logout asked for by the application (OpenID Connect RP-Initiated Logout 1.0)', () => {
  const query = (parameters: Record<string, string>) =>
    `/o/logout?${new URLSearchParams(parameters).toString()}`;
  const isSignedIn = async ({ browser }: Held) =>
    browser.arrived(await browser.open(world.authorizeUrl(client, { prompt: 'none' }))).code !== undefined;

  test('asks the user, signs out, and goes back with the state', async () => {
    const held = await signedIn();
    const page = await held.browser.open(
      query({ id_token_hint: held.idToken, post_logout_redirect_uri: afterwards, state: 'x y' }),
    );
    expect(page.status).toBe(200);
    expect(await isSignedIn(held)).toBe(true);
    const stop = await held.browser.submit(page, { logout: 'yes' });
    expect(`${stop.arrival?.origin ?? ''}${stop.arrival?.pathname ?? ''}`).toBe(afterwards);
    expect(stop.arrival?.searchParams.get('state')).toBe('x y');
    expect(await isSignedIn(held)).toBe(false);
    expect((await world.refresh(client, held.refreshToken)).status).toBe(400);
  });

  test('leaves everything as it was when the user does not want to', async () => {
    const held = await signedIn();
    const page = await held.browser.open(
      query({ id_token_hint: held.idToken, post_logout_redirect_uri: afterwards }),
    );
    const form = page.document.querySelector('form')!;
    const xsrf = form.querySelector<HTMLInputElement>('input[name=xsrf]')!.value;
    await held.browser.post(form.getAttribute('action')!, { xsrf });
    expect(await isSignedIn(held)).toBe(true);
    expect((await world.refresh(client, held.refreshToken)).status).toBe(200);
  });

  test('takes an ID token that has expired, or that an old key signed, as a hint', async () => {
    const held = await signedIn();
    await world.services.keys.rotate(world.operator.act);
    world.passTime((world.config.oauth.idTokenSeconds + 60) * 1_000);
    const page = await held.browser.open(
      query({ id_token_hint: held.idToken, post_logout_redirect_uri: afterwards }),
    );
    expect(page.status).toBe(200);
    expect((await held.browser.submit(page, { logout: 'yes' })).arrival?.href).toBe(afterwards);
  });

  test.each([
    [
      'an address that is not registered',
      (held: Held) => ({ id_token_hint: held.idToken, post_logout_redirect_uri: 'https://evil.example/' }),
    ],
    ['a hint that is none', () => ({ id_token_hint: 'x.y.z', post_logout_redirect_uri: afterwards })],
    [
      'a client that is not that of the hint',
      (held: Held) => ({ id_token_hint: held.idToken, client_id: 'other' }),
    ],
    ['an unknown client', () => ({ client_id: 'nobody', post_logout_redirect_uri: afterwards })],
  ])('refuses %s on a page that leads nowhere', async (_what, parameters) => {
    const held = await signedIn();
    const page = await held.browser.open(query(parameters(held)));
    expect([page.status, page.arrival]).toEqual([400, undefined]);
    expect(page.html).not.toContain('evil.example');
    expect(await isSignedIn(held)).toBe(true);
  });

  test('does not go to an address without a client that has it', async () => {
    const held = await signedIn();
    const page = await held.browser.open(query({ post_logout_redirect_uri: afterwards }));
    const stop = await held.browser.submit(page, { logout: 'yes' });
    expect(stop.arrival).toBeUndefined();
  });

  test('a form without its token signs nobody out', async () => {
    const held = await signedIn();
    await held.browser.open(query({ id_token_hint: held.idToken }));
    const stop = await held.browser.post('/o/logout/confirm', { xsrf: 'x', logout: 'yes' });
    expect(stop.status).toBe(400);
    expect(await isSignedIn(held)).toBe(true);
  });

  test('nobody signed in: ends well', async () => {
    const browser = world.browser();
    const page = await browser.open(
      query({ client_id: client.clientId, post_logout_redirect_uri: afterwards }),
    );
    expect(page.status).toBeLessThan(400);
  });
});
