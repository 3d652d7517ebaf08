import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { now, signInId, startIssuer, type Claims, type Signing, type TestIssuer } from './issuer.ts';
import { freePort, runExample, type RunningExample } from './run-example.ts';

let issuer: TestIssuer;
let api: Server;
let app: RunningExample;
let url: string;

beforeAll(async () => {
  issuer = await startIssuer();
  api = createServer((_request, response) => response.end('{"notes":["<i>ink</i>"]}')).listen(0, 'localhost');
  await once(api, 'listening');
  const address = api.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const port = await freePort();
  url = `http://localhost:${port}`;
  app = runExample('web-app', {
    ISSUER: issuer.url,
    CLIENT_ID: 'web',
    CLIENT_SECRET: 'secret',
    PORT: String(port),
    API_URL: `http://localhost:${address.port}/notes`,
  });
  await app.prints(/Open/);
});
afterEach(() => {
  issuer.idToken = {};
});
afterAll(async () => {
  expect(await app.stop()).toBe(0);
  api.close();
  api.closeAllConnections();
  await issuer.stop();
});

/** A browser as far as cookies go. */
class Visitor {
  readonly cookies = new Map<string, string>();

  async request(
    address: string,
    init: RequestInit = {},
  ): Promise<{ status: number; location: string; html: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, url), { redirect: 'manual', ...init, headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      expect(line).toMatch(/HttpOnly; SameSite=Lax/);
      const [pair = ''] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location') ?? '';
    return { status: response.status, location, html: await response.text() };
  }

  /** Where the browser is sent back to, with a code. */
  async authorized(): Promise<string> {
    const { location } = await this.request('/sign-in');
    return (await this.request(location)).location;
  }
}

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor();
  const { status } = await visitor.request(await visitor.authorized());
  expect(status).toBe(303);
  return visitor;
}

const isSignedIn = async (visitor: Visitor): Promise<boolean> =>
  (await visitor.request('/')).html.includes('<h1>Hello, Ada &#60;b&#62;</h1>');

describe('signing in', () => {
  it('asks with state, nonce and PKCE, and shows who it is', async () => {
    const { location } = await new Visitor().request('/sign-in');
    const asked = new URL(location).searchParams;
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('redirect_uri')).toBe(`${url}/callback`);
    expect(await isSignedIn(await signedIn())).toBe(true);
  });

  it('is not done with an answer that this browser did not ask for', async () => {
    const answer = await new Visitor().authorized();
    const victim = new Visitor();
    expect((await victim.request(answer)).status).toBe(400);
    // Nor in the middle of an attempt of its own.
    await victim.request('/sign-in');
    expect((await victim.request(answer)).status).toBe(400);
    expect(await isSignedIn(victim)).toBe(false);
  });

  it('is not done with the same answer twice', async () => {
    const visitor = new Visitor();
    const answer = await visitor.authorized();
    const attempt = new Map(visitor.cookies);
    expect((await visitor.request(answer)).status).toBe(303);
    const again = new Visitor();
    for (const [name, value] of attempt) again.cookies.set(name, value);
    expect((await again.request(answer)).status).toBe(400);
    expect(await isSignedIn(again)).toBe(false);
  });

  it.each<[string, Claims]>([
    ['of another attempt', { nonce: 'other' }],
    ['for another client', { aud: 'other' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that is over', { exp: now() - 600 }],
  ])('is not done with an id token %s', async (_what, claims) => {
    issuer.idToken = claims;
    const visitor = new Visitor();
    expect((await visitor.request(await visitor.authorized())).status).toBe(400);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('works in two tabs at once', async () => {
    const visitor = new Visitor();
    const answers = [await visitor.authorized(), await visitor.authorized()];
    for (const answer of answers) expect((await visitor.request(answer)).status).toBe(303);
  });
});

describe('calling the API', () => {
  it('refreshes once for requests that come together, and escapes what the API says', async () => {
    const visitor = await signedIn();
    issuer.grants.length = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    issuer.held = promise;
    const pages = [1, 2, 3].map(() => visitor.request('/notes'));
    // What was sent after them is answered: they have arrived.
    for (let i = 0; i < 5; i++) await visitor.request('/');
    resolve();
    for (const { html } of await Promise.all(pages))
      expect(html).toContain('<li>&#60;i&#62;ink&#60;/i&#62;</li>');
    expect(issuer.grants.map((form) => form.get('grant_type'))).toEqual(['refresh_token']);
    await visitor.request('/notes');
    expect(issuer.grants).toHaveLength(1);
  });

  it('signs in again when the refresh token is over', async () => {
    const visitor = await signedIn();
    issuer.refusals.push({ status: 400, body: { error: 'invalid_grant' } });
    expect((await visitor.request('/notes')).location).toBe('/sign-in');
    expect(await isSignedIn(visitor)).toBe(false);
  });
});

describe('signing out', () => {
  it('ends the session here and goes on to the issuer', async () => {
    const visitor = await signedIn();
    const { location } = await visitor.request('/sign-out', { method: 'POST' });
    const asked = new URL(location);
    expect(asked.origin + asked.pathname).toBe(`${issuer.url}/logout`);
    expect(asked.searchParams.get('post_logout_redirect_uri')).toBe(`${url}/signed-out`);
    expect(asked.searchParams.get('id_token_hint')).toBeTruthy();
    expect(await isSignedIn(visitor)).toBe(false);
  });

  const logout: Claims = {
    aud: 'web',
    sub: 'user-1',
    sid: signInId,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  };

  async function tell(claims: Claims, signing: Signing = {}): Promise<number> {
    const token = await issuer.sign({ ...logout, ...claims }, { typ: 'logout+jwt', ...signing });
    const body = new URLSearchParams({ logout_token: token });
    return (await fetch(`${url}/back-channel-logout`, { method: 'POST', body })).status;
  }

  it.each<[string, Claims]>([
    ['of its sign-in', {}],
    ['of its sign-in, named alone', { sub: undefined }],
    ['of the user everywhere', { sid: undefined }],
  ])('ends the session when the issuer tells the end %s', async (_what, claims) => {
    const visitor = await signedIn();
    expect(await tell(claims)).toBe(200);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('leaves the sessions of others alone', async () => {
    const visitor = await signedIn();
    expect(await tell({ sid: 'sign-in-2' })).toBe(200);
    expect(await tell({ sid: undefined, sub: 'user-2' })).toBe(200);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('is not brought about by what is no logout token for this application', async () => {
    const visitor = await signedIn();
    const { privateKey } = await generateKeyPair('ES256');
    const attempts: [Claims, Signing?][] = [
      [{ aud: 'other' }],
      [{ iss: 'https://evil.example' }],
      [{ exp: now() - 600 }],
      [{ events: undefined }],
      [{ events: { 'https://example.com/other': {} } }],
      [{ nonce: 'n' }],
      [{ sub: undefined, sid: undefined }],
      [{ jti: undefined }],
      [{}, { typ: 'JWT' }],
      [{}, { typ: 'at+jwt' }],
      [{}, { key: privateKey }],
      [{}, { key: new TextEncoder().encode(JSON.stringify(issuer.publicJwk)), alg: 'HS256' }],
    ];
    for (const [claims, signing] of attempts) {
      expect(await tell(claims, signing), JSON.stringify([claims, signing?.alg])).toBe(400);
    }
    const nothing = await fetch(`${url}/back-channel-logout`, {
      method: 'POST',
      body: new URLSearchParams(),
    });
    expect(nothing.status).toBe(400);
    expect(await isSignedIn(visitor)).toBe(true);
  });
});
