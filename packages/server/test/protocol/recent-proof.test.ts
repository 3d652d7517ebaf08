import { deviceGrant } from '#modules/applications';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApp } from '../support/second-factor.ts';
import {
  oauthWorld,
  type OauthBrowser,
  type OauthWorld,
  type Person,
  type Stop,
  type TestClient,
} from '../support/oauth/index.ts';

const stepUpSeconds = 60;

let world: OauthWorld;
/** Whom anybody registers, and one of the installation's own, which does without consent. */
let strangers: TestClient;
let own: TestClient;

beforeAll(async () => {
  world = await oauthWorld({ OSTIARY_STEP_UP_AGE: `${stepUpSeconds}s` });
  const scopes = ['openid', 'profile', 'users.read', 'users.update'];
  strangers = await world.client({ scopes });
  own = await world.client({ isFirstParty: true, scopes: [...scopes, 'permissions'] });
});
afterAll(() => world.close());

async function withOldProof(options: { isSuperuser?: boolean } = {}): Promise<[OauthBrowser, Person]> {
  const person = await world.person(undefined, { isSuperuser: true, ...options });
  const browser = world.browser();
  await browser.signIn(person);
  world.passTime((stepUpSeconds + 1) * 1000);
  return [browser, person];
}

const codeOf = ({ arrival }: Stop): string | null | undefined => arrival?.searchParams.get('code');
const headingOf = ({ document }: Stop): string | undefined => document.querySelector('h1')?.textContent;
const confirming = 'Confirm that it is you';

describe('a browser whose proof is old', () => {
  test.each([
    ['a permission, without consent', () => own, 'openid users.update'],
    ['everything, without consent', () => own, 'openid permissions'],
    ['a permission, by consent', () => strangers, 'openid users.update'],
  ])('is asked for it before an application gets %s', async (_what, client, scope) => {
    const [browser, person] = await withOldProof();
    const page = await browser.open(world.authorizeUrl(client(), { scope }));
    expect(headingOf(page)).toBe(confirming);
    expect(page.html).toContain('can change things here in your name');
    const arrival = await browser.authorize(world.authorizeUrl(client(), { scope }), person);
    const { body } = await world.exchange(client(), arrival);
    expect(body).toMatchObject({ scope });
  });

  test('cannot go on by saying that it is the one', async () => {
    const [browser] = await withOldProof();
    const page = await browser.open(world.authorizeUrl(own, { scope: 'openid permissions' }));
    const still = await browser.post(`${page.url}/continue`, {
      form_token: page.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '',
    });
    expect(headingOf(still)).toBe(confirming);
    expect(still.arrival).toBeUndefined();
  });

  test('is asked although the user agreed to it before', async () => {
    const [browser, person] = await withOldProof();
    const url = world.authorizeUrl(strangers, { scope: 'openid users.update' });
    expect((await browser.authorize(url, person)).code).toBeDefined();
    expect(codeOf(await browser.open(url))).toEqual(expect.any(String));
    world.passTime((stepUpSeconds + 1) * 1000);
    expect(headingOf(await browser.open(url))).toBe(confirming);
  });

  test('has nothing to show for prompt=none', async () => {
    const [browser] = await withOldProof();
    const url = world.authorizeUrl(own, { scope: 'openid permissions', prompt: 'none' });
    const { arrival } = await browser.open(url);
    expect(arrival?.searchParams.get('error')).toBe('login_required');
  });

  test('is asked before a device gets it', async () => {
    const device = await world.client({
      ...{ clientType: 'public', kind: 'native', grants: [deviceGrant], redirectUris: [] },
      scopes: ['openid', 'users.update'],
    });
    const form = { scope: 'openid users.update' };
    const begun = await world.post('/o/device-authorization', { form, auth: device });
    const [browser, person] = await withOldProof();
    const code = await browser.submit(await browser.open('/o/device'), {
      user_code: String(begun.body['user_code']),
    });
    const page = await browser.submit(code, { confirm: 'yes' });
    expect(headingOf(page)).toBe(confirming);
    await browser.consent(await browser.signIn(person, page));
    const poll = { grant_type: deviceGrant, device_code: String(begun.body['device_code']) };
    expect((await world.token(poll, device)).body).toMatchObject({ scope: 'openid users.update' });
  });

  test('is asked for the second factor of whoever has one', async () => {
    const person = await world.person(undefined, { isSuperuser: true });
    const browser = world.browser();
    await browser.signIn(person);
    const { recoveryCodes } = await addApp(world, person.userId);
    const page = await browser.open(world.authorizeUrl(own, { scope: 'openid permissions' }));
    expect(headingOf(page)).toBe(confirming);
    const factor = await browser.signIn(person, page);
    expect(factor.url).toContain('/sign-in/factor');
    const stop = await browser.submit(factor, { code: recoveryCodes[0] ?? '' }, '/factor');
    expect(codeOf(stop)).toEqual(expect.any(String));
  });

  test.each([
    ['only looks', true, 'openid users.read'],
    ['names somebody', true, 'openid profile'],
    ['would be powerful in the hands of others', false, 'openid permissions'],
  ])('is good enough for what %s', async (_what, isSuperuser, scope) => {
    const [browser] = await withOldProof({ isSuperuser });
    expect(codeOf(await browser.open(world.authorizeUrl(own, { scope })))).toEqual(expect.any(String));
  });

  test('is good enough for the audience of a service', async () => {
    const audience = 'https://orders.example.org/';
    const scopes = [{ name: 'users.update', description: 'Those of the orders' }];
    await world.service({ name: 'Orders', audience, scopes });
    const [browser] = await withOldProof();
    const url = world.authorizeUrl(own, { scope: 'users.update', resource: audience, nonce: undefined });
    expect(codeOf(await browser.open(url))).toEqual(expect.any(String));
  });
});
