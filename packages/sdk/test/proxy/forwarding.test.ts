import { describe, expect, it } from 'vitest';
import { createProxy } from '../../src/proxy/index.ts';
import type { ProxyOptions } from '../../src/proxy/index.ts';
import { authUrl, json, stubAuthService, testKey, visit, type PageRequest } from './stub-auth-service.ts';

function setUp(options: Partial<ProxyOptions> = {}, stub = stubAuthService()) {
  const proxy = createProxy({ url: authUrl, key: testKey, fetch: stub.fetch, ...options });
  const send = async (path: string, request: PageRequest = {}, address?: string) => {
    const response = await proxy.handle(visit(path, request), { address });
    if (!response) throw new Error('Not answered');
    return response;
  };
  return { proxy, stub, send };
}

const credentials = { email: 'ada@example.com', password: 'pw' };

describe('what is sent to the auth service', () => {
  it('names the service by its key and the end user by the address that the framework trusts', async () => {
    const { send, stub } = setUp();
    const headers = {
      'x-forwarded-for': '6.6.6.6',
      'user-agent': 'Firefox',
      cookie: 'a=b',
      origin: 'https://x.example',
    };
    await send('/auth/token/', { body: credentials, headers }, '203.0.113.9');
    const [call] = stub.calls;
    expect(call?.url).toBe(`${authUrl}/auth/token/`);
    expect(Object.fromEntries(call!.headers)).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'ostiary-service': testKey,
      'ostiary-client-address': '203.0.113.9',
      'user-agent': 'Firefox',
    });
  });

  it.each([
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
    ['unknown', null],
    ['999.1.1.1', null],
    ['1:2', null],
    [undefined, null],
  ])('tells the address %s as %s', async (address, told) => {
    const { send, stub } = setUp();
    await send('/auth/token/verify/', { body: { token: 'x' } }, address);
    expect(stub.calls[0]?.headers.get('ostiary-client-address')).toBe(told);
  });

  it.each([
    [
      'token/',
      { ...credentials, username: 'ada', is_staff: true, totp: 1 },
      { ...credentials, username: 'ada' },
    ],
    ['token/refresh/', { refresh: 'r', access: 'a' }, { refresh: 'r' }],
    ['token/verify/', { token: 't', more: 1 }, { token: 't' }],
  ])('forwards to %s the fields that it knows and no others', async (path, sent, forwarded) => {
    const { send, stub } = setUp();
    await send(`/auth/${path}`, { body: sent });
    expect(stub.calls.map(({ body }) => body)).toEqual([forwarded]);
  });

  it('reads forms as well, which the token API takes', async () => {
    const { send, stub } = setUp();
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    await send('/auth/token/', { body: 'username=ada&password=p%26w', headers });
    expect(stub.calls[0]?.body).toEqual({ username: 'ada', password: 'p&w' });
  });

  it('passes a password on as it was typed, however it was encoded', async () => {
    const { send, stub } = setUp();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await send('/auth/token/', { body: 'username=ada&password=%€%41', headers });
    expect(stub.calls[0]?.body).toEqual({ username: 'ada', password: '%€A' });
  });

  it('passes the access token on where the user is asked for, and nothing else of the request', async () => {
    const { send, stub } = setUp({}, stubAuthService(json(200, { email: 'ada@example.com' })));
    const response = await send('/auth/user/?service=other', { headers: { authorization: 'Bearer x' } });
    expect(await response.json()).toEqual({ email: 'ada@example.com' });
    expect(stub.calls[0]).toMatchObject({ method: 'GET', url: `${authUrl}/auth/user/`, body: undefined });
    expect(stub.calls[0]?.headers.get('authorization')).toBe('Bearer x');
  });

  it('does not follow a redirect, which would take the service key elsewhere', async () => {
    const redirect = () =>
      new Response(null, { status: 307, headers: { location: 'https://evil.example/' } });
    const { send, stub } = setUp({}, stubAuthService(redirect));
    expect((await send('/auth/token/', { body: credentials })).status).toBe(503);
    expect(stub.calls).toHaveLength(1);
  });
});

describe('what end users get', () => {
  it.each([
    [200, { refresh: 'r', access: 'a' }, {}],
    [
      401,
      { detail: 'No active account found with the given credentials' },
      { 'www-authenticate': 'Bearer realm="api"' },
    ],
    [400, { email: ['This field is required.'], password: ['This field is required.'] }, {}],
    [429, { detail: 'Request was throttled. Expected available in 7 seconds.' }, { 'retry-after': '7' }],
    [503, { detail: 'Too busy.' }, { 'retry-after': '2' }],
  ])('is the status %i, the body and the headers that matter, unchanged', async (status, body, headers) => {
    const { send } = setUp(
      {},
      stubAuthService(json(status, body, { ...headers, server: 'x', 'set-cookie': 'a=b' })),
    );
    const response = await send('/auth/token/', { body: credentials });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(JSON.stringify(body));
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...headers,
    });
  });

  it('is the 403 of GET user/ as it is in the contract', async () => {
    const { send } = setUp(
      {},
      stubAuthService(json(403, { detail: 'Authentication credentials were not provided.' })),
    );
    expect((await send('/auth/user/')).status).toBe(403);
  });

  it('is told in the words of the token API what is wrong with a body', async () => {
    const { send, stub } = setUp();
    const asJson = { 'content-type': 'application/json' };
    const answers = [
      await send('/auth/token/', { body: '{', headers: asJson }),
      await send('/auth/token/', { body: '[1]', headers: asJson }),
      await send('/auth/token/', { body: 'x', headers: { 'content-type': 'text/plain' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 415]);
    expect(await answers[0]!.json()).toEqual({
      detail: expect.stringMatching(/^JSON parse error - /) as string,
    });
    expect(await answers[1]!.json()).toEqual({ non_field_errors: ['Invalid data. Expected a dictionary.'] });
    expect(await answers[2]!.json()).toEqual({ detail: 'Unsupported media type "text/plain" in request.' });
    expect(stub.calls).toEqual([]);
  });

  it('is 413 for a body beyond the limit, whether its length is announced or not', async () => {
    const { proxy, send, stub } = setUp({ bodyLimitBytes: 100 });
    expect((await send('/auth/token/', { body: { email: 'a'.repeat(100) } })).status).toBe(413);
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(60)),
    });
    const init = { method: 'POST', body, duplex: 'half' };
    const response = await proxy.handle(new Request('https://shop.example/auth/token/', init));
    expect(response?.status).toBe(413);
    expect(stub.calls).toEqual([]);
  });

  it('is 405 with what is allowed for another method', async () => {
    const { send } = setUp();
    const response = await send('/auth/token/');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toEqual({ detail: 'Method "GET" not allowed.' });
  });
});

describe('where it answers', () => {
  it('answers with and without the slash, below its prefix alone', async () => {
    const { proxy, stub } = setUp({ prefix: '/shop/auth' });
    const statusOf = async (path: string) =>
      (await proxy.handle(visit(path, { body: { token: 't' } })))?.status;
    expect(await statusOf('/shop/auth/token/verify')).toBe(200);
    expect(await statusOf('/shop/auth/token/verify/')).toBe(200);
    for (const path of ['/auth/token/verify/', '/shop/auth/', '/shop/auth/other/', '/shop/auth/token//']) {
      expect(await statusOf(path)).toBeUndefined();
    }
    expect(stub.calls).toHaveLength(2);
    expect(proxy.paths).toContain('/shop/auth/token/refresh/');
  });

  it.each([
    ['a URL that is none', { url: 'auth' }],
    ['a key that is none', { key: 'secret' }],
    ['a prefix that is no path', { prefix: 'auth/' }],
    ['an origin that is none', { allowedOrigins: ['shop.example'] }],
  ])('does not begin with %s', (_what, wrong) => {
    expect(() => createProxy({ url: authUrl, key: testKey, ...wrong })).toThrow(TypeError);
  });
});

describe('pages of other origins', () => {
  const from = (origin: string, site: string) => ({
    body: { token: 't' },
    headers: { origin, 'sec-fetch-site': site },
  });

  it('are refused where origins are named, without a word to the auth service', async () => {
    const { send, stub } = setUp({ allowedOrigins: ['https://app.example'] });
    const refused = await send('/auth/token/verify/', from('https://evil.example', 'cross-site'));
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ detail: 'Disallowed origin.', code: 'origin_not_allowed' });
    expect(stub.calls).toEqual([]);
    expect((await send('/auth/token/verify/', from('https://app.example', 'cross-site'))).status).toBe(200);
    expect((await send('/auth/token/verify/', { body: { token: 't' } })).status).toBe(200);
  });

  it('are let in where tokens are in bodies and nobody named origins: nothing comes with them by itself', async () => {
    const { send } = setUp();
    expect((await send('/auth/token/verify/', from('https://evil.example', 'cross-site'))).status).toBe(200);
  });
});

describe('signing out', () => {
  it('revokes the refresh token of the body', async () => {
    const { send, stub } = setUp();
    const response = await send('/auth/token/logout/', { body: { refresh: 'r' } });
    expect([response.status, await response.json()]).toEqual([200, { detail: 'Logged out.' }]);
    expect(stub.calls[0]).toMatchObject({ url: `${authUrl}/auth/token/blacklist/`, body: { refresh: 'r' } });
  });

  it('ends the session of the access token where there is no other', async () => {
    const { send, stub } = setUp();
    await send('/auth/token/logout/', { body: {}, headers: { authorization: 'Bearer x' } });
    expect(stub.calls[0]?.url).toBe(`${authUrl}/auth/token/logout/`);
    expect(stub.calls[0]?.headers.get('authorization')).toBe('Bearer x');
  });

  it('is always done, as in django-easyjwt: without a token, and with one that is no longer good', async () => {
    const { send, stub } = setUp({}, stubAuthService(json(401, { detail: 'Token is blacklisted' })));
    for (const body of [{}, { refresh: 'old' }]) {
      const response = await send('/auth/token/logout/', { body });
      expect([response.status, await response.json()]).toEqual([200, { detail: 'Logged out.' }]);
    }
    expect(stub.calls).toHaveLength(1);
  });
});
