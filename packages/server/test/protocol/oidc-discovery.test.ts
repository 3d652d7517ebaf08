import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsOf, oauthWorld, type OauthWorld } from '../support/oauth/index.ts';
import type { Json } from '../support/api-client.ts';

let world: OauthWorld;
let metadata: Json;
beforeAll(async () => {
  world = await oauthWorld();
  metadata = (await world.get('/.well-known/openid-configuration')).body;
});
afterAll(() => world.close());

describe('metadata (OpenID Connect Discovery, RFC 8414)', () => {
  test('names what there is', () => {
    const at = (path: string) => `${world.origin}${path}`;
    expect(metadata).toMatchObject({
      issuer: world.origin,
      authorization_endpoint: at('/o/authorize'),
      token_endpoint: at('/o/token'),
      userinfo_endpoint: at('/o/userinfo'),
      introspection_endpoint: at('/o/introspect'),
      revocation_endpoint: at('/o/revoke_token'),
      device_authorization_endpoint: at('/o/device-authorization'),
      pushed_authorization_request_endpoint: at('/o/par'),
      end_session_endpoint: at('/o/logout'),
      jwks_uri: at('/.well-known/jwks.json'),
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      claims_parameter_supported: true,
      request_parameter_supported: true,
      subject_types_supported: ['public'],
    });
  });

  test('names no grant, algorithm or endpoint that is off', () => {
    expect(metadata['grant_types_supported']).not.toContain('implicit');
    expect(metadata['grant_types_supported']).not.toContain('password');
    expect(metadata['response_modes_supported']).toEqual(expect.arrayContaining(['query', 'form_post']));
    expect(JSON.stringify(metadata)).not.toMatch(/"HS\d{3}"/);
    expect(metadata).not.toHaveProperty('registration_endpoint');
    expect(metadata).not.toHaveProperty('check_session_iframe');
  });

  test.each([
    '/.well-known/openid-configuration',
    '/.well-known/openid-configuration/',
    '/o/.well-known/openid-configuration',
    '/o/.well-known/openid-configuration/',
    '/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/',
    '/o/.well-known/oauth-authorization-server',
    '/o/.well-known/oauth-authorization-server/',
  ])('is at %s', async (path) => {
    const answer = await world.get(path);
    expect([answer.status, answer.body['issuer']]).toEqual([200, world.origin]);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test.each(['/.well-known/jwks.json', '/o/.well-known/jwks.json', '/o/.well-known/jwks.json/'])(
    'the keys are at %s, public parts only',
    async (path) => {
      const { status, body } = await world.get(path);
      expect(status).toBe(200);
      const keys = body['keys'] as Json[];
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key).toMatchObject({ kid: expect.any(String) as string, use: 'sig', alg: 'ES256' });
        expect(Object.keys(key).filter((name) => ['d', 'p', 'q', 'k'].includes(name))).toEqual([]);
      }
    },
  );

  test('every endpoint that is named answers, with and without a slash', async () => {
    const endpoints = Object.entries(metadata).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name));
    expect(endpoints.length).toBeGreaterThan(7);
    for (const [name, url] of endpoints) {
      const { pathname } = new URL(String(url));
      const paths = name === 'jwks_uri' ? [pathname] : [pathname, `${pathname}/`];
      for (const path of paths) {
        const answers = await Promise.all(
          (['GET', 'POST'] as const).map((method) => world.app.inject({ method, url: path })),
        );
        const statuses = answers.map(({ statusCode }) => statusCode);
        expect(
          statuses.some((status) => status !== 404 && status < 500),
          `${name} ${path} ${statuses.join()}`,
        ).toBe(true);
      }
    }
  });

  test('says the public address whatever host the client names', async () => {
    const response = await world.app.inject({
      url: '/.well-known/openid-configuration',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' },
    });
    expect(response.body).not.toContain('evil.example');
    expect(response.body).not.toContain('gopher');
  });
});

test('the API of Ostiary says where its tokens come from (RFC 9728)', async () => {
  const world = await oauthWorld();
  try {
    const { status, body, headers } = await world.get('/.well-known/oauth-protected-resource');
    expect([status, headers['access-control-allow-origin']]).toEqual([200, '*']);
    const client = await world.client();
    const { access_token: token } = await world.tokensFor(client, await world.person());
    expect(body['resource']).toBe(claimsOf(token)['aud']);
    expect(body['authorization_servers']).toEqual([claimsOf(token)['iss']]);
    expect(body['jwks_uri']).toBe((await world.get('/.well-known/openid-configuration')).body['jwks_uri']);
  } finally {
    await world.close();
  }
});

test('an address of its own is the issuer', async () => {
  const other = await oauthWorld({ OSTIARY_URL: 'https://id.example' });
  try {
    const answer = await other.get('/.well-known/openid-configuration');
    expect(answer.body).toMatchObject({
      issuer: 'https://id.example',
      token_endpoint: 'https://id.example/o/token',
    });
  } finally {
    await other.close();
  }
});
