import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  oauthWorld,
  type OauthBrowser,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';

let world: OauthWorld;
let person: Person;
let web: TestClient;
let browser: OauthBrowser;

beforeAll(async () => {
  world = await oauthWorld();
  person = await world.person();
  web = await world.client();
  browser = world.browser();
  await browser.authorize(world.authorizeUrl(web), person);
});
afterAll(() => world.close());

const states = [
  'a',
  ' ',
  'a b+c%20d',
  '%00%0d%0a',
  'a&code=evil&iss=https://evil.example',
  '#fragment',
  '"><script>alert(1)</script>',
  `' onfocus=alert(1) x='`,
  'ä€😀\u202e',
  '{"csrf":"x","next":"/a?b=c"}',
  '__proto__',
  'null',
  'x'.repeat(5_000),
];

describe('RFC 9700 section 4.7: the state of a client', () => {
  it.each(states)('comes back byte by byte: %j', async (state) => {
    const inAddress = await browser.authorize(world.authorizeUrl(web, { state }));
    expect([inAddress.state, inAddress.url.searchParams.getAll('code').length]).toEqual([state, 1]);
    const inForm = await browser.authorize(world.authorizeUrl(web, { state, response_mode: 'form_post' }));
    expect([inForm.state, Object.keys(inForm.parameters).sort()]).toEqual([state, ['code', 'iss', 'state']]);
    const withError = await browser.authorize(world.authorizeUrl(web, { state, scope: 'nonsense' }));
    expect([withError.state, withError.error]).toEqual([state, 'invalid_scope']);
  });

  it('comes back byte by byte, whatever it is', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const state = text.filter((one) => one.isWellFormed());
    await fc.assert(
      fc.asyncProperty(state, async (one) => {
        const arrival = await browser.authorize(world.authorizeUrl(web, { state: one }));
        expect(arrival.state).toBe(one);
      }),
      { numRuns: 60 },
    );
  });

  it('goes through signing in and agreeing unchanged', async () => {
    const state = 'a b+c%20d&ü#"';
    const other = await world.client();
    const arrival = await world.browser().authorize(world.authorizeUrl(other, { state }), person);
    expect(arrival.state).toBe(state);
  });

  it('is left out when there was none', async () => {
    const arrival = await browser.authorize(world.authorizeUrl(web, { state: undefined }));
    expect(Object.keys(arrival.parameters).sort()).toEqual(['code', 'iss']);
  });

  it('is refused twice over', async () => {
    const response = await world.app.inject({ url: world.authorizeUrl(web, { state: ['mine', 'yours'] }) });
    const { searchParams } = new URL(String(response.headers.location));
    expect([searchParams.get('error'), searchParams.has('state')]).toEqual(['invalid_request', false]);
  });

  it('can be left to PKCE: a code that another browser asked for does not go with the verifier of this one', async () => {
    const attacker = await world
      .browser()
      .authorize(
        world.authorizeUrl(web, { state: undefined, code_challenge: 'A'.repeat(43) }),
        await world.person(),
      );
    const answer = await world.exchange(web, attacker);
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  });
});
