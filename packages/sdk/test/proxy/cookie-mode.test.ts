import { describe, expect, it } from 'vitest';
import { memorySessions, sessionCookie } from '../../src/authentication/index.ts';
import { createProxy, type ProxyOptions } from '../../src/proxy/index.ts';
import {
  authUrl,
  cookieBrowser,
  json,
  noConnection,
  stubAuthService,
  testKey,
  visit,
} from './stub-auth-service.ts';

const pair = { refresh: 'ort_first', access: 'a.b.c' };

async function setUp(options: Partial<ProxyOptions> = {}, host?: string) {
  const stub = stubAuthService(json(200, pair));
  const proxy = createProxy({ url: authUrl, key: testKey, fetch: stub.fetch, cookie: true, ...options });
  const browser = cookieBrowser((request) => proxy.handle(request), host);
  await browser.send('/auth/csrf/');
  return { stub, proxy, browser };
}

async function signedIn(options: Partial<ProxyOptions> = {}, host?: string) {
  const test = await setUp(options, host);
  const response = await test.browser.post('/auth/token/', { username: 'ada', password: 'pw' });
  expect(response.status).toBe(200);
  test.stub.calls.length = 0;
  return test;
}

const bodyOf = (response: Response): Promise<unknown> => response.json();

describe('the refresh token in a cookie', () => {
  it('is kept from pages when somebody signs in', async () => {
    const { browser, stub } = await setUp();
    const response = await browser.post('/auth/token/', { username: 'ada', password: 'pw' });
    expect(await bodyOf(response)).toEqual({ access: 'a.b.c' });
    expect(response.headers.getSetCookie()).toEqual([
      '__Secure-ostiary_refresh=ort_first; HttpOnly; Path=/auth/; SameSite=Strict; Secure',
    ]);
    expect(stub.calls[0]?.body).toEqual({ username: 'ada', password: 'pw' });
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'http://shop.localhost'])(
    'does without TLS at %s',
    async (host) => {
      const { browser } = await setUp({ cookie: { sameSite: 'Lax', maxAgeSeconds: 60 } }, host);
      const response = await browser.post('/auth/token/', { username: 'ada', password: 'pw' });
      expect(response.headers.getSetCookie()).toEqual([
        'ostiary_refresh=ort_first; HttpOnly; Max-Age=60; Path=/auth/; SameSite=Lax',
      ]);
    },
  );

  it('is not set when signing in is refused', async () => {
    const { browser, stub } = await setUp();
    stub.answer(json(401, { detail: 'No active account found with the given credentials' }));
    const response = await browser.post('/auth/token/', { username: 'ada', password: 'no' });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is what refreshing sends, whatever the body says, and is replaced when it was rotated', async () => {
    const { browser, stub } = await signedIn();
    stub.answer(json(200, { access: 'new', refresh: 'ort_second' }));
    const response = await browser.post('/auth/token/refresh/', { refresh: 'from a page' });
    expect(await bodyOf(response)).toEqual({ access: 'new' });
    expect(stub.calls.map(({ body }) => body)).toEqual([{ refresh: 'ort_first' }]);
    expect(browser.cookies.get('__Secure-ostiary_refresh')).toBe('ort_second');
  });

  it('stays as it is when it was not rotated', async () => {
    const { browser, stub } = await signedIn();
    stub.answer(json(200, { access: 'new' }));
    const response = await browser.post('/auth/token/refresh/', {});
    expect(await bodyOf(response)).toEqual({ access: 'new' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is missed in the words of the contract where there is none', async () => {
    const { browser, stub } = await setUp();
    const response = await browser.post('/auth/token/refresh/', { refresh: 'from a page' });
    expect([response.status, await bodyOf(response)]).toEqual([
      401,
      { detail: 'No refresh token provided.' },
    ]);
    expect(stub.calls).toEqual([]);
  });

  it('goes when it is no longer good, and stays when the auth service is away', async () => {
    const { browser, stub } = await signedIn();
    stub.answer(noConnection);
    expect((await browser.post('/auth/token/refresh/', {})).status).toBe(503);
    expect(browser.cookies.get('__Secure-ostiary_refresh')).toBe('ort_first');
    stub.answer(json(401, { detail: 'Token is blacklisted', code: 'token_not_valid' }));
    expect((await browser.post('/auth/token/refresh/', {})).status).toBe(401);
    expect(browser.cookies.has('__Secure-ostiary_refresh')).toBe(false);
  });

  it('is revoked and cleared by signing out', async () => {
    const { browser, stub } = await signedIn();
    stub.answer(json(200, {}));
    const response = await browser.post('/auth/token/logout/', {});
    expect([response.status, await bodyOf(response)]).toEqual([200, { detail: 'Logged out.' }]);
    expect(stub.calls).toMatchObject([
      { url: `${authUrl}/auth/token/blacklist/`, body: { refresh: 'ort_first' } },
    ]);
    expect(response.headers.getSetCookie()).toEqual([
      '__Secure-ostiary_refresh=; HttpOnly; Max-Age=0; Path=/auth/; SameSite=Strict; Secure',
    ]);
  });

  it('is cleared also while the auth service is away, which is told', async () => {
    const { browser, stub } = await signedIn();
    stub.answer(noConnection);
    const response = await browser.post('/auth/token/logout/', {});
    expect([response.status, await bodyOf(response)]).toEqual([
      200,
      { detail: 'Logged out.', code: 'not_revoked' },
    ]);
    expect(browser.cookies.has('__Secure-ostiary_refresh')).toBe(false);
  });

  it('comes back as it was sent, whatever it is made of', async () => {
    const { browser, stub } = await setUp();
    const odd = 'a+b/c=; d, "e" é';
    stub.answer(json(200, { ...pair, refresh: odd }));
    await browser.post('/auth/token/', { username: 'ada', password: 'pw' });
    await browser.post('/auth/token/refresh/', {});
    expect(stub.calls[1]?.body).toEqual({ refresh: odd });
  });
});

describe('requests that pages of others could make a browser send', () => {
  const paths = ['/auth/token/', '/auth/token/refresh/', '/auth/token/logout/'];

  it.each(paths)('%s needs the token that only own pages can read', async (path) => {
    const { browser, stub } = await signedIn();
    const attempts = [
      {},
      { 'x-csrftoken': '' },
      { 'x-csrftoken': `${browser.cookies.get('csrftoken') ?? ''}x` },
    ];
    for (const headers of attempts) {
      const response = await browser.send(path, { body: {}, headers });
      expect(response.status).toBe(403);
      expect(await bodyOf(response)).toMatchObject({ code: 'csrf_failed' });
    }
    expect(stub.calls).toEqual([]);
  });

  it('cannot bring a cookie of their own: the one that pages read does not count', async () => {
    const { browser, stub } = await signedIn();
    browser.cookies.delete('__Host-ostiary_csrf');
    browser.cookies.set('csrftoken', 'planted');
    expect((await browser.post('/auth/token/refresh/', {})).status).toBe(403);
    expect(stub.calls).toEqual([]);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour of the same site', { 'sec-fetch-site': 'same-site', origin: 'https://blog.shop.example' }],
    ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['a site that hides itself', { 'sec-fetch-site': 'cross-site' }],
  ])('are refused from %s even with the token', async (_who, headers) => {
    const { browser, stub } = await signedIn();
    const response = await browser.post('/auth/token/refresh/', {}, headers);
    expect([response.status, await bodyOf(response)]).toEqual([
      403,
      { detail: 'Disallowed origin.', code: 'origin_not_allowed' },
    ]);
    expect(stub.calls).toEqual([]);
  });

  it('are told by Origin in browsers that say no site', async () => {
    const { proxy, browser } = await signedIn();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const statusFrom = async (origin: string) => {
      const headers = { cookie, origin, 'x-csrftoken': browser.cookies.get('csrftoken') ?? '' };
      return (await proxy.handle(visit('/auth/token/refresh/', { body: {}, headers })))?.status;
    };
    expect(await statusFrom('https://shop.example')).toBe(200);
    expect(await statusFrom('https://evil.example')).toBe(403);
    expect(await statusFrom('nonsense')).toBe(403);
  });

  it('are let in from an origin that is named, which reads the token from a header', async () => {
    const { browser } = await setUp({ allowedOrigins: ['https://app.example'] });
    const headers = { 'sec-fetch-site': 'same-site', origin: 'https://app.example' };
    const token = (await browser.send('/auth/csrf/', { headers })).headers.get('x-csrftoken') ?? '';
    expect((await browser.post('/auth/token/', {}, { ...headers, 'x-csrftoken': token })).status).toBe(200);
  });
});

describe('GET csrf/', () => {
  it('answers as in the contract and sets what counts and what pages read', async () => {
    const { proxy } = await setUp();
    const response = await proxy.handle(visit('/auth/csrf/'));
    expect(await response?.json()).toEqual({ detail: 'CSRF cookie set.' });
    const [counts, read] = response?.headers.getSetCookie() ?? [];
    expect(counts).toMatch(
      /^__Host-ostiary_csrf=[\w-]{43}; HttpOnly; Max-Age=31536000; Path=\/; SameSite=Strict; Secure$/,
    );
    expect(read).toMatch(/^csrftoken=[\w-]{43}; Max-Age=31536000; Path=\/; SameSite=Lax; Secure$/);
  });

  it('keeps the token that a browser has, so that tabs do not take it from each other', async () => {
    const { browser } = await setUp();
    const before = browser.cookies.get('csrftoken');
    await browser.send('/auth/csrf/');
    expect(browser.cookies.get('csrftoken')).toBe(before);
  });
});

describe('sessions of the service’s own', () => {
  it('begin when somebody signs in and end when they sign out', async () => {
    const begun: unknown[] = [];
    const claims = { sub: 'u1', name: 'Zoë', exp: 1 };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const { browser, stub } = await setUp({
      onSignIn: ({ access, claims: told, address }) => {
        begun.push({ access, told, address });
        return [
          ['set-cookie', 'session=1'],
          ['set-cookie', 'other=2'],
        ];
      },
      onSignOut: async () => ({ 'set-cookie': 'session=; Max-Age=0' }),
    });
    stub.answer(json(200, { refresh: 'r', access: `h.${payload}.s` }));
    const response = await browser.post('/auth/token/', { username: 'ada', password: 'pw' });
    expect(begun).toEqual([{ access: `h.${payload}.s`, told: claims, address: undefined }]);
    expect(response.headers.getSetCookie().slice(-2)).toEqual(['session=1', 'other=2']);
    expect(browser.cookies.get('session')).toBe('1');
    await browser.post('/auth/token/logout/', {});
    expect(browser.cookies.has('session')).toBe(false);
  });

  it('are those of the kit’s own session cookie, for some users alone', async () => {
    const sessions = sessionCookie({ store: memorySessions(), load: () => undefined });
    const { browser, stub } = await setUp({
      onSignIn: async ({ claims }) =>
        claims?.roles?.includes('staff')
          ? (await sessions.start({ sub: claims.sub, sid: claims.sid })).headers
          : undefined,
      onSignOut: async ({ request }) => (await sessions.end(request)).headers,
    });
    const tokenWith = (roles: string[]) => {
      const payload = Buffer.from(JSON.stringify({ sub: 'u1', sid: 's1', roles })).toString('base64url');
      return json(200, { refresh: 'r', access: `h.${payload}.s` });
    };
    stub.answer(tokenWith(['shopper']));
    await browser.post('/auth/token/', {});
    expect(browser.cookies.has('__Host-session')).toBe(false);
    stub.answer(tokenWith(['staff']));
    await browser.post('/auth/token/', {});
    expect(browser.cookies.has('__Host-session')).toBe(true);
    await browser.post('/auth/token/logout/', {});
    expect(browser.cookies.has('__Host-session')).toBe(false);
  });

  it('do not begin when signing in is refused', async () => {
    const { browser, stub } = await setUp({
      onSignIn() {
        throw new Error('Not to be called');
      },
    });
    stub.answer(json(401, { detail: 'No.' }));
    expect((await browser.post('/auth/token/', {})).status).toBe(401);
  });
});
