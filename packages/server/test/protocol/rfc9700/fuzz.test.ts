import { databases, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceGrant, exchangeGrant } from '#modules/applications';
import { leakIn } from '../../hostile/watched-app.ts';
import { basic, oauthWorld, type OauthBrowser, type OauthWorld } from '../../support/oauth/index.ts';
import { asJson, attacks, goodValues, type Attack, type Good } from './fuzz-attacks.ts';

/** Requests by database: PostgreSQL is there for what it refuses to store, which shows soon. */
const runs = { sqlite: 5_000, postgres: 1_000 };
const seed = Number(/^\d+$/.exec(process.env['FUZZ_SEED'] ?? '')?.[0] ?? 20_261_127);

interface World extends OauthWorld {
  logged(): string;
}

/** Never a page from these (RFC 6749 section 5). */
const programs = /^\/o\/(token|introspect|revoke_token|par|device-authorization|register|userinfo)/;

describe.each(databases())('broken input at every endpoint, on $name', ({ name, open }) => {
  let store: TestDatabase;
  let world: World;
  let good: Good;
  let browser: OauthBrowser;

  beforeAll(async () => {
    store = await open();
    let lines = '';
    const log = pino({ level: 'trace' }, { write: (line: string) => void (lines += line) });
    const made = await oauthWorld({ DATABASE_URL: store.url, OSTIARY_DYNAMIC_REGISTRATION: 'open' }, log);
    world = { ...made, logged: () => lines };
    const person = await world.person('ada', { isSuperuser: true });
    const web = await world.client({
      grants: ['authorization_code', 'refresh_token', 'client_credentials', deviceGrant, exchangeGrant],
    });
    const tokens = await world.tokensFor(web, person);
    browser = world.browser();
    await browser.signIn(person);
    const { body } = await world.post('/o/device-authorization', { form: { scope: 'openid' }, auth: web });
    const [deviceCode, userCode] = [String(body['device_code']), String(body['user_code'])];
    good = { web, person, tokens, deviceCode, userCode };
  });
  afterAll(async () => {
    await world.close();
    await store.close();
  });

  /** What is somebody else’s, and so in no answer: not even to whoever sent it. */
  function secrets(): string[] {
    const { web, tokens, deviceCode } = good;
    return [web.secret ?? '', tokens.refresh_token, tokens.access_token, tokens.id_token, deviceCode];
  }

  /** The cookie, and the token of the form that is posted there. */
  async function signedIn(path: string): Promise<{ cookie: string; xsrf: string }> {
    const cookie = `ostiary_session=${String(browser.cookies.get('ostiary_session'))}`;
    if (path !== '/o/device') return { cookie, xsrf: '' };
    const page = await world.app.inject({ url: path, headers: { cookie, accept: 'text/html' } });
    return { cookie, xsrf: `&xsrf=${/name="xsrf" value="(\w+)"/.exec(page.body)?.[1] ?? ''}` };
  }

  async function send(attack: Attack) {
    const { endpoint, pairs, headers, isSignedIn } = attack;
    const [method, path] = endpoint;
    const text = pairs.map(([key, value]) => `${key}=${value}`).join('&');
    const auth = basic(good.web.clientId, good.web.secret ?? '');
    const isJson = path === '/o/register';
    const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
    const { cookie, xsrf } = isSignedIn ? await signedIn(path) : { cookie: undefined, xsrf: '' };
    const payload = isJson ? asJson(attack) : `${text}${xsrf}`;
    const isAuthenticated = method === 'POST' && /token|introspect|par|authorization/.test(path);
    return world.app.inject({
      method,
      url: method === 'GET' ? `${path}?${text}` : path,
      headers: {
        ...(method === 'POST' && { 'content-type': type }),
        ...(cookie !== undefined && { cookie }),
        ...(isAuthenticated && !pairs.some(([key]) => key === 'client_secret') && { authorization: auth }),
        ...headers,
      },
      ...(method === 'POST' && { payload }),
    });
  }

  async function judge(attack: Attack): Promise<void> {
    const [, path] = attack.endpoint;
    const response = await send(attack);
    const { statusCode, body, headers } = response;
    expect(statusCode).toBeLessThan(500);
    const type = String(headers['content-type'] ?? '');
    if (programs.test(path)) {
      expect(type).not.toContain('html');
      expect(body).not.toMatch(/<html|<!doctype/i);
      if (statusCode >= 400) {
        expect(type).toBe('application/json; charset=utf-8');
        expect(response.json()).toMatchObject({ error: expect.stringMatching(/^[a-z_]+$/) as string });
        expect(headers['cache-control']).toBe('no-store');
      }
    }
    // Nothing that was sent comes alive in a page or a header.
    expect(body).not.toMatch(/<script>alert|<img src=x/i);
    expect(headers['planted']).toBeUndefined();
    expect(String(headers['set-cookie'])).not.toContain('planted');
    if (headers.location !== undefined) {
      const { origin } = new URL(String(headers.location), world.origin);
      expect([world.origin, 'https://app.example']).toContain(origin);
    }
    expect(leakIn(body, secrets())).toBeUndefined();
    expect(leakIn(JSON.stringify(headers), secrets())).toBeUndefined();
  }

  it(`of ${String(runs[name])} requests none is answered with a failure, a page for a program, or what is secret`, async () => {
    // With this seed, and with another by FUZZ_SEED.
    console.info(`fuzz on ${name}: seed ${String(seed)}`);
    const values = goodValues(good);
    // Whatever would be used up or given out is not among them: those are answers that may hold a token.
    const isSecret = (one: string): boolean =>
      ['client_secret', 'code_verifier', 'device_code'].includes(one);
    await fc.assert(fc.asyncProperty(attacks(values, isSecret), judge), { numRuns: runs[name], seed });
  }, 120_000);

  it('and the log has no failure, stack or secret in it either', () => {
    const failures = world
      .logged()
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line));
    expect(failures).toEqual([]);
    expect(leakIn(world.logged(), secrets())).toBeUndefined();
  });

  it('and everything still works', async () => {
    expect((await world.refresh(good.web, good.tokens.refresh_token)).status).toBe(200);
    await world.tokensFor(good.web, good.person);
  });
});
