import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type Arrival,
  type Form,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

let world: OauthWorld;
let person: Person;
let web: TestClient;
let issuer: string;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person();
  web = await world.client();
  const { body } = await world.get('/.well-known/oauth-authorization-server');
  issuer = String(body['issuer']);
  expect(body['authorization_response_iss_parameter_supported']).toBe(true);
});
afterAll(() => world.close());

/** Errors that the client is told without anybody being asked. */
const atOnce: [error: string, parameters: Form][] = [
  ['login_required', { prompt: 'none' }],
  ['invalid_scope', { scope: 'openid no-such-scope' }],
  ['unsupported_response_type', { response_type: 'none' }],
  ['invalid_request', { response_type: undefined }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['invalid_request', { prompt: 'none login' }],
  ['invalid_request', { max_age: '-1' }],
  ['invalid_request', { claims: '{' }],
  ['invalid_target', { resource: 'https://nowhere.example' }],
  ['unsupported_response_mode', { response_mode: 'smoke' }],
];

describe('RFC 9700 section 4.4 and RFC 9207: every authorization response says who it is from', () => {
  async function expectIssuer(arrival: Arrival, error?: string): Promise<void> {
    expect([arrival.error, arrival.iss, arrival.state]).toEqual([error, issuer, 'a-state']);
    expect(arrival.url.searchParams.getAll('iss').length).toBeLessThan(2);
  }

  it('as the metadata name it', async () => {
    expect(issuer).toBe(world.config.server.url);
    const { body } = await world.get('/.well-known/openid-configuration');
    expect(body['issuer']).toBe(issuer);
  });

  it('when there is a code, in the address or in a form, and in the ID token', async () => {
    const browser = world.browser();
    const arrival = await browser.authorize(world.authorizeUrl(web), person);
    await expectIssuer(arrival);
    await expectIssuer(await browser.authorize(world.authorizeUrl(web, { response_mode: 'form_post' })));
    const { body } = await world.exchange(web, arrival);
    expect(claimsOf(String(body['id_token']))).toMatchObject({ iss: issuer, aud: web.clientId });
  });

  it.each(atOnce)('when it is the error %s for %j', async (error, parameters) => {
    const browser = world.browser();
    await expectIssuer(browser.arrived(await browser.open(world.authorizeUrl(web, parameters))), error);
  });

  it('when the error comes by form_post', async () => {
    const parameters = { prompt: 'none', response_mode: 'form_post' };
    const browser = world.browser();
    const stop = await browser.open(world.authorizeUrl(web, parameters));
    await expectIssuer(browser.arrived(stop), 'login_required');
  });

  it('when the user refuses, before or after signing in', async () => {
    const browser = world.browser();
    const form = await browser.open(world.authorizeUrl(web));
    await expectIssuer(browser.arrived(await browser.deny(form)), 'access_denied');
    const consent = await browser.signIn(person, await browser.open(world.authorizeUrl(web)));
    const other = await world.client();
    const again =
      browser.asksFor(consent) === 'consent' ? consent : await browser.open(world.authorizeUrl(other));
    await expectIssuer(browser.arrived(await browser.deny(again)), 'access_denied');
  });

  it('when the request was pushed', async () => {
    const { search } = new URL(world.authorizeUrl(web), world.origin);
    const form = Object.fromEntries(new URLSearchParams(search));
    const { body } = await world.post('/o/par', { form, auth: web });
    const pushed = { client_id: web.clientId, request_uri: String(body['request_uri']) };
    const url = `/o/authorize?${new URLSearchParams(pushed).toString()}`;
    await expectIssuer(await world.browser().authorize(url, person));
  });
});
