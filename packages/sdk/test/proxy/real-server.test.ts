import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, claimsOf, goodPassword, operator } from '../../../server/test/support/http-client.ts';
import { testApp, type TestApp } from '../../../server/test/support/test-app.ts';
import { createProxy, type AuthProxy, type ProxyProblem } from '../../src/proxy/index.ts';
import { cookieBrowser, visit } from './stub-auth-service.ts';

const audience = 'https://shop.example';
let ostiary: TestApp;
let url: string;
let key: string;

beforeAll(async () => {
  ostiary = await testApp({ OSTIARY_ROTATE_REFRESH_TOKENS: 'on', OSTIARY_RATE_LIMITS: 'on' });
  const { services } = ostiary.services;
  const service = await services.create(operator, { name: 'shop', audience });
  ({ key } = await services.createKey(operator, service.id));
  await addPerson(ostiary.services, { username: 'ada', email: 'ada@example.com' });
  await ostiary.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(ostiary.app.server.address() as AddressInfo).port}`;
});
afterAll(() => ostiary.close());

const credentials = { username: 'ada', password: goodPassword };

async function post(
  proxy: AuthProxy,
  path: string,
  body: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = (await proxy.handle(visit(`/auth/${path}`, { body }), { address: '203.0.113.9' }))!;
  return { status: response.status, body: await response.json() };
}

describe('the proxy before a real Ostiary', () => {
  it('signs in for its service, refreshes, verifies, tells the user and signs out', async () => {
    const proxy = createProxy({ url, key });
    const signedIn = await post(proxy, 'token/', credentials);
    expect(signedIn.status).toBe(200);
    const pair = signedIn.body as { access: string; refresh: string };
    expect(claimsOf(pair.access)).toMatchObject({ aud: audience });
    expect(await post(proxy, 'token/verify/', { token: pair.access })).toEqual({ status: 200, body: {} });

    const refreshed = await post(proxy, 'token/refresh/', { refresh: pair.refresh });
    const next = refreshed.body as { access: string; refresh: string };
    expect(claimsOf(next.access)).toMatchObject({ aud: audience });
    expect(await post(proxy, 'token/refresh/', { refresh: pair.refresh })).toMatchObject({
      body: { refresh: next.refresh },
    });

    const headers = { authorization: `Bearer ${next.access}` };
    const user = (await proxy.handle(visit('/auth/user/', { headers })))!;
    expect(await user.json()).toMatchObject({ email: 'ada@example.com', is_active: true });

    expect(await post(proxy, 'token/logout/', { refresh: next.refresh })).toEqual({
      status: 200,
      body: { detail: 'Logged out.' },
    });
    expect(await post(proxy, 'token/refresh/', { refresh: next.refresh })).toMatchObject({ status: 401 });
  });

  it('passes on what Ostiary says of wrong input', async () => {
    const proxy = createProxy({ url, key });
    expect(await post(proxy, 'token/', { password: 'x' })).toEqual({
      status: 400,
      body: { email: ['This field is required.'] },
    });
    expect(await post(proxy, 'token/', { ...credentials, password: 'wrong' })).toEqual({
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
    });
    expect(await post(proxy, 'token/refresh/', { refresh: 'garbage' })).toEqual({
      status: 401,
      body: { detail: 'Token is invalid', code: 'token_not_valid' },
    });
  });

  it('is a session of the end user’s address and browser', async () => {
    const proxy = createProxy({ url, key });
    const request = visit('/auth/token/', { body: credentials, headers: { 'user-agent': 'Netscape' } });
    const response = (await proxy.handle(request, { address: '2001:db8::77' }))!;
    const { access } = (await response.json()) as { access: string };
    const { sid } = claimsOf(access);
    const session = await ostiary.services.database.db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', String(sid))
      .executeTakeFirstOrThrow();
    expect(session).toMatchObject({ address: '2001:db8::77', user_agent: 'Netscape' });
  });

  it('keeps the refresh token in the cookie through rotations until somebody signs out', async () => {
    const proxy = createProxy({ url, key, cookie: true });
    const browser = cookieBrowser((request) => proxy.handle(request));
    await browser.send('/auth/csrf/');
    expect(await (await browser.post('/auth/token/', credentials)).json()).toEqual({
      access: expect.stringMatching(/^ey/) as string,
    });
    const first = browser.cookies.get('__Secure-ostiary_refresh');
    const refreshed = await browser.post('/auth/token/refresh/', {});
    expect(Object.keys((await refreshed.json()) as object)).toEqual(['access']);
    const second = browser.cookies.get('__Secure-ostiary_refresh');
    expect(second).toMatch(/^ort_/);
    expect(second).not.toBe(first);
    expect(await (await browser.post('/auth/token/logout/', {})).json()).toEqual({ detail: 'Logged out.' });
    expect(await post(createProxy({ url, key }), 'token/refresh/', { refresh: second })).toMatchObject({
      status: 401,
    });
  });

  it('does not tell end users that its key is not taken any more', async () => {
    const problems: ProxyProblem[] = [];
    const { services } = ostiary.services;
    const second = await services.createKey(operator, 'shop');
    const proxy = createProxy({ url, key: second.key, onProblem: (problem) => problems.push(problem) });
    expect(await post(proxy, 'token/verify/', { token: 'x' })).toMatchObject({ status: 401 });
    expect(problems).toEqual([]);
    await services.deleteKey(operator, 'shop', second.info.id);
    ostiary.clock.advance(2000);
    expect(await post(proxy, 'token/verify/', { token: 'x' })).toMatchObject({
      status: 503,
      body: { code: 'auth_unavailable' },
    });
    expect(problems).toEqual([{ kind: 'key_refused', path: 'token/verify/' }]);
  });
});
