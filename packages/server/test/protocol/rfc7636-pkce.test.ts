import { afterAll, beforeAll, expect, test } from 'vitest';
import { oauthWorld, pkce, type OauthWorld, type Person } from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
});
afterAll(() => world.close());

const none = { code_challenge: undefined, code_challenge_method: undefined };

test('a public client must use PKCE', async () => {
  const client = await world.client({ clientType: 'public' });
  const browser = world.browser();
  const refused = browser.arrived(await browser.open(world.authorizeUrl(client, none)));
  expect(refused).toMatchObject({ error: 'invalid_request', code: undefined });
});

test('a public client with PKCE gets tokens without a secret', async () => {
  const client = await world.client({ clientType: 'public' });
  expect(client.secret).toBeNull();
  expect(await world.tokensFor(client, ada)).toMatchObject({ token_type: 'Bearer' });
});

test('a confidential client may do without', async () => {
  const client = await world.client();
  const arrival = await world.browser().authorize(world.authorizeUrl(client, none), ada);
  expect((await world.exchange(client, arrival, { code_verifier: undefined })).status).toBe(200);
});

test('a wrong verifier is refused and does not use up the code', async () => {
  const client = await world.client({ clientType: 'public' });
  const arrival = await world.browser().authorize(world.authorizeUrl(client), ada);
  for (const code_verifier of [pkce().verifier, undefined, 'short', 'ä'.repeat(50), 'a'.repeat(129)]) {
    const wrong = await world.exchange(client, arrival, { code_verifier });
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^invalid_(grant|request)$/) as string },
    });
  }
  expect((await world.exchange(client, arrival)).status).toBe(200);
});

test('a verifier where none was announced is refused', async () => {
  const client = await world.client();
  const arrival = await world.browser().authorize(world.authorizeUrl(client, none), ada);
  const answer = await world.exchange(client, arrival);
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test.each([
  ['plain', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
  ['no method, which means plain', { code_challenge: 'a'.repeat(43), code_challenge_method: undefined }],
  ['an unknown method', { code_challenge_method: 'S512' }],
  ['a method in another case', { code_challenge_method: 's256' }],
  ['a challenge that is too short', { code_challenge: 'abc' }],
  ['a challenge of other characters', { code_challenge: `${'a'.repeat(42)}=` }],
  ['a method without a challenge', { code_challenge: undefined }],
])('%s is refused', async (_what, parameters) => {
  const browser = world.browser();
  for (const client of [await world.client(), await world.client({ clientType: 'public' })]) {
    const stop = await browser.open(world.authorizeUrl(client, parameters));
    expect(browser.arrived(stop)).toMatchObject({ error: 'invalid_request', state: 'a-state' });
  }
});
