import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simpleJwt } from '../../src/modules/tokens/bulk/foreign-tokens.fixture.ts';
import { bothWays, claimsOf, isAnsweredDirectly, plainBasic } from '../support/oauth/index.ts';
import { importWorld, type ImportWorld } from './import-oauth.ts';

const windowMs = 10_000;
const gone = { status: 400, body: { error: 'invalid_grant' } };

describe.each(databases())('refresh tokens of django-oauth-toolkit on $name', ({ open }) => {
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

  async function held(scope = 'read write', input = {}) {
    const [ann, client] = [await world.person(), await world.client(input)];
    const token = world.refreshToken(ann.userId, client.clientId, { scope });
    expect(await world.takeRefresh(token)).toEqual(['created']);
    return { ann, client, token, text: token.text };
  }
  const form = (text: string) => ({ grant_type: 'refresh_token', refresh_token: text });

  test('give the client tokens of ours, with the scope that was granted', async () => {
    const { ann, client, text } = await held();
    expect(await isAnsweredDirectly(world, '/o/token', { form: form(text), auth: plainBasic(client) })).toBe(
      true,
    );
    const { status, body } = await world.refresh(client, text);
    expect({ status, scope: body['scope'] }).toEqual({ status: 200, scope: 'read write' });
    expect(body['refresh_token']).toMatch(/^ort_/);
    const access = String(body['access_token']);
    expect(claimsOf(access)).toMatchObject({
      sub: ann.userId,
      client_id: client.clientId,
      scope: 'read write',
    });
    expect(await world.introspect(access, client)).toMatchObject({ active: true, username: ann.username });
    expect(await world.refresh(client, String(body['refresh_token']))).toMatchObject({ status: 200 });
  });

  test('are answered the same by the engine', async () => {
    const { client, text } = await held();
    const { direct, engine } = await bothWays(world, '/o/token', { form: form(text), by: client });
    const { access_token: one, ...answer } = direct.body;
    const { access_token: other, ...engineAnswer } = engine.body;
    expect(engine.status).toBe(200);
    expect(engineAnswer).toEqual(answer);
    const { jti: _one, iat: _iat, exp: _exp, ...claims } = claimsOf(String(one));
    expect(claimsOf(String(other))).toMatchObject(claims);
  });

  test('with openid give an ID token, of public clients as well', async () => {
    const { ann, client, text } = await held('openid read', { clientType: 'public', authentication: 'none' });
    const { status, body } = await world.refresh(client, text);
    expect(status).toBe(200);
    expect(claimsOf(String(body['id_token']))).toMatchObject({ sub: ann.userId, aud: client.clientId });
  });

  test('narrow, and do not widen', async () => {
    const { client, text } = await held('read');
    expect(await world.refresh(client, text, { scope: 'read write' })).toMatchObject({
      ...{ status: 400, body: { error: 'invalid_scope' } },
    });
    expect(await world.refresh(client, text, { scope: 'read' })).toMatchObject({ body: { scope: 'read' } });
  });

  test('twenty at once of one get the same successor', async () => {
    const { client, text } = await held();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.refresh(client, text)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body['refresh_token'])).size).toBe(1);
  });

  test('used once more after the window end what was issued since', async () => {
    const { ann, client, text } = await held();
    const next = String((await world.refresh(client, text)).body['refresh_token']);
    world.passTime(windowMs + 1_000);
    expect(await world.refresh(client, text)).toMatchObject(gone);
    expect(await world.refresh(client, next)).toMatchObject(gone);
    expect(await world.services.sessions.list(world.services.database.db, ann.userId)).toEqual([]);
  });

  test('are their client’s alone', async () => {
    const { client, text } = await held();
    expect(await world.refresh(await world.client(), text)).toMatchObject(gone);
    const firstParty = await world.app.inject({
      ...{ method: 'POST', url: '/auth/token/refresh/', payload: { refresh: text } },
    });
    expect([firstParty.statusCode, firstParty.json()]).toMatchObject([401, { code: 'token_not_valid' }]);
    expect(await world.refresh(client, text)).toMatchObject({ status: 200 });
  });

  test('are introspected by nobody, as there', async () => {
    const { client, text } = await held();
    const { direct, engine } = await bothWays(world, '/o/introspect', { form: { token: text }, by: client });
    expect([direct.body, engine.body]).toEqual([{ active: false }, { active: false }]);
  });

  test('that were revoked there are refused, and one that is revoked later ends here', async () => {
    const [ann, client] = [await world.person(), await world.client()];
    const revoked = world.refreshToken(ann.userId, client.clientId, { isRevoked: true });
    const later = world.refreshToken(ann.userId, client.clientId);
    expect(await world.takeRefresh(revoked, later)).toEqual(['created', 'created']);
    expect(await world.refresh(client, revoked.text)).toMatchObject(gone);
    expect(await world.takeRefresh({ ...later, isRevoked: true })).toEqual(['updated']);
    expect(await world.refresh(client, later.text)).toMatchObject(gone);
  });

  test('are revoked by their client, and no import brings them back', async () => {
    const { client, token, text } = await held();
    const revoking = { form: { token: text }, auth: await world.client() };
    expect(await world.post('/o/revoke_token', revoking)).toMatchObject({ status: 200 });
    expect(await world.introspect(text, client)).toEqual({ active: false });
    const next = String((await world.refresh(client, text)).body['refresh_token']);
    await world.post('/o/revoke_token', { form: { token: next }, auth: client });
    for (const look of ['ended', 'imported again']) {
      for (const it of [text, next]) expect(await world.refresh(client, it), look).toMatchObject(gone);
      expect(await world.takeRefresh(token)).toEqual(['unchanged']);
    }
  });

  test('end when the user is switched off', async () => {
    const { ann, client, text } = await held();
    await world.services.users.update(world.operator, ann.userId, { isActive: false });
    expect(await world.refresh(client, text)).toMatchObject(gone);
    await world.services.users.update(world.operator, ann.userId, { isActive: true });
    expect(await world.refresh(client, text)).toMatchObject(gone);
  });

  test('a refresh token of SimpleJWT is no client’s, and is revoked by whoever holds it', async () => {
    const [ann, client] = [await world.person(), await world.client()];
    const { clock, tokens, database: store } = world.services;
    const times = { createdAt: clock.nowMs(), expiresAt: clock.nowMs() + 60_000 };
    const text = simpleJwt('7', { iat: times.createdAt, exp: times.expiresAt });
    await store.write((tx) =>
      tokens.bulk.importRefreshTokens({ db: tx, tx, act: world.operator.act }, [
        { text, userId: ann.userId, clientId: null, scope: '', ...times, isRevoked: false },
      ]),
    );
    expect(await world.refresh(client, text)).toMatchObject(gone);
    await tokens.verify(text);
    expect(await world.post('/o/revoke_token', { form: { token: text }, auth: client })).toMatchObject({
      status: 200,
    });
    await expect(tokens.verify(text)).rejects.toMatchObject({ code: 'tokens.blacklisted' });
  });
});
