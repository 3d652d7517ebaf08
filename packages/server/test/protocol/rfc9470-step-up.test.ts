import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApp } from '../support/second-factor.ts';
import {
  claimsOf,
  oauthWorld,
  type OauthBrowser,
  type OauthWorld,
  type Person,
  type TestClient,
  type Tokens,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client({ isFirstParty: true });
});
afterAll(() => world.close());

interface Stepping {
  person: Person;
  browser: OauthBrowser;
  first: Tokens;
  code(): string;
}

/** Somebody who signed in with a password and has set up a second factor since. */
async function withFirstTokens(scope = 'openid read'): Promise<Stepping> {
  const person = await world.person();
  const browser = world.browser();
  await browser.signIn(person);
  const first = await world.tokensFor(client, browser, { scope });
  const { recoveryCodes } = await addApp(world, person.userId);
  return { person, browser, first, code: () => recoveryCodes.shift() ?? '' };
}

/** The request that a client sends after the challenge of a resource server (section 4). */
async function stepUp({ browser, code }: Stepping, parameters: Record<string, string>): Promise<Tokens> {
  const page = await browser.open(world.authorizeUrl(client, parameters));
  const stop = await browser.submit(page, { code: code() }, '/step-up');
  const { body } = await world.exchange(client, browser.arrived(stop));
  return body as unknown as Tokens;
}

describe('a client that a resource server asked for more (RFC 9470)', () => {
  test('gets from one factor to two by another authorization request', async () => {
    const stepping = await withFirstTokens();
    expect(claimsOf(stepping.first.access_token)).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
    world.passTime(5_000);
    const second = await stepUp(stepping, { acr_values: 'aal2' });
    const claims = claimsOf(second.access_token);
    expect(claims).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
    expect(claims['sid']).toBe(claimsOf(stepping.first.access_token)['sid']);
    expect(claims['auth_time']).toBeGreaterThan(Number(claimsOf(stepping.first.access_token)['auth_time']));
    expect(claimsOf(second.id_token)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
  });

  test('is told so by introspection, whoever asks (section 6.2)', async () => {
    const asker = await world.client();
    const stepping = await withFirstTokens();
    const before = await world.introspect(stepping.first.access_token, asker);
    expect(before).toMatchObject({ active: true, acr: 'aal1', amr: ['pwd'] });
    const second = await stepUp(stepping, { acr_values: 'aal2' });
    const { auth_time: authTime } = claimsOf(second.access_token);
    const after = await world.introspect(second.access_token, asker);
    expect(after).toMatchObject({ active: true, acr: 'aal2', auth_time: authTime });
  });

  test.each([
    ['by itself', 'read'],
    ['by the engine, with an ID token', 'openid read'],
  ])('keeps the level when it refreshes, answered %s', async (_how, scope) => {
    const stepping = await withFirstTokens(scope);
    // The engine takes the parameter with `openid` only; the session is as strong afterwards for every scope.
    await stepUp(stepping, { acr_values: 'aal2' });
    const second = await world.tokensFor(client, stepping.browser, { scope });
    const { auth_time: authTime } = claimsOf(second.access_token);
    world.passTime(60_000);
    const { body } = await world.refresh(client, second.refresh_token);
    expect(claimsOf(String(body['access_token']))).toMatchObject({ acr: 'aal2', auth_time: authTime });
    // What was issued before was issued to one factor.
    const older = await world.refresh(client, stepping.first.refresh_token);
    expect(claimsOf(String(older.body['access_token']))).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  });

  test('has the level in an opaque token for a service', async () => {
    const audience = 'https://vault.example/api';
    const scopes = [{ name: 'vault:open', description: 'Open the vault' }];
    await world.service({ name: 'Vault', audience, scopes, tokenFormat: 'opaque' });
    const buyer = await world.client({ scopes: ['openid', 'vault:open'] });
    const { recoveryCodes, browser } = await signedInWithFactor();
    const parameters = { scope: 'openid vault:open', resource: audience, acr_values: 'aal2' };
    const page = await browser.open(world.authorizeUrl(buyer, parameters));
    const consent = await browser.submit(page, { code: recoveryCodes[0] ?? '' }, '/step-up');
    const arrival = browser.arrived(await browser.consent(consent));
    const { body } = await world.exchange(buyer, arrival, { resource: audience });
    const told = await world.introspect(String(body['access_token']), buyer);
    expect(told).toMatchObject({ active: true, acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
  });

  async function signedInWithFactor() {
    const person = await world.person();
    const browser = world.browser();
    await browser.signIn(person);
    return { person, browser, ...(await addApp(world, person.userId)) };
  }

  test('passes the level on when it exchanges the token (RFC 8693)', async () => {
    const gateway = await world.client({
      grants: ['authorization_code', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    });
    const stepping = await withFirstTokens();
    const second = await stepUp(stepping, { acr_values: 'aal2' });
    const { body } = await world.token(
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: second.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        scope: 'read',
      },
      gateway,
    );
    expect(claimsOf(String(body['access_token']))).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
  });

  test('that asks for a newer proof gets one with both factors (max_age)', async () => {
    const stepping = await withFirstTokens();
    const { person, browser } = stepping;
    world.passTime(120_000);
    const page = await browser.open(world.authorizeUrl(client, { max_age: '60', acr_values: 'aal2' }));
    expect(browser.asksFor(page)).toBe('sign-in');
    const factor = await browser.signIn(person, page);
    expect(factor.url).toMatch(/^\/sign-in\/factor\?next=%2Fo%2Finteraction%2F/);
    const stop = await browser.submit(factor, { code: stepping.code() }, '/factor');
    const { body } = await world.exchange(client, browser.arrived(stop));
    const claims = claimsOf(String(body['access_token']));
    expect(claims).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });
    expect(Number(claims['iat']) - Number(claims['auth_time'])).toBeLessThan(10);
  });
});
