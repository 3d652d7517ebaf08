import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  pkce,
  testVerifier,
  type Arrival,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

const redirects = ['https://app.example/cb', 'https://app.example/other'];

let world: OauthWorld;
let victim: Person;
let web: TestClient;
let spa: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  victim = await world.person();
  web = await world.client({ redirectUris: redirects });
  spa = await world.client({ clientType: 'public', redirectUris: redirects });
});
afterAll(() => world.close());

function codeFor(client: TestClient, parameters: Form = {}): Promise<Arrival> {
  return world.browser().authorize(world.authorizeUrl(client, parameters), victim);
}

async function expectRefused(client: TestClient, arrival: Arrival, form: Form = {}): Promise<void> {
  const { status, body } = await world.exchange(client, arrival, form);
  expect([status, Object.keys(body)]).toEqual([400, ['error', 'error_description']]);
  expect(body['error']).toMatch(/^invalid_(grant|request)$/);
}

describe.each(['confidential', 'public'] as const)(
  'RFC 9700 section 4.5: a stolen code of a %s client',
  (type) => {
    const client = (): TestClient => (type === 'public' ? spa : web);
    const wrongs: [wrong: string, form: Form][] = [
      ['another code verifier', { code_verifier: pkce().verifier }],
      ['no code verifier', { code_verifier: undefined }],
      ['an empty code verifier', { code_verifier: '' }],
      ['the code challenge as verifier', { code_verifier: pkce(testVerifier).challenge }],
      ['a code verifier cut short', { code_verifier: testVerifier.slice(0, -1) }],
      ['two code verifiers', { code_verifier: [testVerifier, pkce().verifier] }],
      ['another redirect URI of the client', { redirect_uri: redirects[1] }],
      ['no redirect URI', { redirect_uri: undefined }],
      ['another redirect URI', { redirect_uri: 'https://evil.example/cb' }],
    ];

    it.each(wrongs)('is worth nothing with %s', async (_wrong, form) => {
      const arrival = await codeFor(client());
      await expectRefused(client(), arrival, form);
      // Nor is it used up for the one that it belongs to.
      expect((await world.exchange(client(), arrival)).status).toBe(200);
    });

    it('is worth nothing to another client', async () => {
      const other = await world.client({ clientType: type, redirectUris: redirects });
      const arrival = await codeFor(client());
      await expectRefused(other, arrival);
      expect((await world.exchange(client(), arrival)).status).toBe(200);
    });

    it('is worth nothing in the session of somebody else: its verifier is not the one of that session', async () => {
      const attackers = pkce();
      const arrival = await codeFor(client(), { code_challenge: attackers.challenge });
      await expectRefused(client(), arrival);
    });
  },
);

describe('RFC 9700 section 4.5: the nonce', () => {
  it('comes back in the ID token byte by byte, so that a client knows its own request', async () => {
    for (const nonce of ['n', 'Zm9v+/=', '"{}<>&', 'ü😀', 'x'.repeat(2_000)]) {
      const arrival = await codeFor(web, { nonce });
      const { body } = await world.exchange(web, arrival);
      expect(claimsOf(String(body['id_token']))['nonce']).toBe(nonce);
    }
  });

  it('is not made up, and not kept for the next ID token', async () => {
    const { body } = await world.exchange(web, await codeFor(web, { nonce: undefined }));
    expect(claimsOf(String(body['id_token']))).not.toHaveProperty('nonce');
  });
});

describe('RFC 9700 section 4.6: an access token of another client', () => {
  it('never comes with an authorization response, so there is none that could be put in its place', async () => {
    for (const parameters of [{ response_type: 'token' }, { response_type: 'code token' }]) {
      const response = await world.app.inject({ url: world.authorizeUrl(web, parameters) });
      expect(response.headers.location).toContain('error=unsupported_response_type');
    }
    const { body } = await world.get('/.well-known/openid-configuration');
    expect(body['response_types_supported']).toEqual(['code']);
    expect(body['grant_types_supported']).not.toContain('implicit');
    expect(body['grant_types_supported']).not.toContain('password');
  });

  it('cannot be had for the password of a user', async () => {
    const form = { grant_type: 'password', username: victim.username, password: victim.password };
    const { status, body } = await world.token(form, web);
    expect([status, body['error']]).toEqual([400, 'unsupported_grant_type']);
  });
});
