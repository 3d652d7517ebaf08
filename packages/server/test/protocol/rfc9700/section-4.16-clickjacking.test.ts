import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthWorld, type OauthWorld } from '../../support/oauth/index.ts';
import { wholeJourney, type Seen } from './whole-journey.ts';

let world: OauthWorld;
let pages: Seen[];

beforeAll(async () => {
  world = await oauthWorld();
  pages = (await wholeJourney(world)).filter(({ isPage }) => isPage);
});
afterAll(() => world.close());

/** What tells each kind of page from the others. */
const kinds: [kind: string, sign: RegExp][] = [
  ['sign in', /action="\/o\/interaction\/[^"]+\/sign-in"/],
  ['choose an account', /action="\/o\/interaction\/[^"]+\/continue"/],
  ['consent', /action="\/o\/interaction\/[^"]+\/consent"/],
  ['refuse', /action="\/o\/interaction\/[^"]+\/abort"/],
  ['device code', /<input[^>]* name="user_code"[^>]*autocomplete|name="user_code"/],
  ['device confirmation', /name="confirm" value="yes"/],
  ['sign out', /name="logout" value="yes"/],
  ['sent by form', /Submitting Callback/],
  ['error', /<code>invalid_/],
  ['granted applications', /authorized_tokens/],
  ['own applications', /\/o\/applications\/register/],
  ['sign-in page', /action="\/sign-in"/],
];

/** What a page may run: passkeys need a file of ours. */
function scriptsOf(html: string): RegExp {
  if (html.includes('Submitting Callback')) return /^'self' 'sha256-[\w+/=]+'$/;
  return /<script src="\/assets\/ostiary\.\w+\.js" defer/.test(html) ? /^'self'$/ : /^'none'$/;
}

describe('RFC 9700 section 4.16: no page can be put into a frame', () => {
  it.each(kinds)('the journey shows pages to %s', (_kind, sign) => {
    expect(pages.some(({ response }) => sign.test(response.body))).toBe(true);
  });

  it('and each one says so, to new browsers and old ones', () => {
    for (const { url, response } of pages) {
      const policies = [response.headers['content-security-policy']].flat().map(String);
      expect([url, policies.length, policies[0]]).toEqual([
        url,
        1,
        expect.stringMatching(/(^|;)\s*frame-ancestors 'none'(;|$)/),
      ]);
      expect([url, response.headers['x-frame-options']]).toEqual([url, 'DENY']);
    }
  });

  it('and runs no script but files of ours, and the one, named by its hash, that sends a form to a client', () => {
    for (const { url, response } of pages) {
      const policy = String(response.headers['content-security-policy']);
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "'none'";
      expect([url, scripts]).toEqual([url, expect.stringMatching(scriptsOf(response.body))]);
      expect(/ on[a-z]+=/i.test(response.body.replace(/<script>[^]*?<\/script>/, ''))).toBe(false);
      expect(policy).not.toMatch(/unsafe-|\*/);
    }
  });

  it('and sends its forms to this server, or on to the client that asks, and nowhere else', () => {
    for (const { url, response } of pages.filter((page) => page.response.body.includes('/o/interaction/'))) {
      const policy = String(response.headers['content-security-policy']);
      const targets = /form-action ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? ['missing'];
      expect([url, targets.filter((one) => !["'self'", 'https://app.example'].includes(one))]).toEqual([
        url,
        [],
      ]);
    }
  });
});
