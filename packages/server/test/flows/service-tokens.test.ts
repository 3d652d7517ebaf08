import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import { answerOf, claimsOf, goodPassword, httpClient, operator } from '../support/http-client.ts';
import {
  serviceCaller,
  servicePerson,
  signInFor,
  type Pair,
  type ServiceCaller,
} from '../support/service-caller.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** Tokens that the token API gives to a service which proves itself by its key. */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let orders: ServiceCaller;
let stock: ServiceCaller;
let user: User;

beforeAll(async () => {
  server = await testApp();
  api = httpClient(server.app);
  orders = await serviceCaller(server, { accessLevels: ['reader', 'editor'], accessTokenSeconds: 77 });
  stock = await serviceCaller(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  user = await servicePerson(server);
});

const credentials = () => ({ username: user.username, password: goodPassword });
const lifetimeOf = (token: string) => Number(claimsOf(token)['exp']) - Number(claimsOf(token)['iat']);

async function grant(level: string): Promise<void> {
  const holder = { holder: 'user', id: user.id } as const;
  await server.services.services.grantAccess(operator, orders.service.id, { ...holder, level });
}

async function refreshed(refresh: string, headers: Record<string, string> = {}): Promise<Pair> {
  const answer = await api.post('/auth/token/refresh/', { refresh }, headers);
  expect(answer.statusCode).toBe(200);
  return answer.json<Pair>();
}

async function sliding(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await api.post(`/auth/token/sliding/${path}`, body, headers);
  return { status: answer.statusCode, token: answer.json<{ token: string }>().token };
}

describe('an access token for a service', () => {
  it('is addressed to it, says what its user has there, and lives as long as it wants', async () => {
    await grant('editor');
    const { access } = await signInFor(server, user, orders.headers);
    expect(claimsOf(access)).toMatchObject({
      aud: orders.service.audience,
      ...{ sub: user.id, client_id: 'ostiary', token_type: 'access', scope: '' },
      service_access: { level: 'editor', data: {} },
    });
    expect(lifetimeOf(access)).toBe(77);
  });

  it('says nothing of that when nothing was given, and lives as others where nothing else is wanted', async () => {
    const { access } = await signInFor(server, user, stock.headers);
    expect(claimsOf(access)['aud']).toBe(stock.service.audience);
    expect(claimsOf(access)).not.toHaveProperty('service_access');
    expect(lifetimeOf(access)).toBe(server.config.tokens.accessSeconds);
  });

  it('is not what others get, whose tokens are as ever', async () => {
    await grant('reader');
    const { access } = await signInFor(server, user);
    expect(claimsOf(access)['aud']).toBe(server.config.server.url);
    expect(claimsOf(access)).not.toHaveProperty('service_access');
  });

  it('comes of a refresh as well, with what is given by then', async () => {
    const { refresh } = await signInFor(server, user, orders.headers);
    await grant('reader');
    const next = await refreshed(refresh, orders.headers);
    expect(claimsOf(next.access)).toMatchObject({
      aud: orders.service.audience,
      service_access: { level: 'reader' },
    });
    expect(lifetimeOf(next.access)).toBe(77);
    const own = await refreshed(refresh);
    expect(claimsOf(own.access)['aud']).toBe(server.config.server.url);
  });

  it('does not outlive its session', async () => {
    const day = 86_400;
    const patient = await serviceCaller(server, { accessTokenSeconds: day });
    const { access } = await signInFor(server, user, patient.headers);
    const [session] = await server.services.sessions.list(server.services.database.db, user.id);
    expect(lifetimeOf(access)).toBeLessThanOrEqual(day);
    expect(Number(claimsOf(access)['exp']) * 1000).toBeLessThanOrEqual(session!.expiresAt);
  });

  it('is told good where its service asks, and nowhere else', async () => {
    const { access: token, refresh } = await signInFor(server, user, orders.headers);
    const verify = (headers: Record<string, string>) => api.post('/auth/token/verify/', { token }, headers);
    expect(answerOf(await verify(orders.headers))).toEqual([200, '{}']);
    const refused = '{"detail":"Token is invalid","code":"token_not_valid"}';
    expect(answerOf(await verify(stock.headers))).toEqual([401, refused]);
    // An unmodified client of another service would take it for its own.
    expect(answerOf(await verify({}))).toEqual([401, refused]);
    const ofRefresh = await api.post('/auth/token/verify/', { token: refresh }, stock.headers);
    expect(answerOf(ofRefresh)).toEqual([200, '{}']);
  });

  it('leaves the tokens of the first-party API good for every service', async () => {
    const { access: token } = await signInFor(server, user);
    for (const headers of [{}, orders.headers, stock.headers]) {
      expect((await api.post('/auth/token/verify/', { token }, headers)).statusCode).toBe(200);
    }
  });

  it('ends with the session', async () => {
    const { access: token, refresh } = await signInFor(server, user, orders.headers);
    await api.post('/auth/token/blacklist/', { refresh }, orders.headers);
    expect((await api.post('/auth/token/verify/', { token }, orders.headers)).statusCode).toBe(401);
  });

  it('is no good any more when its service is gone', async () => {
    const brief = await serviceCaller(server);
    const { access } = await signInFor(server, user, brief.headers);
    const bearer = { authorization: `Bearer ${access}` };
    expect((await api.get('/auth/user/', bearer)).statusCode).toBe(200);
    await server.services.services.delete(operator, brief.service.id);
    expect((await api.get('/auth/user/', bearer)).statusCode).toBe(403);
    expect((await api.post('/auth/token/', credentials(), brief.headers)).statusCode).toBe(401);
  });
});

describe('a sliding token for a service', () => {
  it('is addressed to it and stays so, whoever refreshes it', async () => {
    const { token } = await sliding('', credentials(), orders.headers);
    expect(claimsOf(token)).toMatchObject({ aud: orders.service.audience, token_type: 'sliding' });
    for (const headers of [orders.headers, {}]) {
      const next = await sliding('refresh/', { token }, headers);
      expect(next.status).toBe(200);
      expect(claimsOf(next.token)).toMatchObject({
        aud: orders.service.audience,
        jti: claimsOf(token)['jti'],
      });
    }
  });

  it('never becomes one for another service', async () => {
    const { token } = await sliding('', credentials(), orders.headers);
    expect((await sliding('refresh/', { token }, stock.headers)).status).toBe(401);
  });

  it('comes of one for everything', async () => {
    const { token } = await sliding('', credentials());
    const next = await sliding('refresh/', { token }, stock.headers);
    expect(claimsOf(next.token)['aud']).toBe(stock.service.audience);
  });
});

describe('a token for a service opens nothing of Ostiary’s own', () => {
  it.each<[string, () => Promise<string>]>([
    ['an access token', async () => (await signInFor(server, user, orders.headers)).access],
    ['a sliding token', async () => (await sliding('', credentials(), orders.headers)).token],
  ])('%s', async (_what, make) => {
    user = await servicePerson(server, { isSuperuser: true, roles: ['owner'] });
    const token = await make();
    const paths = ['/api/v1/me', '/api/v1/users', '/api/v1/me/tokens', '/api/v1/services', '/metrics'];
    for (const path of paths) {
      for (const headers of [{}, orders.headers]) {
        // Not as a scraper of this machine.
        const from = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.5', ...headers };
        expect([path, (await api.get(path, from)).statusCode]).toEqual([path, 401]);
      }
    }
    const bearer = { authorization: `Bearer ${token}` };
    const created = await api.post('/api/v1/me/tokens', { name: 'mine' }, bearer);
    expect(created.statusCode).toBe(401);
    const userinfo = await api.get('/o/userinfo', bearer);
    expect(userinfo.statusCode).toBe(401);
    const page = await api.get('/', { ...bearer, cookie: `Authorization=Bearer ${token}` });
    expect(page.body).not.toContain(user.username);
    const signOut = await api.post('/auth/token/logout/', {}, bearer);
    expect(signOut.statusCode).toBe(401);
  });
});
