import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthWorld, type OauthWorld } from '../../support/oauth/index.ts';
import { wholeJourney, type Seen } from './whole-journey.ts';

let world: OauthWorld;
let seen: Seen[];

beforeAll(async () => {
  world = await oauthWorld();
  seen = await wholeJourney(world);
});
afterAll(() => world.close());

describe('RFC 9700 section 4.17: messages between windows', () => {
  it('are no way to a code: the response mode for them is refused', async () => {
    const web = await world.client();
    const person = await world.person();
    const browser = world.browser();
    await browser.authorize(world.authorizeUrl(web), person);
    for (const mode of ['web_message', 'relay', 'postmessage', 'web_message.jwt']) {
      const stop = await browser.open(world.authorizeUrl(web, { response_mode: mode }));
      expect(stop.arrival?.searchParams.get('error')).toBe('unsupported_response_mode');
    }
    const { body } = await world.get('/.well-known/openid-configuration');
    expect(body['response_modes_supported']).toEqual(['form_post', 'fragment', 'query']);
    expect(body).not.toHaveProperty('check_session_iframe');
  });

  it('are sent by no page', () => {
    for (const { url, response } of seen) {
      expect([url, /postMessage|window\.opener|window\.parent|BroadcastChannel/.test(response.body)]).toEqual(
        [url, false],
      );
    }
  });

  it('cannot carry the code of somebody else’s window: it goes to the redirect URI and to nobody else', () => {
    const withCode = seen.filter(({ response }) =>
      /[?&]code=|name="code"/.test(`${String(response.headers.location)}${response.body}`),
    );
    expect(withCode.length).toBeGreaterThan(1);
    for (const { response } of withCode) {
      const target = response.headers.location ?? /action="([^"]+)"/.exec(response.body)?.[1];
      expect(String(target).startsWith('https://app.example/cb')).toBe(true);
    }
  });
});
