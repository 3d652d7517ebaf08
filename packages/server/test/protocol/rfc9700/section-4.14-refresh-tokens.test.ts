import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

const invalidGrant = { status: 400, body: { error: 'invalid_grant' } };

let world: OauthWorld;
let person: Person;
let web: TestClient;

beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_REFRESH_REUSE_WINDOW: '10s' });
  person = await world.person();
  await world.service({
    ...{ name: 'Orders', audience: 'https://orders.example' },
    scopes: [{ name: 'orders', description: 'See orders' }],
  });
  web = await world.client({ scopes: ['openid', 'offline_access', 'read', 'write', 'orders'] });
});
afterAll(() => world.close());

describe.each(['confidential', 'public'] as const)(
  'RFC 9700 section 4.14: a refresh token of a %s client',
  (type) => {
    const clientOf = (): Promise<TestClient> => world.client({ clientType: type });

    it('is replaced at each use, and the whole family ends when one comes back that was used', async () => {
      const client = await clientOf();
      const first = await world.tokensFor(client, person);
      const { body: second } = await world.refresh(client, first.refresh_token);
      expect(second['refresh_token']).not.toBe(first.refresh_token);
      const { body: third } = await world.refresh(client, String(second['refresh_token']));
      expect(await world.refresh(client, first.refresh_token)).toMatchObject(invalidGrant);
      expect(await world.refresh(client, String(third['refresh_token']))).toMatchObject(invalidGrant);
      for (const token of [
        first.access_token,
        String(second['access_token']),
        String(third['access_token']),
      ]) {
        expect((await world.get('/o/userinfo', token)).status).toBe(401);
      }
      expect((await world.audited('token.refresh_replayed')).length).toBeGreaterThan(0);
    });

    it('is of no use to another client, which ends nothing either', async () => {
      const [client, other] = [await clientOf(), await clientOf()];
      const { refresh_token: token } = await world.tokensFor(client, person);
      expect(await world.refresh(other, token)).toMatchObject(invalidGrant);
      expect(await world.refresh(web, token)).toMatchObject(invalidGrant);
      expect((await world.refresh(client, token)).status).toBe(200);
    });

    it('ends when the user signs out or its session is ended, its password is changed, or consent is taken back', async () => {
      const client = await clientOf();
      const browser = world.browser();
      await browser.signIn(person);
      const tokens = await world.tokensFor(client, browser);
      await browser.signOut();
      expect(await world.refresh(client, tokens.refresh_token)).toMatchObject(invalidGrant);
      const again = await world.tokensFor(client, person);
      await world.services.oauth.revokeGranted(world.operator.act, person.userId, client.clientId);
      expect(await world.refresh(client, again.refresh_token)).toMatchObject(invalidGrant);
      expect((await world.get('/o/userinfo', again.access_token)).status).toBe(401);
    });

    it('ends when it is revoked, with the access token that came with it', async () => {
      const client = await clientOf();
      const tokens = await world.tokensFor(client, person);
      const revoked = await world.post('/o/revoke_token', {
        form: { token: tokens.refresh_token },
        auth: client,
      });
      expect([revoked.status, revoked.text]).toEqual([200, '']);
      expect(await world.refresh(client, tokens.refresh_token)).toMatchObject(invalidGrant);
      expect((await world.get('/o/userinfo', tokens.access_token)).status).toBe(401);
    });

    it('ends when it was not used for its lifetime', async () => {
      const client = await clientOf();
      const { refresh_token: token } = await world.tokensFor(client, person);
      world.passTime((world.config.tokens.refreshSeconds + 10) * 1_000);
      expect(await world.refresh(client, token)).toMatchObject(invalidGrant);
    });
  },
);

describe('a server on which refresh tokens have a greatest age', () => {
  it('replaces none beyond it, however often they are used', async () => {
    const strict = await oauthWorld({
      OSTIARY_REFRESH_TOKEN_MAX_AGE: '36h',
      OSTIARY_SESSION_LIFETIME: '14d',
    });
    try {
      const client = await strict.client();
      let { refresh_token: token } = await strict.tokensFor(client, await strict.person('ada'));
      for (const hours of [12, 12, 11]) {
        strict.passTime(hours * 3_600_000);
        const { status, body } = await strict.refresh(client, token);
        expect(status).toBe(200);
        token = String(body['refresh_token']);
      }
      strict.passTime(3_600_000);
      expect(await strict.refresh(client, token)).toMatchObject(invalidGrant);
    } finally {
      await strict.close();
    }
  });
});

describe('RFC 9700 section 4.14.2: what a refresh token may be exchanged for', () => {
  it('is bound to the scope and the resource servers that the user agreed to', async () => {
    const { refresh_token: token } = await world.tokensFor(web, person, { scope: 'openid read' });
    for (const scope of ['openid read write', 'write', 'offline_access', 'orders', 'permissions']) {
      const { status, body } = await world.refresh(web, token, { scope });
      expect([scope, status, body['error']]).toEqual([scope, 400, 'invalid_scope']);
    }
    for (const resource of ['https://orders.example', 'https://nowhere.example', 'x']) {
      const { status, body } = await world.refresh(web, token, { resource });
      expect([resource, status, body['error']]).toEqual([resource, 400, 'invalid_target']);
    }
    const { body } = await world.refresh(web, token);
    expect(claimsOf(String(body['access_token']))).toMatchObject({ scope: 'openid read', aud: world.origin });
  });

  it('cannot be narrowed and then widened past what was agreed to', async () => {
    const { refresh_token: token } = await world.tokensFor(web, person, { scope: 'openid read' });
    const { body } = await world.refresh(web, token, { scope: 'openid' });
    const wider = await world.refresh(web, String(body['refresh_token']), { scope: 'openid read write' });
    expect([wider.status, wider.body['error']]).toEqual([400, 'invalid_scope']);
  });

  it('is nothing when it is no refresh token', async () => {
    const tokens = await world.tokensFor(web, person);
    for (const wrong of [tokens.access_token, tokens.id_token, `${tokens.refresh_token}x`, 'x', '\0']) {
      expect(await world.refresh(web, wrong)).toMatchObject(invalidGrant);
    }
    for (const path of ['/o/userinfo', '/auth/user/', '/api/v1/me']) {
      const { status } = await world.get(path, tokens.refresh_token);
      expect([path, [401, 403].includes(status)]).toEqual([path, true]);
    }
  });
});
