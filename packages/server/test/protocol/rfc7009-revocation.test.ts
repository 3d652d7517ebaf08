import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
let client: TestClient;
let other: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  [client, other] = [await world.client(), await world.client()];
});
afterAll(() => world.close());

const revoke = (token: string, by: TestClient, hint?: string) =>
  world.post('/o/revoke_token', { form: { token, token_type_hint: hint }, auth: by });
const isActive = async (token: string, by = client) => (await world.introspect(token, by))['active'];

describe('revocation (RFC 7009)', () => {
  test('of a refresh token ends its access token and its grant', async () => {
    const { access_token, refresh_token } = await world.tokensFor(client, ada);
    const answer = await revoke(refresh_token, client);
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect([await isActive(access_token), await isActive(refresh_token)]).toEqual([false, false]);
    expect(await world.refresh(client, refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } });
    expect(await world.told('grant.ended')).toContainEqual(
      expect.objectContaining({ client_id: client.clientId, user_id: ada.userId }),
    );
    expect((await world.audited('oauth.grant_end')).length).toBeGreaterThan(0);
  });

  test('of an access token ends its refresh token as well', async () => {
    const { access_token, refresh_token } = await world.tokensFor(client, ada);
    await revoke(access_token, client);
    expect([await isActive(access_token), await isActive(refresh_token)]).toEqual([false, false]);
  });

  test('leaves the session and what other clients have', async () => {
    const browser = world.browser();
    await browser.signIn(ada);
    const mine = await world.tokensFor(client, browser);
    const theirs = await world.tokensFor(other, browser);
    await revoke(mine.refresh_token, client);
    expect(await isActive(theirs.access_token)).toBe(true);
    expect((await browser.open('/')).html).toContain('ada');
  });

  test('of a token of a client for itself', async () => {
    const { body } = await world.token({ grant_type: 'client_credentials' }, client);
    const token = body['access_token'] as string;
    await revoke(token, client);
    expect(await isActive(token)).toBe(false);
    expect(await world.told('token.revoked')).toContainEqual(
      expect.objectContaining({ jti: claimsOf(token)['jti'] }),
    );
    const verified = await world.app.inject({
      method: 'POST',
      url: '/auth/token/verify/',
      payload: { token },
    });
    expect(verified.statusCode).not.toBe(200);
  });

  test('of an opaque token', async () => {
    const audience = 'https://opaque.example';
    await world.service({
      name: 'Opaque',
      audience,
      scopes: [{ name: 'x:y', description: 'Y' }],
      tokenFormat: 'opaque',
    });
    const user = await world.client({ scopes: ['openid', 'x:y'] });
    const tokens = await world.tokensFor(user, ada, { scope: 'openid x:y', resource: audience });
    expect(await isActive(tokens.access_token)).toBe(true);
    await revoke(tokens.access_token, user);
    expect(await isActive(tokens.access_token)).toBe(false);
    expect(await world.refresh(user, tokens.refresh_token)).toMatchObject({
      body: { error: 'invalid_grant' },
    });
  });

  test('of first-party tokens by whoever holds them', async () => {
    const { tokens, database } = world.services;
    const signIn = () => tokens.signIn(world.operator.act, { login: 'ada', password: ada.password });
    const { pair: first } = await signIn();
    await revoke(first.access, client);
    expect(await isActive(first.access)).toBe(false);
    const { pair: second } = await signIn();
    await revoke(second.refresh, client, 'refresh_token');
    expect(await isActive(second.access)).toBe(false);
    const { token } = await tokens.createApiToken(world.operator, { userId: ada.userId, name: 'T' });
    await revoke(token, client);
    expect(await isActive(token)).toBe(false);
    expect(await tokens.listApiTokens(database.db, ada.userId)).toEqual([]);
  });

  test('of another client’s token changes nothing and says nothing', async () => {
    const { access_token, refresh_token } = await world.tokensFor(client, ada);
    const { body } = await world.token({ grant_type: 'client_credentials' }, client);
    const all = [access_token, refresh_token, body['access_token'] as string];
    for (const token of all) {
      const answer = await revoke(token, other);
      expect([answer.status, answer.text]).toEqual([200, '']);
    }
    expect(await Promise.all(all.map((token) => isActive(token)))).toEqual([true, true, true]);
  });

  test.each(['nonsense', 'a.b.c', 'ort_x', 'oat_nothing'])('of the unknown “%s” is fine', async (token) => {
    expect(await revoke(token, client)).toMatchObject({ status: 200, text: '' });
  });

  test('works with a wrong hint', async () => {
    const { access_token, refresh_token } = await world.tokensFor(client, ada);
    await revoke(access_token, client, 'refresh_token');
    expect(await isActive(access_token)).toBe(false);
    const again = await world.tokensFor(client, ada);
    await revoke(again.refresh_token, client, 'access_token');
    expect([await isActive(again.refresh_token), await isActive(refresh_token)]).toEqual([false, false]);
  });

  test('by a public client of its own token', async () => {
    const shown = await world.client({ clientType: 'public' });
    const { access_token, refresh_token } = await world.tokensFor(shown, ada);
    await revoke(refresh_token, shown);
    expect(await isActive(access_token)).toBe(false);
  });

  test('of a used refresh token ends nothing: looking is not using', async () => {
    const { refresh_token } = await world.tokensFor(client, ada);
    const next = await world.refresh(client, refresh_token);
    await revoke(refresh_token, client);
    expect(await isActive(next.body['access_token'] as string)).toBe(true);
  });

  test('needs a token and a client', async () => {
    const noToken = await world.post('/o/revoke_token', { form: {}, auth: client });
    expect(noToken).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    const wrong = await world.post('/o/revoke_token', {
      form: { token: 'x' },
      auth: { ...client, secret: 'no' },
    });
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const nobody = await world.post('/o/revoke_token', { form: { token: 'x' } });
    expect(nobody.status).toBeGreaterThanOrEqual(400);
    const got = await world.app.inject({ method: 'GET', url: '/o/revoke_token?token=x' });
    expect(got.statusCode).toBeGreaterThanOrEqual(400);
  });
});
