import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exchangeGrant } from '#modules/applications';
import type { JsonObject } from '#modules/services';
import {
  claimsOf,
  clientKey,
  oauthWorld,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';
import { serviceCaller, type ServiceCaller } from '../support/service-caller.ts';

/** RFC 7662 by services that prove themselves by their keys (section 2.1). */

const scopes = [{ name: 'orders:read', description: 'See orders' }];
let world: OauthWorld;
let client: TestClient;
let orders: ServiceCaller;
let vault: ServiceCaller;
let club: ServiceCaller;
let ada: Person;

beforeAll(async () => {
  world = await oauthWorld();
  orders = await serviceCaller(world, { scopes, accessLevels: ['reader', 'editor'] });
  vault = await serviceCaller(world, { scopes, tokenFormat: 'opaque', fields: [] });
  club = await serviceCaller(world, { entry: 'granted' });
  client = await world.client({
    scopes: ['openid', 'read', 'orders:read', 'roles.read'],
    grants: ['authorization_code', 'refresh_token', 'client_credentials', exchangeGrant],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  ada = await world.person(undefined, { roles: ['admin'] });
});

const inactive = { active: false };

function ask(token: string | string[] | undefined, by: ServiceCaller, form: Form = {}) {
  return world.post('/o/introspect', {
    form: { ...(token !== undefined && { token }), ...form },
    headers: { authorization: `Bearer ${by.key}` },
  });
}

async function told(token: string, by: ServiceCaller): Promise<Record<string, unknown>> {
  const { status, body, headers } = await ask(token, by);
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  return body;
}

async function grant(of: ServiceCaller, level: string | null, data: JsonObject = {}): Promise<void> {
  const holder = { holder: 'user', id: ada.userId } as const;
  await world.services.services.grantAccess(world.operator, of.service.id, { ...holder, level, data });
}

const ofUser = async (of: ServiceCaller): Promise<string> =>
  (await world.tokensFor(client, ada, { scope: 'openid orders:read', resource: of.service.audience }))
    .access_token;

async function ofClient(of: ServiceCaller): Promise<string> {
  const form = { grant_type: 'client_credentials', scope: 'orders:read', resource: of.service.audience };
  return String((await world.token(form, client)).body['access_token']);
}

const firstParty = async (of?: ServiceCaller): Promise<string> =>
  (
    await world.services.tokens.signIn(
      world.operator.act,
      { login: ada.username, password: ada.password },
      of?.service,
    )
  ).pair.access;

describe('a service is told of', () => {
  test('a signed token that is addressed to it', async () => {
    await grant(orders, 'editor');
    const token = await ofUser(orders);
    const claims = claimsOf(token);
    expect(claims['service_access']).toEqual({ level: 'editor', data: {} });
    expect(await told(token, orders)).toEqual({
      ...{ active: true, sub: ada.userId, username: ada.username, roles: ['admin'], level: 2 },
      ...{ permissions: [], is_staff: false, is_superuser: false, may_enter: true },
      ...{ service_access: { level: 'editor', data: {} }, client_id: client.clientId },
      ...{ iss: world.origin, aud: orders.service.audience, scope: 'orders:read', token_type: 'Bearer' },
      ...{ acr: 'aal1', amr: ['pwd'] },
      ...Object.fromEntries(
        ['exp', 'iat', 'sid', 'jti', 'grant_id', 'auth_time'].map((name) => [name, claims[name]]),
      ),
    });
  });

  test('an opaque one, to whose user it may see no name', async () => {
    const token = await ofUser(vault);
    expect(token).not.toContain('.');
    const body = await told(token, vault);
    expect(body).toMatchObject({ active: true, sub: ada.userId, aud: vault.service.audience });
    expect(body['grant_id']).toEqual(expect.any(String));
    expect(JSON.stringify(body)).not.toContain(ada.username);
    for (const name of ['username', 'service_access', 'jti']) expect(body).not.toHaveProperty(name);
  });

  test('one of a client for itself, which stands for no user', async () => {
    for (const service of [orders, vault]) {
      const body = await told(await ofClient(service), service);
      expect(body).toMatchObject({ active: true, client_id: client.clientId, scope: 'orders:read' });
      for (const name of ['sub', 'roles', 'username', 'service_access'])
        expect(body).not.toHaveProperty(name);
    }
  });

  test('a first-party one, whether it is addressed to it or to nobody in particular', async () => {
    await grant(orders, 'reader');
    const permissions = (await world.services.access.accessOf(world.services.database.db, ada.userId))
      .permissions;
    for (const token of [await firstParty(orders), await firstParty()]) {
      expect(await told(token, orders)).toMatchObject({
        ...{ active: true, client_id: 'ostiary', sid: claimsOf(token)['sid'], permissions },
        service_access: { level: 'reader', data: {} },
      });
    }
  });

  test('a static one, with the id by which the feed revokes it, within its scope', async () => {
    const { tokens } = world.services;
    const { userId } = ada;
    const { token, info } = await tokens.createApiToken(world.operator, {
      userId,
      name: 'T',
      scope: 'roles.read',
    });
    const body = await told(token, orders);
    expect(body).toMatchObject({
      ...{ active: true, sub: userId, token_id: info.id, permissions: ['roles.read'], scope: 'roles.read' },
      ...{ client_id: 'ostiary', username: ada.username },
    });
    expect(JSON.stringify(body)).not.toContain(token);
    await tokens.revokeApiToken(world.operator, info.id);
    expect(await told(token, orders)).toEqual(inactive);
  });

  test('what somebody may do at this moment, and that a superuser has no more than the scope says', async () => {
    ada = await world.person(undefined, { isSuperuser: true });
    const token = await ofUser(orders);
    const whole = await firstParty();
    expect(await told(token, orders)).toMatchObject({ is_superuser: false });
    expect(await told(whole, orders)).toMatchObject({ is_superuser: true });
    await grant(orders, 'reader');
    expect(await told(token, orders)).toMatchObject({ service_access: { level: 'reader' } });
  });

  test('somebody who may not enter, but not who that is', async () => {
    const token = await firstParty();
    const body = await told(token, club);
    expect(body).toMatchObject({ active: true, may_enter: false });
    expect(body).not.toHaveProperty('username');
    await grant(club, null);
    expect(await told(token, club)).toMatchObject({ may_enter: true, username: ada.username });
  });

  test('who acts for the user, and to which key a token is bound', async () => {
    const exchanged = await world.token(
      {
        ...{ grant_type: exchangeGrant, subject_token: await ofUser(orders), scope: 'orders:read' },
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: vault.service.audience,
      },
      client,
    );
    expect(await told(String(exchanged.body['access_token']), vault)).toMatchObject({
      ...{ active: true, act: { sub: client.clientId }, grant_id: expect.any(String) as unknown },
    });
    const key = await clientKey();
    const form = {
      grant_type: 'client_credentials',
      scope: 'orders:read',
      resource: orders.service.audience,
    };
    const headers = { dpop: await key.proof('POST', `${world.origin}/o/token`) };
    const bound = await world.token(form, client, headers);
    expect(await told(String(bound.body['access_token']), orders)).toMatchObject({
      ...{ active: true, cnf: { jkt: key.thumbprint }, token_type: 'DPoP' },
    });
  });
});

describe('a service is not told of', () => {
  test('what is for another service, or for an application at Ostiary itself', async () => {
    const own = (await world.tokensFor(client, ada, { scope: 'openid read' })).access_token;
    for (const token of [await ofUser(orders), await ofClient(orders), await firstParty(orders), own]) {
      expect(await told(token, vault)).toEqual(inactive);
    }
    expect(await told(await ofUser(vault), orders)).toEqual(inactive);
  });

  test('refresh tokens, keys, and what is no token', async () => {
    const { refresh_token } = await world.tokensFor(client, ada, { scope: 'openid orders:read' });
    const { pair } = await world.services.tokens.signIn(world.operator.act, {
      ...{ login: ada.username, password: ada.password },
    });
    const texts = [refresh_token, pair.refresh, orders.key, 'ost_x', 'a.b.c', '..', 'nonsense', 'signed~x'];
    for (const text of texts) expect([text, await told(text, orders)]).toEqual([text, inactive]);
  });

  test('what has ended: session, user, grant, time', async () => {
    const { sessions, users, oauth } = world.services;
    const endings: ((sid: string) => Promise<unknown>)[] = [
      (sid) => sessions.endOne(world.operator, sid),
      () => users.deactivate(world.operator, ada.userId),
      () => oauth.revokeGranted(world.operator.act, ada.userId, client.clientId),
    ];
    for (const end of endings) {
      ada = await world.person();
      const token = await ofUser(orders);
      expect(await told(token, orders)).toMatchObject({ active: true });
      await end(String(claimsOf(token)['sid']));
      expect(await told(token, orders)).toEqual(inactive);
    }
    const brief = await ofClient(vault);
    world.passTime(3_601_000);
    expect(await told(brief, vault)).toEqual(inactive);
  });
});

describe('a question that is refused', () => {
  test.each(['osk_x', `osk_${'A'.repeat(43)}`, `osk_${'A'.repeat(43)} x`, "osk_' or 1=1"])(
    'with the key “%s”',
    async (key) => {
      const token = await firstParty();
      const answer = await world.post('/o/introspect', {
        form: { token },
        headers: { authorization: `Bearer ${key}` },
      });
      expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_token']);
      expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  test('without one token, with two, or for a client as well', async () => {
    const token = await firstParty();
    for (const answer of [
      await ask(undefined, orders),
      await ask('', orders),
      await ask([token, token], orders),
      await ask(token, orders, { client_id: client.clientId }),
      await ask(token, orders, { client_id: client.clientId, client_secret: client.secret! }),
    ]) {
      expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_request']);
    }
    expect((await ask(token, orders, { token_type_hint: 'nonsense' })).body).toMatchObject({ active: true });
  });

  test('when the key was deleted, and with no key where a client asks with its secret', async () => {
    const brief = await serviceCaller(world);
    const token = await firstParty();
    expect(await told(token, brief)).toMatchObject({ active: true });
    const { services } = world.services;
    const [info] = await services.listKeys(world.operator, brief.service.id);
    await services.deleteKey(world.operator, brief.service.id, info!.id);
    expect((await ask(token, brief)).status).toBe(401);
    expect((await world.post('/o/introspect', { form: { token } })).status).toBeGreaterThanOrEqual(400);
  });

  test('elsewhere than at introspection', async () => {
    const headers = { authorization: `Bearer ${orders.key}` };
    for (const path of ['/o/token', '/o/revoke_token']) {
      const answer = await world.post(path, { form: { token: await firstParty() }, headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });
});
