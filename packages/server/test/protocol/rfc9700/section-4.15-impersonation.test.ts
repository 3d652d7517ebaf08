import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeGrant } from '#modules/applications';
import { firstPartyClientId } from '#modules/tokens';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

let world: OauthWorld;
let root: Person;
let machine: TestClient;
let token: string;

beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
  root = await world.person('root', { isSuperuser: true });
  machine = await world.client({ scopes: ['openid', 'read', 'users.read', 'profile', 'email'] });
  const { body } = await world.token({ grant_type: 'client_credentials', scope: 'read users.read' }, machine);
  token = String(body['access_token']);
});
afterAll(() => world.close());

describe('RFC 9700 section 4.15: the token of a client for itself', () => {
  it('says so: its subject is the client, and there is no user, session or role in it', () => {
    const claims = claimsOf(token);
    expect(claims).toMatchObject({ sub: machine.clientId, client_id: machine.clientId });
    for (const name of ['user_id', 'sid', 'roles', 'permissions', 'auth_time', 'grant_id', 'username']) {
      expect(claims).not.toHaveProperty(name);
    }
  });

  it.each([
    '/auth/user/',
    '/api/v1/me',
    '/api/v1/users',
    '/api/v1/me/sessions',
    '/o/userinfo',
    '/api/v1/audit',
  ])('is nobody at %s', async (path) => {
    for (const scheme of ['Bearer', 'JWT', 'Token']) {
      const response = await world.app.inject({
        url: path,
        headers: { authorization: `${scheme} ${token}` },
      });
      expect([response.statusCode < 500, response.statusCode >= 400]).toEqual([true, true]);
      expect(response.body).not.toContain('root');
    }
  });

  it('is introspected as one of a client', async () => {
    const told = await world.introspect(token, machine);
    expect(told).toMatchObject({ active: true, client_id: machine.clientId, scope: 'read users.read' });
    expect(told).not.toHaveProperty('username');
    expect([undefined, machine.clientId]).toContain(told['sub']);
  });

  it('cannot be exchanged for one of a user', async () => {
    const worker = await world.client({ grants: [exchangeGrant], redirectUris: [], mayImpersonate: true });
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    const form = { grant_type: exchangeGrant, subject_token: token, subject_token_type: type };
    const { status, body } = await world.token(form, worker);
    expect([status, body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('cannot be had with the id of a user as its subject: no client chooses its own', async () => {
    const payload = {
      client_id: root.userId,
      client_name: root.userId,
      sub: root.userId,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    };
    const response = await world.app.inject({ method: 'POST', url: '/o/register', payload });
    expect(response.statusCode).toBe(201);
    const registered = response.json<Record<string, string>>();
    expect(registered['client_id']).not.toBe(root.userId);
    const auth = {
      clientId: String(registered['client_id']),
      secret: String(registered['client_secret']),
    };
    for (const extra of [{}, { sub: root.userId }, { user_id: root.userId, username: 'root' }]) {
      const { status, body } = await world.token({ grant_type: 'client_credentials', ...extra }, auth);
      expect(status).toBe(200);
      expect(claimsOf(String(body['access_token']))['sub']).toBe(auth.clientId);
      expect(claimsOf(String(body['access_token']))).not.toHaveProperty('user_id');
    }
    const change = await world.app.inject({
      method: 'PUT',
      url: `/o/register/${auth.clientId}`,
      headers: { authorization: `Bearer ${String(registered['registration_access_token'])}` },
      payload: { ...payload, client_secret: auth.secret },
    });
    expect([change.statusCode, change.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  it('cannot be had in the name of the first-party API', async () => {
    for (const auth of [
      { clientId: firstPartyClientId, secret: null },
      { clientId: firstPartyClientId, secret: 'x' },
    ]) {
      for (const grant of ['client_credentials', 'authorization_code', 'refresh_token', exchangeGrant]) {
        const answer = await world.token({ grant_type: grant, code: 'x', redirect_uri: 'https://x' }, auth);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.body).not.toHaveProperty('access_token');
      }
    }
    const url = world.authorizeUrl({ ...machine, clientId: firstPartyClientId });
    const response = await world.app.inject({ url, headers: { accept: 'text/html' } });
    expect([response.statusCode, response.headers.location]).toEqual([400, undefined]);
  });

  it('comes with no refresh token and no ID token, whatever is asked for', async () => {
    const form = { grant_type: 'client_credentials', scope: 'openid' };
    const { body } = await world.token(form, machine);
    expect(body).not.toHaveProperty('id_token');
    expect(body).not.toHaveProperty('refresh_token');
  });
});
