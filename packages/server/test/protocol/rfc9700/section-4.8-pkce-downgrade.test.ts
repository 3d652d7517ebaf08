import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  oauthWorld,
  testChallenge,
  testVerifier,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

const withoutPkce: Form = { code_challenge: undefined, code_challenge_method: undefined };

let world: OauthWorld;
let person: Person;
let web: TestClient;
let spa: TestClient;
let native: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person();
  web = await world.client();
  spa = await world.client({ clientType: 'public' });
  native = await world.client({ clientType: 'public', kind: 'native' });
});
afterAll(() => world.close());

async function errorOf(client: TestClient, parameters: Form): Promise<string | null> {
  const response = await world.app.inject({ url: world.authorizeUrl(client, parameters) });
  return new URL(String(response.headers.location), world.origin).searchParams.get('error');
}

describe('RFC 9700 section 4.8: PKCE', () => {
  it('is S256, and the metadata say so', async () => {
    const { body } = await world.get('/.well-known/oauth-authorization-server');
    expect(body['code_challenge_methods_supported']).toEqual(['S256']);
  });

  it('cannot be left out by a public client', async () => {
    for (const client of [spa, native]) {
      expect(await errorOf(client, withoutPkce)).toBe('invalid_request');
      expect(await errorOf(client, { ...withoutPkce, code_challenge_method: 'S256' })).toBe(
        'invalid_request',
      );
    }
    const form = { response_type: 'code', client_id: spa.clientId, redirect_uri: spa.redirectUri };
    const pushed = await world.post('/o/par', { form: { ...form, scope: 'openid' } });
    expect([pushed.status, pushed.body['error']]).toEqual([400, 'invalid_request']);
  });

  it.each<[string, Form]>([
    ['plain', { code_challenge_method: 'plain' }],
    ['no method, which would be plain', { code_challenge_method: undefined }],
    ['an unknown method', { code_challenge_method: 'S512' }],
    ['another case', { code_challenge_method: 's256' }],
    ['a challenge that is too short', { code_challenge: 'x'.repeat(42) }],
    ['a challenge that is too long', { code_challenge: 'x'.repeat(129) }],
    ['a challenge of other characters', { code_challenge: `${testChallenge.slice(0, -1)}=` }],
    ['two challenges', { code_challenge: [testChallenge, 'A'.repeat(43)] }],
    ['two methods', { code_challenge_method: ['S256', 'plain'] }],
  ])('with %s is refused, of every kind of client', async (_what, parameters) => {
    for (const client of [web, spa, native]) {
      expect(await errorOf(client, parameters)).toBe('invalid_request');
    }
  });

  it('is not taken for done when the challenge was stripped on the way: a verifier without one is refused', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(web, withoutPkce), person);
    const answer = await world.exchange(web, arrival, { code_verifier: testVerifier });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('binds a confidential client that began with it', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(web), person);
    const answer = await world.exchange(web, arrival, { code_verifier: undefined });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('is not what a confidential client must have that proves who it is', async () => {
    const arrival = await world.browser().authorize(world.authorizeUrl(web, withoutPkce), person);
    const answer = await world.exchange(web, arrival, { code_verifier: undefined });
    expect(answer.status).toBe(200);
  });

  it('cannot be stripped from a pushed request by adding to it', async () => {
    const form = { response_type: 'code', client_id: web.clientId, redirect_uri: web.redirectUri };
    const pkce = { code_challenge: testChallenge, code_challenge_method: 'S256' };
    const pushed = await world.post('/o/par', { form: { ...form, ...pkce, scope: 'openid' }, auth: web });
    const sent = { client_id: web.clientId, request_uri: String(pushed.body['request_uri']) };
    const url = `/o/authorize?${new URLSearchParams({ ...sent, code_challenge: '' }).toString()}`;
    const arrival = await world.browser().authorize(url, person);
    const answer = await world.exchange(web, arrival, { code_verifier: undefined });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await world.exchange(web, arrival)).status).toBe(200);
  });
});
