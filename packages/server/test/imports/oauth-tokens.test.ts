import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dotToken, drfToken } from '../../src/modules/tokens/bulk/foreign-tokens.fixture.ts';
import type { ImportedAccess } from '#modules/oauth';
import type { Person, TestClient } from '../support/oauth/index.ts';
import { importWorld, type ImportWorld } from './import-oauth.ts';

const dayMs = 86_400_000;
const refused = { status: 401 };
const inactive = { active: false };

interface Held {
  ann: Person;
  client: TestClient;
  token: ImportedAccess;
  text: string;
}

describe.each(databases())('access tokens of django-oauth-toolkit on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  let world: ImportWorld;
  beforeAll(async () => {
    database = await open();
    world = await importWorld({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  async function held(scope = 'read write'): Promise<Held> {
    const [ann, client] = [await world.person(), await world.client()];
    const token = world.accessToken(ann.userId, client.clientId, { scope });
    expect(await world.takeAccess(token)).toEqual(['created']);
    return { ann, client, token, text: token.text };
  }
  const me = (text: string) => world.get('/api/v1/me', text);
  const revoke = (text: string, auth: Parameters<ImportWorld['introspect']>[1]) =>
    world.post('/o/revoke_token', { form: { token: text }, auth });
  const signedOutEverywhere = ({ userId }: Person) =>
    world.services.database.write((tx) =>
      world.services.sessions.endAll(tx, world.operator.act, userId, 'signed_out'),
    );

  test('are introspected by any client with what is told of our own', async () => {
    const { ann, client, token, text } = await held();
    const other = await world.client();
    for (const by of [client, other]) {
      expect(await world.introspect(text, by)).toMatchObject({
        ...{ active: true, scope: 'read write', client_id: client.clientId, username: ann.username },
        ...{ exp: Math.floor(token.expiresAt / 1000), sub: ann.userId, token_type: 'Bearer' },
      });
    }
    expect(await world.introspect(dotToken(), client)).toEqual(inactive);
    // With a hint, which is left to the engine.
    const hinted = {
      form: { token: text, token_type_hint: 'refresh_token' },
      auth: {
        body: {
          client_id: client.clientId,
          client_secret: client.secret ?? '',
        },
      },
    };
    expect((await world.post('/o/introspect/', hinted)).body).toMatchObject({
      active: true,
      sub: ann.userId,
    });
  });

  test('are taken by the management API, for what their scope allows', async () => {
    const root = await world.person(undefined, { isSuperuser: true });
    const client = await world.client({ scopes: ['read', 'write', 'users.read'] });
    const may = world.accessToken(root.userId, client.clientId, { scope: 'users.read' });
    const mayNot = world.accessToken(root.userId, client.clientId, { scope: 'read write' });
    const nothing = world.accessToken(root.userId, client.clientId, { scope: '' });
    await world.takeAccess(may, mayNot, nothing);
    expect(await world.get('/api/v1/users', may.text)).toMatchObject({ status: 200 });
    expect(await world.get('/api/v1/users', mayNot.text)).toMatchObject({ status: 403 });
    expect(await world.get('/api/v1/users', nothing.text)).toMatchObject({ status: 403 });
    expect(await me(mayNot.text)).toMatchObject({ status: 200 });
    expect(await me(dotToken())).toMatchObject(refused);
  });

  test('have no more scope than their application may have here', async () => {
    const root = await world.person(undefined, { isSuperuser: true });
    const client = await world.client({ scopes: ['read', 'write'] });
    const token = world.accessToken(root.userId, client.clientId, {
      scope: 'write permissions users.read orders read',
    });
    await world.takeAccess(token);
    expect(await world.introspect(token.text, client)).toMatchObject({ active: true, scope: 'write read' });
    expect(await world.get('/api/v1/users', token.text)).toMatchObject({ status: 403 });
  });

  test('give the user’s details, where they are for that', async () => {
    const { ann, text } = await held('openid email');
    expect(await world.get('/o/userinfo', text)).toMatchObject({
      status: 200,
      body: { sub: ann.userId, email: `${ann.username}@example.com` },
    });
    const { text: without } = await held('read');
    expect(await world.get('/o/userinfo', without)).toMatchObject({ status: 403 });
  });

  test('expire when they would have', async () => {
    const [ann, client] = [await world.person(), await world.client()];
    const expiresAt = world.services.clock.nowMs() + 60_000;
    const token = world.accessToken(ann.userId, client.clientId, { expiresAt });
    const long = world.accessToken(ann.userId, client.clientId, { expiresAt: expiresAt + 30 * dayMs });
    await world.takeAccess(token, long);
    world.passTime(61_000);
    expect(await world.introspect(token.text, client)).toEqual(inactive);
    expect(await me(token.text)).toMatchObject(refused);
    // One for a month is not taken for a leftover when the database is tidied.
    world.passTime(3 * dayMs);
    await world.services.database.write((tx) => world.services.oauth.prune(tx, world.services.clock.nowMs()));
    expect(await world.introspect(long.text, client)).toMatchObject({ active: true });
    expect(await me(long.text)).toMatchObject({ status: 200 });
  });

  test.each<[string, (it: Held) => Promise<unknown>]>([
    ['when they are revoked', ({ client, text }) => revoke(text, client)],
    ['with their session', ({ ann }) => signedOutEverywhere(ann)],
    [
      'with the consent',
      ({ ann, client }) =>
        world.services.oauth.revokeGranted(world.operator.act, ann.userId, client.clientId),
    ],
    [
      'with their user',
      ({ ann }) => world.services.users.update(world.operator, ann.userId, { isActive: false }),
    ],
    ['with their application', ({ client }) => world.deleteClient(client)],
  ])('end %s, and no later import brings them back', async (_how, end) => {
    const it = await held();
    expect(await me(it.text)).toMatchObject({ status: 200 });
    await end(it);
    const asker = await world.client();
    for (const look of ['ended', 'imported again']) {
      expect(await world.introspect(it.text, asker), look).toEqual(inactive);
      expect(await me(it.text), look).toMatchObject(refused);
      expect(await world.takeAccess(it.token)).toEqual(['unchanged']);
    }
  });

  test('are not ended by another client', async () => {
    const { text, client } = await held();
    expect(await revoke(text, await world.client())).toMatchObject({ status: 200 });
    expect(await world.introspect(text, client)).toMatchObject({ active: true });
  });

  test('twice the same are the same, and another’s is not given away', async () => {
    const { ann, client, token } = await held();
    const bob = await world.person();
    expect(await world.takeAccess(token, token)).toEqual(['unchanged', 'unchanged']);
    expect(await world.takeAccess({ ...token, userId: bob.userId })).toMatchObject([
      { code: 'request.invalid' },
    ]);
    const old = world.accessToken(ann.userId, client.clientId, { expiresAt: world.services.clock.nowMs() });
    expect(await world.takeAccess(old)).toEqual(['unchanged']);
  });

  test('of one client and user are in one session of its own', async () => {
    const { ann, client } = await held();
    const more = [1, 2, 3].map(() => world.accessToken(ann.userId, client.clientId));
    await world.takeAccess(...more);
    await world.takeRefresh(world.refreshToken(ann.userId, client.clientId));
    await world.takeAccess(world.accessToken(ann.userId, (await world.client()).clientId));
    const sessions = await world.services.sessions.list(world.services.database.db, ann.userId);
    expect(sessions).toHaveLength(2);
  });

  test('of a client for itself are that, and end with it', async () => {
    const client = await world.client();
    const token = world.accessToken(null, client.clientId);
    expect(await world.takeAccess(token, token)).toEqual(['created', 'unchanged']);
    const asker = await world.client();
    const told = await world.introspect(token.text, asker);
    expect(told).toMatchObject({ active: true, client_id: client.clientId, scope: 'read write' });
    expect(told).not.toHaveProperty('username');
    expect(await me(token.text)).toMatchObject(refused);
    await revoke(token.text, client);
    expect(await world.introspect(token.text, asker)).toEqual(inactive);
    expect(await world.takeAccess(token)).toEqual(['unchanged']);
  });

  test('of a user who is switched off do not come back with them', async () => {
    const [ann, client] = [await world.person(), await world.client()];
    await world.services.users.update(world.operator, ann.userId, { isActive: false });
    const token = world.accessToken(ann.userId, client.clientId);
    expect(await world.takeAccess(token)).toEqual(['created']);
    await world.services.users.update(world.operator, ann.userId, { isActive: true });
    expect(await me(token.text)).toMatchObject(refused);
    expect(await world.takeAccess(token)).toEqual(['unchanged']);
  });

  test('in forty hexadecimal digits are found beside static tokens, which are revoked by whoever has one', async () => {
    const [ann, client] = [await world.person(), await world.client()];
    const opaque = world.accessToken(ann.userId, client.clientId, { text: drfToken() });
    await world.takeAccess(opaque);
    const text = drfToken();
    const { tokens, database: db, clock } = world.services;
    await db.write((tx) =>
      tokens.bulk.importApiTokens({ db: tx, tx, act: world.operator.act }, [
        {
          ...{ userId: ann.userId, name: 'drf', token: { text }, scope: '', createdAt: clock.nowMs() },
          ...{ lastUsedAt: null, expiresAt: null },
        },
      ]),
    );
    const byToken = (it: string) =>
      world.app.inject({ url: '/api/v1/me', headers: { authorization: `Token ${it}` } });
    expect((await byToken(text)).statusCode).toBe(200);
    expect((await byToken(opaque.text)).statusCode).toBe(401);
    expect(await me(opaque.text)).toMatchObject({ status: 200 });
    for (const it of [text, opaque.text]) {
      expect(await world.introspect(it, client)).toMatchObject({ active: true, username: ann.username });
    }
    const viaEngine = { form: { token: text, token_type_hint: 'access_token' }, auth: client };
    expect((await world.post('/o/introspect/', viaEngine)).body).toMatchObject({ active: true });
    for (const it of [text, opaque.text]) expect(await revoke(it, client)).toMatchObject({ status: 200 });
    for (const it of [text, opaque.text]) expect(await world.introspect(it, client)).toEqual(inactive);
    expect((await byToken(text)).statusCode).toBe(401);
  });
});
