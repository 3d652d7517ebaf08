import { afterAll, beforeAll, expect, test } from 'vitest';
import { oauthWorld, type OauthWorld, type TestClient } from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client({ postLogoutRedirectUris: ['https://app.example/bye'] });
});
afterAll(() => world.close());

function form(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url, world.origin).searchParams);
}

test('an authorization request may be posted (OpenID Connect Core section 3.1.2.1)', async () => {
  const person = await world.person();
  const browser = world.browser();
  await browser.signIn(person);
  const foreign = { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' };
  const page = await browser.post('/o/authorize', form(world.authorizeUrl(client)), foreign);
  expect(browser.asksFor(page)).toBe('consent');
  const { code, state } = browser.arrived(await browser.consent(page));
  expect(code).toBeDefined();
  expect(state).toBe('a-state');
});

test('a request to sign out may be posted, and asks all the same', async () => {
  const person = await world.person();
  const browser = world.browser();
  await browser.signIn(person);
  const page = await browser.post('/o/logout/', {
    client_id: client.clientId,
    post_logout_redirect_uri: 'https://app.example/bye',
  });
  expect(page.status).toBe(200);
  const after = await browser.submit(page, { logout: 'yes' });
  expect(after.arrival?.href).toBe('https://app.example/bye');
});

test('what is posted breaks out of no header, and what is too long or no form is refused as OAuth refuses', async () => {
  const post = (payload: string, type = 'application/x-www-form-urlencoded') =>
    world.app.inject({ method: 'POST', url: '/o/authorize', payload, headers: { 'content-type': type } });
  const odd = await post('client_id=a%0d%0aset-cookie:x=y&state=\r\nx: y');
  expect(odd.statusCode).toBe(303);
  expect(odd.headers['location']).toMatch(/^\/o\/authorize\?[\x21-\x7e]+$/);
  expect(odd.headers['set-cookie']).toBeUndefined();
  expect((await post(`state=${'x'.repeat(9_000)}`)).json()).toMatchObject({ error: 'invalid_request' });
  expect((await post('{}', 'application/json')).statusCode).toBe(303);
});
