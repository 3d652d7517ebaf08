import { exchangeGrant } from '#modules/applications';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type Form,
  type OauthAnswer,
  type OauthWorld,
  type Person,
  type TestClient,
  type Tokens,
} from '../../support/oauth/index.ts';

const orders = 'https://orders.example';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';

let world: OauthWorld;
let person: Person;
let web: TestClient;
let stranger: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person('ada', { isSuperuser: true });
  const scopes = [
    { name: 'orders.see', description: 'See orders' },
    { name: 'orders.change', description: 'Change orders' },
  ];
  await world.service({ name: 'Orders', audience: orders, scopes });
  await world.service({ name: 'Opaque', audience: 'https://opaque.example', scopes, tokenFormat: 'opaque' });
  web = await world.client({ scopes: ['openid', 'profile', 'read', 'write', 'orders.see'] });
  stranger = await world.client();
});
afterAll(() => world.close());

function revoke(token: string, auth: TestClient, more: Form = {}): Promise<OauthAnswer> {
  return world.post('/o/revoke_token', { form: { token, ...more }, auth });
}

describe('RFC 9700 section 4.14 and RFC 7009: revocation of what is another client’s', () => {
  it('does nothing and says nothing', async () => {
    const tokens = await world.tokensFor(web, person);
    const opaque = await world.tokensFor(web, person, {
      resource: 'https://opaque.example',
      scope: 'orders.see',
    });
    const own = await world.token({ grant_type: 'client_credentials' }, web);
    const machine = String(own.body['access_token']);
    const spa = await world.client({ clientType: 'public' });
    for (const token of [tokens.access_token, tokens.refresh_token, opaque.access_token, machine]) {
      for (const who of [stranger, spa]) {
        for (const token_type_hint of [undefined, 'access_token', 'refresh_token', 'nonsense']) {
          const answer = await revoke(token, who, { token_type_hint });
          expect([answer.status, answer.text]).toEqual([200, '']);
        }
      }
      expect(await world.introspect(token, web)).toMatchObject({ active: true });
    }
    expect((await revoke('nothing', stranger)).text).toBe('');
    expect((await world.refresh(web, tokens.refresh_token)).status).toBe(200);
  });
});

describe('RFC 7662 section 4: introspection', () => {
  it('tells nothing of a refresh token but to its own client', async () => {
    const { refresh_token: token } = await world.tokensFor(web, person);
    expect(await world.introspect(token, web)).toMatchObject({ active: true });
    expect(await world.introspect(token, stranger)).toEqual({ active: false });
  });

  it('tells nothing to a public client, or to nobody, of any token', async () => {
    const tokens = await world.tokensFor(web, person);
    const spa = await world.client({ clientType: 'public' });
    for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token]) {
      for (const auth of [spa, undefined]) {
        const answer = await world.post('/o/introspect', { form: { token }, auth });
        expect(answer.body).not.toMatchObject({ active: true });
        expect(answer.text).not.toMatch(/\bada\b/);
      }
    }
  });

  it('tells the same of whatever is not good, whoever’s it was', async () => {
    const tokens = await world.tokensFor(web, person);
    await revoke(tokens.refresh_token, web);
    const [head = '', payload = '', signature = ''] = tokens.access_token.split('.');
    const forged = `${head}.${payload}.${signature.slice(0, -4)}AAAA`;
    const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
    for (const token of [
      tokens.access_token,
      tokens.refresh_token,
      forged,
      none,
      tokens.id_token,
      'x',
      'ort_x',
    ]) {
      for (const who of [web, stranger]) {
        const answer = await world.post('/o/introspect', { form: { token }, auth: who });
        expect([answer.status, answer.text]).toEqual([200, '{"active":false}']);
      }
    }
  });
});

describe('RFC 9700 section 2.3: privileges never grow', () => {
  it('past what the client may have, at any way in', async () => {
    const ways: Promise<OauthAnswer>[] = [
      'permissions',
      'users.read',
      'orders.change',
      'roles',
      'openid\0',
    ].map((scope) => world.token({ grant_type: 'client_credentials', scope }, web));
    for (const { status, body } of await Promise.all(ways)) {
      expect([status, body['error']]).toEqual([400, 'invalid_scope']);
    }
    for (const scope of ['openid users.read', 'openid permissions', 'openid orders.change']) {
      const response = await world.app.inject({ url: world.authorizeUrl(web, { scope }) });
      expect(String(response.headers.location)).toContain('error=invalid_scope');
    }
  });

  it('with a code: what is asked for at the token endpoint counts for nothing', async () => {
    const arrival = await world
      .browser()
      .authorize(world.authorizeUrl(web, { scope: 'openid read' }), person);
    const answer = await world.exchange(web, arrival, { scope: 'openid read write' });
    const scope =
      answer.status === 200 ? claimsOf(String(answer.body['access_token']))['scope'] : 'openid read';
    expect(scope).toBe('openid read');
  });

  describe('by an exchange (RFC 8693)', () => {
    let worker: TestClient;
    let subject: Tokens;
    beforeAll(async () => {
      worker = await world.client({
        grants: [exchangeGrant, 'client_credentials'],
        redirectUris: [],
        scopes: ['openid', 'read', 'write', 'orders.see', 'orders.change', 'users.read'],
      });
      subject = await world.tokensFor(web, person, { scope: 'openid read' });
    });

    const exchange = (form: Form, auth: TestClient = worker): Promise<OauthAnswer> =>
      world.token(
        {
          ...{ grant_type: exchangeGrant, subject_token: subject.access_token },
          ...{ subject_token_type: accessTokenType, ...form },
        },
        auth,
      );

    it('that asks for more scope than the token has', async () => {
      for (const scope of ['read write', 'write', 'users.read', 'orders.see', 'permissions']) {
        const { status, body } = await exchange({ scope });
        expect([scope, status, body['error']]).toEqual([scope, 400, 'invalid_scope']);
      }
      const { body } = await exchange({});
      expect(String(claimsOf(String(body['access_token']))['scope']).split(' ')).not.toContain('write');
    });

    it('that moves to another service: there it has nothing that was not agreed to', async () => {
      const { status, body } = await exchange({ resource: orders });
      const scope = status === 200 ? (claimsOf(String(body['access_token']))['scope'] ?? '') : '';
      expect(scope).toBe('');
      const asked = await exchange({ resource: orders, scope: 'orders.change' });
      expect([asked.status, asked.body['error']]).toEqual([400, 'invalid_scope']);
      const nowhere = await exchange({ resource: 'https://nowhere.example' });
      expect([nowhere.status, nowhere.body['error']]).toEqual([400, 'invalid_target']);
      const two = await exchange({ resource: orders, audience: world.origin });
      expect([two.status, two.body['error']]).toEqual([400, 'invalid_target']);
    });

    it('by whoever may not: without the grant, without a secret, or in somebody’s place without leave', async () => {
      const spa = await world.client({ clientType: 'public' });
      for (const who of [web, stranger, spa]) {
        expect((await exchange({}, who)).status).toBe(400);
      }
      const { body } = await exchange({});
      expect(claimsOf(String(body['access_token']))).toMatchObject({
        sub: person.userId,
        act: { sub: worker.clientId },
      });
    });

    it('of what is no access token', async () => {
      for (const token of [subject.refresh_token, subject.id_token, 'x.y.z', '']) {
        const { status, body } = await exchange({ subject_token: token });
        expect([status, body['access_token']]).toEqual([400, undefined]);
      }
    });

    it('past the life of the token that was exchanged', async () => {
      const { body } = await exchange({});
      const [before, after] = [claimsOf(subject.access_token), claimsOf(String(body['access_token']))];
      expect(Number(after['exp'])).toBeLessThanOrEqual(Number(before['exp']));
      await revoke(subject.refresh_token, web);
      expect(await world.introspect(String(body['access_token']), worker)).toEqual({ active: false });
      expect((await exchange({})).body['error']).toBe('invalid_grant');
    });
  });
});
