import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceGrant } from '#modules/applications';
import {
  basic,
  formBody,
  oauthWorld,
  testVerifier,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

let world: OauthWorld;
let person: Person;
let web: TestClient;

beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
  person = await world.person();
  web = await world.client({
    grants: ['authorization_code', 'refresh_token', 'client_credentials', deviceGrant],
  });
});
afterAll(() => world.close());

async function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  return world.app.inject({
    method: 'POST',
    url,
    payload,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basic(web.clientId, web.secret ?? ''),
      ...headers,
    },
  });
}

/** A request that would be answered, by endpoint. */
async function goodForms(): Promise<[path: string, form: Form][]> {
  const arrival = await world.browser().authorize(world.authorizeUrl(web), person);
  const code = { grant_type: 'authorization_code', code: arrival.code, redirect_uri: web.redirectUri };
  const { refresh_token: refresh } = await world.tokensFor(web, person);
  const request = { response_type: 'code', redirect_uri: web.redirectUri, scope: 'openid read', state: 's' };
  return [
    ['/o/token', { ...code, code_verifier: testVerifier }],
    ['/o/token', { grant_type: 'refresh_token', refresh_token: refresh, scope: 'openid read' }],
    ['/o/token', { grant_type: 'client_credentials', scope: 'read' }],
    ['/o/introspect', { token: refresh, token_type_hint: 'refresh_token' }],
    ['/o/revoke_token', { token: refresh, token_type_hint: 'refresh_token' }],
    ['/o/par', { ...request, client_id: web.clientId, nonce: 'n', prompt: 'consent' }],
    ['/o/device-authorization', { scope: 'openid read' }],
  ];
}

describe('a parameter that comes twice (RFC 6749 section 3.1)', () => {
  it('is refused at every endpoint, whichever it is, with the same value or another', async () => {
    let tried = 0;
    for (const [path, form] of await goodForms()) {
      for (const [name, value] of Object.entries(form)) {
        for (const second of [value, 'another', '']) {
          const response = await post(path, formBody({ ...form, [name]: [String(value), String(second)] }));
          const shown = [path, name, response.statusCode, response.json<Record<string, unknown>>()['error']];
          expect(shown).toEqual([path, name, 400, expect.stringMatching(/^invalid_|^unsupported_/)]);
          tried += 1;
        }
      }
      // And nothing was used up by it.
      expect([path, (await post(path, formBody(form))).statusCode < 300]).toEqual([path, true]);
    }
    expect(tried).toBeGreaterThan(60);
  });

  it('is refused in an authorization request', async () => {
    const { searchParams } = new URL(world.authorizeUrl(web), world.origin);
    for (const [name, value] of searchParams) {
      const response = await world.app.inject({
        url: world.authorizeUrl(web, { [name]: [value, value] }),
        headers: { accept: 'text/html' },
      });
      const answer = String(response.headers.location ?? response.body);
      expect([name, answer]).toEqual([name, expect.stringMatching(/invalid_request/)]);
      expect([name, answer.includes('/o/interaction/')]).toEqual([name, false]);
    }
  });

  it('is refused at sign-out', async () => {
    const response = await world.app.inject({ url: '/o/logout?client_id=a&client_id=b' });
    expect(response.statusCode).toBe(400);
  });

  it('cannot hide behind ten thousand others', async () => {
    const filler = Array.from({ length: 5_000 }, (_, index) => `p${String(index)}=1`).join('&');
    const good = 'grant_type=client_credentials&scope=read';
    const response = await post('/o/token', `scope=write&${filler}&${good}`);
    expect(response.statusCode).toBe(400);
  });
});

describe('requests that are too large', () => {
  const paths = ['/o/token', '/o/introspect', '/o/revoke_token', '/o/par', '/o/device-authorization'];

  it.each([...paths, '/o/register'])('are refused at %s, with or without their length', async (path) => {
    const isRegistration = path === '/o/register';
    const filler = 'x'.repeat(120_000);
    const payload = isRegistration ? JSON.stringify({ client_name: filler }) : `token=${filler}`;
    const type = isRegistration ? 'application/json' : 'application/x-www-form-urlencoded';
    for (const headers of [{}, { 'transfer-encoding': 'chunked', 'content-length': '' }]) {
      const response = await post(path, payload, { 'content-type': type, ...headers });
      expect([path, response.statusCode]).toEqual([path, 400]);
      expect(response.json()).toMatchObject({ error: expect.stringMatching(/^invalid_/) as string });
      expect(response.body.length).toBeLessThan(500);
    }
  });

  it.each(paths)('are answered soon at %s when they are ten thousand parameters', async (path) => {
    const begun = performance.now();
    for (const make of [
      (index: number) => `p${String(index)}`,
      () => 'a=b',
      () => 'grant_type=x',
      () => '',
      (index: number) => `__proto__[${String(index)}]=1`,
    ]) {
      const payload = Array.from({ length: 10_000 }, (_, index) => make(index))
        .join('&')
        .slice(0, 56_000);
      const response = await post(path, payload);
      // Which of them nobody knows, nobody minds.
      expect([path, response.statusCode < 500]).toEqual([path, true]);
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('are answered at the authorization endpoint when they are 60 kB long, and put nothing into addresses', async () => {
    for (const name of [
      'state',
      'nonce',
      'scope',
      'login_hint',
      'ui_locales',
      'claims',
      'unknown',
      'redirect_uri',
    ]) {
      const response = await world.app.inject({
        url: world.authorizeUrl(web, { [name]: 'x'.repeat(60_000) }),
        headers: { accept: 'text/html' },
      });
      expect([name, response.statusCode < 500]).toEqual([name, true]);
      if (response.headers.location?.startsWith('/o/interaction/')) {
        expect(response.headers.location.length).toBeLessThan(100);
      }
      expect(String(response.headers['set-cookie'] ?? '').length).toBeLessThan(1_000);
    }
  });

  it('are answered when JSON is nested without end', async () => {
    const deep = (depth: number): string => `${'{"userinfo":'.repeat(depth)}null${'}'.repeat(depth)}`;
    for (const claims of [
      deep(2_000),
      `{"userinfo":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
      '{"userinfo":{"__proto__":{"essential":true},"constructor":null}}',
      '{"id_token":[]}',
      '{"userinfo":"x"}',
      'null',
      '[]',
      '1e999',
      '{"id_token":{"sub":{"values":[1,{}]}}}',
    ]) {
      const response = await world.app.inject({ url: world.authorizeUrl(web, { claims }) });
      expect([claims.slice(0, 60), response.statusCode < 500]).toEqual([claims.slice(0, 60), true]);
      const pushed = await post(
        '/o/par',
        formBody({ response_type: 'code', redirect_uri: web.redirectUri, claims }),
      );
      expect(pushed.statusCode).toBeLessThan(500);
    }
    expect(Object.hasOwn(Object.prototype, 'essential')).toBe(false);
    const json = { 'content-type': 'application/json', authorization: '' };
    for (const payload of [
      `{"jwks":${'['.repeat(20_000)}`,
      `{"jwks":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
    ]) {
      expect((await post('/o/register', payload, json)).statusCode).toBe(400);
    }
  });

  it('are answered when scopes or resources are thousands', async () => {
    const scope = Array.from({ length: 8_000 }, (_, index) => `s${String(index)}`).join(' ');
    const response = await post('/o/token', formBody({ grant_type: 'client_credentials', scope }));
    expect([response.statusCode, response.json()]).toMatchObject([400, { error: 'invalid_scope' }]);
    const resource = Array.from({ length: 1_500 }, (_, index) => `https://r${String(index)}.example`);
    const many = await post('/o/token', formBody({ grant_type: 'client_credentials', resource }));
    expect([many.statusCode, many.json()]).toMatchObject([400, { error: 'invalid_target' }]);
    const url = world.authorizeUrl(web, { resource: resource.slice(0, 500) });
    expect((await world.app.inject({ url })).statusCode).toBeLessThan(500);
  });
});
