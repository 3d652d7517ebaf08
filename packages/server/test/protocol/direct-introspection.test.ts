import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchangeGrant } from '#modules/applications';
import {
  bothWays as bothWaysOf,
  claimsOf,
  clientKey,
  isAnsweredDirectly as isAnsweredDirectlyBy,
  oauthWorld,
  plainBasic as plain,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client();
});
afterAll(() => world.close());

const isAnsweredDirectly = (...[path, form, auth]: [string, Form, { header: string }]) =>
  isAnsweredDirectlyBy(world, path, { form, auth });
const bothWays = (path: string, form: Form, by = client) => bothWaysOf(world, path, { form, by });

describe('introspection without the engine', () => {
  test('says the same as with it, of tokens of clients, of users and of the first-party API', async () => {
    const person = await world.person();
    const tokens = await world.tokensFor(client, person);
    const { body } = await world.token({ grant_type: 'client_credentials' }, client);
    const { pair } = await world.services.tokens.signIn(world.operator.act, {
      login: person.username,
      password: person.password,
    });
    for (const token of [tokens.access_token, String(body['access_token']), pair.access]) {
      const { direct, engine } = await bothWays('/o/introspect', { token });
      expect(await isAnsweredDirectly('/o/introspect', { token }, plain(client))).toBe(true);
      expect(direct.body).toMatchObject({ active: true });
      expect(direct.text).toBe(engine.text);
    }
  });

  test('says of every token that is no good any more that it is not active, and nothing else', async () => {
    const person = await world.person();
    const ended = await world.tokensFor(client, person);
    const revoked = await world.tokensFor(client, person);
    await world.post('/o/revoke_token', { form: { token: revoked.refresh_token }, auth: client });
    const sid = String(claimsOf(ended.access_token)['sid']);
    await world.services.sessions.endOne(world.operator, sid);
    const own = await world.token({ grant_type: 'client_credentials' }, client);
    const ownToken = String(own.body['access_token']);
    await world.post('/o/revoke_token', { form: { token: ownToken }, auth: client });
    const [head = '', payload = ''] = ownToken.split('.');
    const forged = `${head}.${payload}.${'A'.repeat(86)}`;
    for (const token of [ended.access_token, revoked.access_token, ownToken, forged, 'a.b.c', '..']) {
      const { direct, engine } = await bothWays('/o/introspect', { token });
      expect(direct.text).toBe('{"active":false}');
      expect(engine.status === 200 ? engine.text : '{"active":false}').toBe('{"active":false}');
    }
  });
});

describe('introspection of a token that only Ostiary can read, without the engine', () => {
  const audience = 'https://opaque.example/api';
  const scopes = [{ name: 'jobs:read', description: 'See jobs' }];
  let buyer: TestClient;
  let person: Person;

  beforeAll(async () => {
    await world.service({ name: 'Jobs', audience, scopes, tokenFormat: 'opaque' });
    buyer = await world.client({
      scopes: ['openid', 'jobs:read', 'roles.read'],
      grants: ['authorization_code', 'refresh_token', 'client_credentials', exchangeGrant],
    });
    person = await world.person('opaque', { roles: ['admin'] });
  });

  async function ofUser(who = person, by = buyer): Promise<string> {
    const tokens = await world.tokensFor(by, who, { scope: 'openid jobs:read', resource: audience });
    expect(tokens.access_token).not.toContain('.');
    return tokens.access_token;
  }

  async function ofClient(by = buyer): Promise<string> {
    const form = { grant_type: 'client_credentials', scope: 'jobs:read', resource: audience };
    return String((await world.token(form, by)).body['access_token']);
  }

  /** When to look again at a static token is said from the time of asking on. */
  const steady = (text: string): string =>
    text.includes('"iat"') ? text : text.replace(/"exp":\d+/, '"exp":0');

  /** By a client of its own, and by another one. */
  async function expectSame(token: string, answer: Record<string, unknown>): Promise<void> {
    for (const by of [buyer, client]) {
      expect(await isAnsweredDirectly('/o/introspect', { token }, plain(by))).toBe(true);
      const { direct, engine } = await bothWays('/o/introspect', { token }, by);
      expect(direct.body).toMatchObject(answer);
      expect(steady(direct.text)).toBe(steady(engine.text));
      expect([direct.status, engine.status]).toEqual([200, 200]);
    }
  }

  const gone = async (token: string): Promise<void> => {
    await expectSame(token, { active: false });
    expect((await world.introspect(token, client))['sub']).toBeUndefined();
  };

  test('of a user and of a client for itself', async () => {
    await expectSame(await ofUser(), {
      ...{ active: true, sub: person.userId, username: 'opaque', aud: audience, scope: 'jobs:read' },
      ...{ roles: ['admin'], client_id: buyer.clientId, token_type: 'Bearer' },
    });
    await expectSame(await ofClient(), { active: true, aud: audience, scope: 'jobs:read' });
  });

  test('whatever the hint says', async () => {
    const token = await ofUser();
    for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense']) {
      const { direct, engine } = await bothWays('/o/introspect', { token, token_type_hint });
      expect(direct.body).toMatchObject({ active: true });
      expect(direct.text).toBe(engine.text);
    }
  });

  test('bound to a key', async () => {
    const key = await clientKey();
    const headers = { dpop: await key.proof('POST', `${world.origin}/o/token`) };
    const form = { grant_type: 'client_credentials', scope: 'jobs:read', resource: audience };
    const { body } = await world.token(form, buyer, headers);
    expect(body).toMatchObject({ token_type: 'DPoP' });
    await expectSame(String(body['access_token']), {
      ...{ active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } },
    });
  });

  test('exchanged: who acts is told, and it ends with the grant of the other client', async () => {
    const web = await world.client({ scopes: ['openid', 'jobs:read'] });
    const { access_token: subject } = await world.tokensFor(web, person, { scope: 'openid jobs:read' });
    const { body } = await world.token(
      {
        ...{ grant_type: exchangeGrant, subject_token: subject, audience },
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
      buyer,
    );
    const token = String(body['access_token']);
    expect(token).not.toContain('.');
    await expectSame(token, { active: true, act: { sub: buyer.clientId }, sub: person.userId });
    await world.services.oauth.revokeGranted(world.operator.act, person.userId, web.clientId);
    await gone(token);
  });

  test('revoked by itself, and with its client', async () => {
    for (const token of [await ofUser(), await ofClient()]) {
      await world.post('/o/revoke_token', { form: { token }, auth: buyer });
      await gone(token);
    }
    const deleted = await world.client({ scopes: ['jobs:read'] });
    const token = await ofClient(deleted);
    await world.deleteClient(deleted);
    await gone(token);
  });

  test('with its session, its grant, its user’s account and their activity', async () => {
    const { sessions, users, oauth, database } = world.services;
    const { operator } = world;
    const endings: ((who: Person) => Promise<unknown>)[] = [
      async ({ userId }) => {
        const [session] = await sessions.list(database.db, userId);
        await sessions.endOne(operator, session!.id);
      },
      ({ userId }) => oauth.revokeGranted(operator.act, userId, buyer.clientId),
      ({ userId }) => users.deactivate(operator, userId),
      ({ userId }) => users.delete(operator, userId),
    ];
    for (const end of endings) {
      const who = await world.person();
      const token = await ofUser(who);
      await expectSame(token, { active: true });
      await end(who);
      await gone(token);
    }
  });

  test('tells at once what the user may do by now', async () => {
    const who = await world.person();
    const token = await ofUser(who);
    await world.services.access.grantRole(world.operator, { userId: who.userId }, 'admin');
    await expectSame(token, { active: true, roles: ['admin', 'read-only'] });
  });

  test('static tokens of the first-party API, and what is no token at all', async () => {
    const { tokens } = world.services;
    const made = { userId: person.userId, name: 'T', scope: 'read' };
    const { token, info } = await tokens.createApiToken(world.operator, made);
    await expectSame(token, { active: true, username: 'opaque', scope: 'read', client_id: 'ostiary' });
    await tokens.revokeApiToken(world.operator, info.id);
    await gone(token);
    for (const text of ['ost_x', 'nonsense', 'signed~x', 'A'.repeat(43)]) await gone(text);
  });

  test('refresh tokens are left to the engine, which tells only their client', async () => {
    const { refresh_token: token } = await world.tokensFor(buyer, person, { scope: 'openid jobs:read' });
    expect(await isAnsweredDirectly('/o/introspect', { token }, plain(buyer))).toBe(false);
    expect(await world.introspect(token, buyer)).toMatchObject({ active: true });
    expect(await world.introspect(token, client)).toEqual({ active: false });
  });

  test('expired', async () => {
    const tokens = [await ofUser(), await ofClient()];
    world.passTime(3_601_000);
    for (const token of tokens) await gone(token);
  });
});
