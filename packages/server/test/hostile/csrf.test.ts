import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, goodPassword, httpClient, operator } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { browserSession } from '../support/browser-session.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp({ OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' });
  await addPerson(test.services, { username: 'olga', email: 'olga@example.com', roles: ['owner'] });
});
afterAll(() => test.close());

type Headers = Record<string, string>;

/** What a browser says when the request is not from a page of ours, and what is no proof that it is. */
const foreign: [name: string, headers: Headers][] = [
  ['no word of where it comes from', {}],
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['an opaque origin', { origin: 'null' }],
  ['our name at another port', { origin: 'http://localhost:9000' }],
  ['our name within another', { origin: 'http://localhost:8000.evil.example' }],
  ['our name as a user', { origin: 'http://localhost:8000@evil.example' }],
  ['our name by https', { origin: 'https://localhost:8000' }],
  ['no origin that can be read', { origin: 'localhost:8000' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another part of our site', { 'sec-fetch-site': 'same-site' }],
  ['another site with our origin', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8000' }],
  ['a referrer alone', { referer: 'http://localhost:8000/' }],
];
const own: [name: string, headers: Headers][] = [
  ['our origin', { origin: 'http://localhost:8000' }],
  ['our site', { 'sec-fetch-site': 'same-origin' }],
  ['the host that was asked', { origin: 'http://auth.internal:8080', host: 'auth.internal:8080' }],
];

/** Bodies prove themselves here (a password, a refresh token), and no cookie is looked at. */
const withoutCookie =
  /^POST \/(auth\/(token\/((blacklist|refresh|verify|sliding|sliding\/refresh)\/)?|password-change\/)|api\/(login|jwt-auth)\/|user-auth\/|setup|sign-in|sign-up)$/;
/** For whoever cannot sign in: the token of a link proves whose it is. */
const ofLinks = /^POST \/api\/v1\/account\//;
/** Forms that exist only in the browser in which an application began: test/pages/oauth/interaction-guards. */
const ofInteraction = /^POST \/o\/interaction\//;
/** Forms that exist only in the browser in which a sign-in waits for somebody to set up a factor. */
const ofWaitingSignIn = /^POST \/sign-in\/set-up-factor\//;
/** The tutorial's readers, which it mounts on POST: they change nothing. */
const readers = /^POST \/(all-user|authenticated-user|only-[a-z-]+)\/$/;

let cookies: [name: string, cookie: string][];
beforeEach(async () => {
  const { secret } = await browserSession(test.services, operator.act, {
    login: 'olga',
    password: goodPassword,
  });
  const role = await httpClient(test.app).post('/user-auth/', { username: 'olga', password: goodPassword });
  cookies = [
    ['the session', `ostiary_session=${secret}`],
    ['the role service', String(role.headers['set-cookie']).split(';')[0] ?? ''],
  ];
});

function send(route: { method: string; path: string; tag: string }, headers: Headers) {
  const isPage = route.tag === 'Pages';
  return test.app.inject({
    method: route.method as 'POST',
    url: route.path.replace(/:\w+/g, '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a'),
    headers: {
      'content-type': isPage ? 'application/x-www-form-urlencoded' : 'application/json',
      ...headers,
    },
    payload: isPage ? 'x=1' : '{"nonsense":1}',
  });
}

function writes() {
  const all = test.app.routeTable.filter(({ method }) => method !== 'GET');
  const others = [withoutCookie, readers, ofInteraction, ofWaitingSignIn, ofLinks];
  return all.filter(({ method, path }) => !others.some((pattern) => pattern.test(`${method} ${path}`)));
}

const refusal = /needs proof that it comes from this site|proof of its origin|another site|wait here from/i;

describe('a write with a cookie', () => {
  it('is every write there is but those that prove themselves by their body', () => {
    const names = writes().map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name) => !name.includes('/api/v1/')).sort()).toEqual([
      'POST /account/data',
      'POST /account/delete',
      'POST /account/delete/cancel',
      'POST /account/email/change',
      'POST /account/email/verify',
      'POST /account/factors/apps/confirm',
      'POST /account/factors/apps/new',
      'POST /account/factors/apps/remove',
      'POST /account/factors/browsers/forget',
      'POST /account/factors/browsers/forget-all',
      'POST /account/factors/passkeys/new',
      'POST /account/factors/passkeys/remove',
      'POST /account/factors/passkeys/rename',
      'POST /account/factors/recovery-codes',
      'POST /account/password',
      'POST /account/profile',
      'POST /account/sessions/end',
      'POST /account/sessions/end-others',
      'POST /account/tokens/new',
      'POST /account/tokens/revoke',
      'POST /auth/create-user/',
      'POST /auth/token/logout/',
      'POST /change-email',
      'POST /confirm',
      'POST /confirm/passkey',
      'POST /forgot-password',
      'POST /invitation',
      'POST /keep-account',
      'POST /o/applications/:id/delete/',
      'POST /o/applications/:id/secrets/',
      'POST /o/applications/:id/secrets/:secretId/delete/',
      'POST /o/applications/:id/update/',
      'POST /o/applications/register/',
      'POST /o/authorized_tokens/:clientId/delete/',
      'POST /reset-password',
      'POST /sign-in/code',
      'POST /sign-in/code/enter',
      'POST /sign-in/factor',
      'POST /sign-in/factor/passkey',
      'POST /sign-in/link',
      'POST /sign-in/link/open',
      'POST /sign-in/passkey',
      'POST /sign-out',
      'POST /user-signup/',
      'POST /verify-email',
      'POST /verify-email/again',
    ]);
    expect(names.length).toBeGreaterThan(20);
  });

  it.each(foreign)('is refused with %s', async (_name, headers) => {
    for (const route of writes()) {
      // These two say first which fields are wrong; see below.
      if (/create-user|user-signup/.test(route.path)) continue;
      for (const [whose, cookie] of cookies) {
        const answer = await send(route, { cookie, ...headers });
        expect(
          answer.statusCode,
          `${route.method} ${route.path} with the cookie of ${whose}: ${answer.body}`,
        ).toBe(403);
      }
    }
    const signUp = {
      email: 'x@example.com',
      username: 'x',
      first_name: 'X',
      last_name: 'Y',
      password: goodPassword,
      level: 0,
    };
    for (const [, cookie] of cookies) {
      for (const path of ['/auth/create-user/', '/user-signup/']) {
        const answer = await httpClient(test.app).post(path, signUp, { cookie, ...headers });
        expect([answer.statusCode, answer.body]).toEqual([403, expect.stringMatching(refusal)]);
      }
    }
  });

  it.each(own)('is not refused for its origin with %s', async (_name, headers) => {
    for (const route of writes().filter(({ path }) => path.startsWith('/api/v1/'))) {
      // The second is refused for an address that is not confirmed.
      if (['/api/v1/me/sessions', '/api/v1/mails/test'].includes(route.path)) continue;
      const answer = await send(route, { cookie: cookies[0]?.[1] ?? '', ...headers });
      expect(answer.body, `${route.method} ${route.path}`).not.toContain('csrf_failed');
      expect(answer.statusCode, `${route.method} ${route.path}`).not.toBe(403);
    }
  });

  it('is no way round for a bearer, nor the other way round', async () => {
    const [, [, roleCookie] = ['', '']] = cookies;
    const bearer = decodeURIComponent(roleCookie).replace(/^Authorization="(.*)"$/, '$1');
    const withBearer = await httpClient(test.app).post(
      '/api/v1/audit/verify',
      {},
      { authorization: bearer, origin: 'https://evil.example' },
    );
    expect(withBearer.statusCode).toBe(200);
    // A scheme that is not ours leaves the decision to the cookie.
    const withNonsense = await httpClient(test.app).post(
      '/api/v1/audit/verify',
      {},
      { authorization: 'Nonsense x', cookie: roleCookie },
    );
    expect(withNonsense.statusCode).toBe(403);
  });
});

describe('a sign-in that another site sends for somebody', () => {
  it.each(foreign.filter(([, headers]) => 'origin' in headers || 'sec-fetch-site' in headers))(
    'sets no cookie with %s',
    async (_name, headers) => {
      const answer = await httpClient(test.app).post(
        '/user-auth/',
        { username: 'olga', password: goodPassword },
        headers,
      );
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
    },
  );
});
