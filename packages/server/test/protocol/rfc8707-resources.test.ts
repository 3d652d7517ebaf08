import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

const orders = 'https://orders.example/api';
const stock = 'https://stock.example';

let world: OauthWorld;
let ada: Person;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  await world.service({
    name: 'Orders',
    audience: orders,
    scopes: [{ name: 'orders:read', description: 'See orders' }],
    accessTokenSeconds: 90,
  });
  await world.service({
    name: 'Stock',
    audience: stock,
    scopes: [{ name: 'stock:read', description: 'See stock' }],
  });
  client = await world.client({ scopes: ['openid', 'profile', 'read', 'orders:read', 'stock:read'] });
});
afterAll(() => world.close());

describe('the parameter `resource` (RFC 8707)', () => {
  test('addresses the token to a service, with the scopes that it knows', async () => {
    const tokens = await world.tokensFor(client, ada, { scope: 'openid orders:read', resource: orders });
    expect(tokens).toMatchObject({ expires_in: 90, scope: expect.stringContaining('orders:read') as string });
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: orders, scope: 'orders:read' });
  });

  test('in client credentials does the same', async () => {
    const form = { grant_type: 'client_credentials', scope: 'orders:read', resource: orders };
    const { body } = await world.token(form, client);
    expect(claimsOf(body['access_token'] as string)).toMatchObject({ aud: orders, scope: 'orders:read' });
  });

  test('for two services gives one token at a time, each with its own scopes', async () => {
    const parameters = { scope: 'openid orders:read stock:read', resource: [orders, stock] };
    const arrival = await world.browser().authorize(world.authorizeUrl(client, parameters), ada);
    const first = await world.exchange(client, arrival, { resource: orders });
    expect(claimsOf(first.body['access_token'] as string)).toMatchObject({
      aud: orders,
      scope: 'orders:read',
    });
    const second = await world.refresh(client, first.body['refresh_token'] as string, { resource: stock });
    expect(claimsOf(second.body['access_token'] as string)).toMatchObject({
      aud: stock,
      scope: 'stock:read',
    });
    const none = await world.refresh(client, second.body['refresh_token'] as string);
    expect(none).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
  });

  test('at the token endpoint must be one of those that were authorized', async () => {
    const parameters = { scope: 'openid orders:read', resource: orders };
    const arrival = await world.browser().authorize(world.authorizeUrl(client, parameters), ada);
    expect(await world.exchange(client, arrival, { resource: stock })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    });
    expect(await world.exchange(client, arrival, { resource: world.origin })).toMatchObject({
      body: { error: 'invalid_target' },
    });
  });

  test.each(['https://nobody.example', 'nonsense', `${orders}#part`, '/relative', `${orders}/`])(
    '“%s” is an invalid target',
    async (resource) => {
      const browser = world.browser();
      const stop = await browser.open(world.authorizeUrl(client, { resource }));
      expect(browser.arrived(stop)).toMatchObject({ error: 'invalid_target', code: undefined });
      const machine = await world.token({ grant_type: 'client_credentials', resource }, client);
      expect(machine).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
    },
  );

  test('gives no scope of a service to a client that may not have it', async () => {
    const other = await world.client({ scopes: ['openid'] });
    const browser = world.browser();
    const stop = await browser.open(
      world.authorizeUrl(other, { scope: 'openid orders:read', resource: orders }),
    );
    expect(browser.arrived(stop).error).toBe('invalid_scope');
    const machine = await world.token(
      { grant_type: 'client_credentials', scope: 'orders:read', resource: orders },
      other,
    );
    expect(machine.body).toMatchObject({ error: 'invalid_scope' });
  });

  test.each([orders, [orders, stock]])(
    'does not let a client have standard scopes that it may not: %s',
    async (resource) => {
      const other = await world.client({ scopes: ['orders:read', 'stock:read'] });
      const browser = world.browser();
      const stop = await browser.open(
        world.authorizeUrl(other, { scope: 'openid profile orders:read', resource }),
      );
      expect(browser.arrived(stop).error).toBe('invalid_scope');
    },
  );

  test('is remembered in the consent: another service is asked about', async () => {
    const [person, browser] = [await world.person(), world.browser()];
    await browser.authorize(
      world.authorizeUrl(client, { scope: 'openid orders:read', resource: orders }),
      person,
    );
    const again = await browser.open(
      world.authorizeUrl(client, { scope: 'openid stock:read', resource: stock }),
    );
    expect(browser.asksFor(again)).toBe('consent');
    expect(again.html).toContain('See stock');
  });

  test('a token for a service does not open userinfo', async () => {
    const { access_token } = await world.tokensFor(client, ada, {
      scope: 'openid orders:read',
      resource: orders,
    });
    expect([401, 403]).toContain((await world.get('/o/userinfo', access_token)).status);
  });
});
