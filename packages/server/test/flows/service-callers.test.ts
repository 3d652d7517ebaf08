import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import { answerOf, goodPassword, httpClient, operator } from '../support/http-client.ts';
import { serviceCaller, servicePerson, type ServiceCaller } from '../support/service-caller.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** Requests that a service passes on: whose key proves it, and where it says they came from. */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let orders: ServiceCaller;
let user: User;

beforeAll(async () => {
  server = await testApp({ OSTIARY_RATE_LIMITS: 'on', OSTIARY_LIMIT_ADDRESS_FAILURES: '3' });
  api = httpClient(server.app);
  orders = await serviceCaller(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  user = await servicePerson(server);
});

const signIn = (headers: Record<string, string>, password = goodPassword) =>
  api.post('/auth/token/', { username: user.username, password }, headers);
const from = (address: string) => ({ ...orders.headers, 'ostiary-client-address': address });

async function addressesOf(who: User): Promise<(string | null)[]> {
  const { sessions, database } = server.services;
  return (await sessions.list(database.db, who.id)).map(({ address }) => address);
}

const refusedKey = '{"detail":"This service key is not, or no longer, good.","code":"service_key_not_valid"}';
const refusedAddress = '{"detail":"Ostiary-Client-Address must be one IP address."}';

describe('the key of a service', () => {
  const forged = [
    ...['osk_x', `osk_${'A'.repeat(43)}`, '', 'Bearer x', 'x'.repeat(5_000)],
    ...['ort_x', "osk_' or 1=1 --", 'osk_\u00e4', '__proto__'],
  ];

  it('is refused everywhere in the token API when nobody has it', async () => {
    for (const key of forged) {
      const headers = { 'ostiary-service': key };
      expect(answerOf(await signIn(headers))).toEqual([401, refusedKey]);
    }
    const headers = { 'ostiary-service': forged[1]! };
    for (const path of ['refresh/', 'verify/', 'blacklist/', 'sliding/', 'sliding/refresh/', 'logout/']) {
      expect(answerOf(await api.post(`/auth/token/${path}`, {}, headers))).toEqual([401, refusedKey]);
    }
    for (const path of ['create-user/', 'password-change/']) {
      expect(answerOf(await api.post(`/auth/${path}`, {}, headers))).toEqual([401, refusedKey]);
    }
    expect(answerOf(await api.get('/auth/user/', headers))).toEqual([401, refusedKey]);
  });

  it('is refused when it is sent twice, and when it was deleted', async () => {
    const twice = await server.app.inject({
      method: 'POST',
      url: '/auth/token/',
      payload: { username: user.username, password: goodPassword },
      headers: { 'ostiary-service': [orders.key, orders.key] as unknown as string },
    });
    expect(answerOf(twice)).toEqual([401, refusedKey]);
    const { services } = server.services;
    const brief = await serviceCaller(server);
    const [key] = await services.listKeys(operator, brief.service.id);
    expect((await signIn(brief.headers)).statusCode).toBe(200);
    await services.deleteKey(operator, brief.service.id, key!.id);
    expect(answerOf(await signIn(brief.headers))).toEqual([401, refusedKey]);
  });

  it('means nothing to the rest of Ostiary', async () => {
    const headers = { 'ostiary-service': 'osk_x', 'ostiary-client-address': 'nonsense' };
    expect((await api.get('/healthz', headers)).statusCode).toBe(200);
    expect((await api.get('/api/v1/me', { ...headers, ...orders.headers })).statusCode).toBe(401);
    const asBearer = { authorization: `Bearer ${orders.key}` };
    expect((await api.get('/api/v1/users', asBearer)).statusCode).toBe(401);
    expect((await api.get('/auth/user/', asBearer)).statusCode).toBe(403);
  });
});

describe('the address that a service names', () => {
  it('is where a session was begun, and what the audit log says', async () => {
    await signIn(from('203.0.113.7'));
    await signIn(from('2001:db8::7'));
    await signIn(orders.headers);
    expect((await addressesOf(user)).sort()).toEqual(['127.0.0.1', '2001:db8::7', '203.0.113.7']);
    const { audit, database } = server.services;
    const entries = await audit.list(database.db, { action: 'session.sign_in', limit: 3 });
    expect(entries.map(({ origin }) => origin.address).sort()).toEqual([
      ...['127.0.0.1', '2001:db8::7', '203.0.113.7'],
    ]);
  });

  it('is not believed without a key, however it looks', async () => {
    for (const address of ['203.0.113.8', 'nonsense']) {
      expect((await signIn({ 'ostiary-client-address': address })).statusCode).toBe(200);
    }
    expect(await addressesOf(user)).toEqual(['127.0.0.1', '127.0.0.1']);
    const forged = { ...from('203.0.113.8'), 'ostiary-service': `osk_${'B'.repeat(43)}` };
    expect((await signIn(forged)).statusCode).toBe(401);
  });

  it.each([
    ...['', 'nonsense', '203.0.113.7, 198.51.100.1', '203.0.113.0/24', '203.0.113.7:80', '[2001:db8::1]'],
    ...['fe80::1%eth0', '1.2.3', '0x7f.1', '203.0.113.256', 'localhost', "'; --", '203.0.113.7\t1'],
  ])('is one address and nothing else: “%s”', async (address) => {
    expect(answerOf(await signIn(from(address)))).toEqual([400, refusedAddress]);
  });

  it('is what failures are counted for, and not the service', async () => {
    for (let guess = 0; guess < 3; guess++) {
      const body = { username: `nobody${String(guess)}`, password: 'wrong' };
      expect((await api.post('/auth/token/', body, from('198.51.100.9'))).statusCode).toBe(401);
    }
    expect((await signIn(from('198.51.100.9'))).statusCode).toBe(429);
    expect((await signIn(from('198.51.100.10'))).statusCode).toBe(200);
    expect((await signIn(orders.headers)).statusCode).toBe(200);
  });

  it('is judged by the blocklist, and so is the one that the service has itself', async () => {
    const { access } = server.services;
    await access.blockAddress(operator, { range: '192.0.2.0/24' });
    const refused = '{"detail":"Requests from this address are refused."}';
    for (const address of ['192.0.2.5', '::ffff:192.0.2.5']) {
      expect(answerOf(await signIn(from(address)))).toEqual([403, refused]);
    }
    expect((await signIn({ 'ostiary-client-address': '192.0.2.5' })).statusCode).toBe(200);
    await access.blockAddress(operator, { range: '127.0.0.1' });
    expect(answerOf(await signIn(from('203.0.113.7')))).toEqual([403, refused]);
    for (const range of ['192.0.2.0/24', '127.0.0.1']) await access.unblockAddress(operator, range);
    expect((await signIn(from('192.0.2.5'))).statusCode).toBe(200);
  });
});
