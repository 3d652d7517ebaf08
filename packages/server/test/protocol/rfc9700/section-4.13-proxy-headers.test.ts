import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, oauthWorld, testVerifier, type OauthWorld } from '../../support/oauth/index.ts';
import { keyHolder } from './dpop-proof.ts';

/** What a client may write itself, and a proxy that does not clean up passes on. */
const forged = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '666',
  'x-forwarded-prefix': '/evil',
  'x-forwarded-server': 'evil.example',
  'x-original-url': 'https://evil.example/o/authorize',
  'x-rewrite-url': '/evil',
  'x-forwarded-for': '203.0.113.66',
  forwarded: 'for=203.0.113.66;host=evil.example;proto=https',
  'x-ssl-client-cert': 'MIIB',
  'x-client-cert': 'MIIB',
  'ssl-client-verify': 'SUCCESS',
};

let world: OauthWorld;
beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
});
afterAll(() => world.close());

describe('RFC 9700 section 4.13: headers that a proxy would set', () => {
  it('never change an address in the metadata', async () => {
    for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
      const honest = await world.get(path);
      const response = await world.app.inject({ url: path, headers: forged });
      expect(response.body).toBe(honest.text);
      const urls = Object.values(honest.body).filter((value) => /^https?:/.test(String(value)));
      expect(urls.length).toBeGreaterThan(8);
      expect(urls.filter((url) => !String(url).startsWith(world.origin))).toEqual([]);
    }
  });

  it('never change where somebody is sent, what a page says, or a cookie', async () => {
    const person = await world.person();
    const web = await world.client();
    const browser = world.browser(forged);
    const page = await browser.open(world.authorizeUrl(web));
    expect(page.html).not.toContain('evil');
    for (const { headers } of [page.response, (await world.browser(forged).open('/o/device')).response]) {
      expect(JSON.stringify(headers)).not.toMatch(/evil|domain=/i);
    }
    const arrival = await browser.authorize(world.authorizeUrl(web), person);
    expect([arrival.iss, arrival.url.origin]).toEqual([world.origin, 'https://app.example']);
  });

  it('never change an issuer, an audience, or an address that a program is given', async () => {
    const person = await world.person();
    const web = await world.client();
    const arrival = await world.browser().authorize(world.authorizeUrl(web), person);
    const form = { grant_type: 'authorization_code', code: arrival.code, redirect_uri: web.redirectUri };
    const { body } = await world.token({ ...form, code_verifier: testVerifier }, web, forged);
    expect(claimsOf(String(body['access_token']))).toMatchObject({ iss: world.origin, aud: world.origin });
    expect(claimsOf(String(body['id_token']))).toMatchObject({ iss: world.origin });
    const payload = { redirect_uris: ['https://a.example/cb'] };
    const sent = { method: 'POST', url: '/o/register', payload, headers: forged } as const;
    const { registration_client_uri: registered } = (await world.app.inject(sent)).json<
      Record<string, string>
    >();
    expect(registered?.startsWith(`${world.origin}/o/register/`)).toBe(true);
  });

  it('never change the address that a proof of possession is for', async () => {
    const web = await world.client();
    const proofOf = await keyHolder();
    for (const url of ['https://evil.example/o/token', 'https://localhost:8000/o/token']) {
      const dpop = await proofOf({ method: 'POST', url });
      const { status, body } = await world.token({ grant_type: 'client_credentials' }, web, {
        ...forged,
        dpop,
      });
      expect([status, body['error']]).toEqual([400, 'invalid_dpop_proof']);
    }
    const dpop = await proofOf({ method: 'POST', url: `${world.origin}/o/token` });
    expect((await world.token({ grant_type: 'client_credentials' }, web, { ...forged, dpop })).status).toBe(
      200,
    );
  });

  it('never say who a client is: certificates in headers count for nothing', async () => {
    const web = await world.client();
    const form = { grant_type: 'client_credentials', client_id: web.clientId };
    const { status, body } = await world.token(form, undefined, forged);
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
  });

  it('never put another address into the audit log, unless a proxy is named in the configuration', async () => {
    const web = await world.client();
    const person = await world.person();
    await world.browser({ 'x-forwarded-for': '203.0.113.66' }).authorize(world.authorizeUrl(web), person);
    const [entry] = await world.audited('oauth.consent');
    expect(JSON.stringify(entry)).not.toContain('203.0.113.66');
  });
});
