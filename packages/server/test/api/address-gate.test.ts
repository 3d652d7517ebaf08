import { afterEach, beforeEach, expect, test } from 'vitest';
import { operator } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
beforeEach(async () => {
  ostiary = await testApp();
});
afterEach(() => ostiary.close());

function ask(url: string, remoteAddress: string) {
  return ostiary.app.inject({ method: 'GET', url, remoteAddress, headers: { accept: 'application/json' } });
}

test('a blocked address is refused everywhere, however it is written, until it is unblocked', async () => {
  const { access } = ostiary.services;
  await access.blockAddress(operator, { range: '203.0.113.0/24' });
  for (const url of ['/api/v1/me', '/.well-known/jwks.json', '/healthz', '/nowhere']) {
    for (const address of ['203.0.113.7', '::ffff:203.0.113.7']) {
      const refused = await ask(url, address);
      expect([refused.statusCode, refused.json()], url).toMatchObject([
        403,
        { code: 'access.address_blocked' },
      ]);
    }
  }
  expect((await ask('/healthz', '198.51.100.7')).statusCode).toBe(200);
  await access.unblockAddress(operator, '203.0.113.0/24');
  expect((await ask('/healthz', '203.0.113.7')).statusCode).toBe(200);
});

test('X-Forwarded-For of somebody who is no proxy neither blocks nor unblocks', async () => {
  await ostiary.services.access.blockAddress(operator, { range: '203.0.113.7' });
  const send = (remoteAddress: string, forwarded: string) =>
    ostiary.app.inject({ url: '/healthz', remoteAddress, headers: { 'x-forwarded-for': forwarded } });
  expect((await send('203.0.113.7', '198.51.100.7')).statusCode).toBe(403);
  expect((await send('198.51.100.7', '203.0.113.7')).statusCode).toBe(200);
});
