import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchangeGrant } from '#modules/applications';
import type { JsonObject } from '#modules/services';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';
import { serviceCaller, type ServiceCaller } from '../support/service-caller.ts';

/** What tokens by OAuth that are addressed to a service say of their user there, and what they open. */

const scopes = [{ name: 'orders:read', description: 'See orders' }];
const dataSchema = { type: 'object', properties: { seen: { type: 'integer' } } };
let world: OauthWorld;
let client: TestClient;
let orders: ServiceCaller;
let vault: ServiceCaller;
let ada: Person;

beforeAll(async () => {
  world = await oauthWorld();
  orders = await serviceCaller(world, { scopes, accessLevels: ['reader', 'editor'] });
  vault = await serviceCaller(world, { scopes, tokenFormat: 'opaque', dataSchema });
  client = await world.client({
    scopes: ['openid', 'read', 'orders:read'],
    grants: ['authorization_code', 'refresh_token', 'client_credentials', exchangeGrant],
  });
  ada = await world.person('ada');
});
afterAll(() => world.close());

async function grant(of: ServiceCaller, level: string | null, data: JsonObject = {}): Promise<void> {
  const holder = { holder: 'user', id: ada.userId } as const;
  await world.services.services.grantAccess(world.operator, of.service.id, { ...holder, level, data });
}

const tokensOf = (of: ServiceCaller) =>
  world.tokensFor(client, ada, { scope: 'openid orders:read', resource: of.service.audience });
const ofUser = async (of: ServiceCaller): Promise<string> => (await tokensOf(of)).access_token;

async function ofClient(of: ServiceCaller): Promise<string> {
  const form = { grant_type: 'client_credentials', scope: 'orders:read', resource: of.service.audience };
  return String((await world.token(form, client)).body['access_token']);
}

async function firstParty(of: ServiceCaller): Promise<string> {
  const credentials = { login: ada.username, password: ada.password };
  return (await world.services.tokens.signIn(world.operator.act, credentials, of.service)).pair.access;
}

describe('a token for a service', () => {
  test('by OAuth says what its user has there, by introspection of a client as well', async () => {
    await grant(orders, 'editor');
    await grant(vault, null, { seen: 1 });
    expect(await world.introspect(await ofUser(orders), client)).toMatchObject({
      service_access: { level: 'editor', data: {} },
    });
    expect(await world.introspect(await ofUser(vault), client)).toMatchObject({
      service_access: { level: null, data: { seen: 1 } },
    });
    const { refresh_token: token } = await tokensOf(orders);
    await grant(orders, 'reader');
    const next = await world.refresh(client, token, { resource: orders.service.audience });
    expect(claimsOf(String(next.body['access_token']))).toMatchObject({
      service_access: { level: 'reader' },
    });
    const own = await world.tokensFor(client, ada);
    expect(claimsOf(own.access_token)).not.toHaveProperty('service_access');
    expect(claimsOf(await ofClient(orders))).not.toHaveProperty('service_access');
  });

  test('of the first-party API is not exchanged for one for Ostiary itself, but for one for a service', async () => {
    const subject_token_type = 'urn:ietf:params:oauth:token-type:access_token';
    const form = { grant_type: exchangeGrant, subject_token: await firstParty(orders), subject_token_type };
    const back = await world.token(form, client);
    expect([back.status, back.body['error']]).toEqual([400, 'invalid_target']);
    const onward = await world.token({ ...form, audience: vault.service.audience }, client);
    expect(onward.status).toBe(200);
  });

  test('by OAuth opens the view of its service only to the service', async () => {
    const token = await ofUser(orders);
    const look = (headers: Record<string, string>) =>
      world.app.inject({ url: '/auth/user/', headers: { authorization: `Bearer ${token}`, ...headers } });
    expect((await look({})).statusCode).toBe(403);
    expect((await look(vault.headers)).statusCode).toBe(403);
    const seen = await look(orders.headers);
    expect([seen.statusCode, seen.json()]).toEqual([
      200,
      expect.objectContaining({ access_level: 'reader' }),
    ]);
  });
});
