import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimsOf, oauthWorld, type Form, type OauthWorld, type TestClient } from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client();
});
afterAll(() => world.close());

// Once, whoever chose their account at the chooser was let through without the password that was asked for.
test.each<[string, Form]>([
  ['prompt=login beside it', { prompt: 'select_account login' }],
  ['prompt=login before it', { prompt: 'login select_account' }],
  ['a max_age that has passed', { prompt: 'select_account', max_age: '60' }],
])('choosing an account is no proof of who one is: %s', async (_what, parameters) => {
  const person = await world.person();
  const browser = world.browser();
  await browser.signIn(person);
  world.passTime(120_000);
  const chooser = await browser.open(world.authorizeUrl(client, parameters));
  expect(browser.asksFor(chooser)).toBe('continue');
  const next = await browser.goOn(chooser);
  expect(browser.asksFor(next)).toBe('sign-in');
  expect(next.document.querySelector('input[type=password]')).not.toBeNull();
  // Nobody gets round it by posting the answer of another page.
  const forced = await browser.post(`${next.url}/continue`, {
    form_token: next.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '',
  });
  expect(forced.arrival).toBeUndefined();
  expect(browser.asksFor(forced)).not.toBe('consent');

  const startedAt = Math.floor(Date.now() / 1000);
  const consent = await browser.signIn(person, await browser.open(next.url));
  const arrival = browser.arrived(await browser.consent(consent));
  const { body } = await world.exchange(client, arrival);
  expect(claimsOf(String(body['id_token']))['auth_time']).toBeGreaterThanOrEqual(startedAt);
});
