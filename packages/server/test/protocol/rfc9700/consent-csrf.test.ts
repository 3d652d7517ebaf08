import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  oauthWorld,
  type OauthBrowser,
  type OauthWorld,
  type Person,
  type Stop,
  type TestClient,
} from '../../support/oauth/index.ts';

let world: OauthWorld;
let victim: Person;
let attacker: Person;

beforeAll(async () => {
  world = await oauthWorld();
  victim = await world.person('victim');
  attacker = await world.person('attacker');
});
afterAll(() => world.close());

function fieldOf(page: Stop, name: string): string {
  return page.document.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '';
}

function uidOf(page: Stop): string {
  return /\/o\/interaction\/([\w-]+)/.exec(page.url + page.html)?.[1] ?? '';
}

/** A browser that is asked for consent. */
async function asked(who: Person, client?: TestClient): Promise<{ browser: OauthBrowser; page: Stop }> {
  const browser = world.browser();
  const form = await browser.open(world.authorizeUrl(client ?? (await world.client())));
  const page = await browser.signIn(who, form);
  expect(browser.asksFor(page)).toBe('consent');
  return { browser, page };
}

async function consentsOf({ userId }: Person): Promise<number> {
  return (await world.services.oauth.listGranted(world.services.database.db, userId)).length;
}

describe('RFC 9700 section 4.7, for this server: nobody but the user agrees for the user', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a neighbour', { origin: 'http://localhost:8001' }],
    ['another site, as browsers tell', { origin: '', 'sec-fetch-site': 'cross-site' }],
    ['the same site, as browsers tell', { origin: '', 'sec-fetch-site': 'same-site' }],
  ])('by a form of %s', async (_who, headers) => {
    const { browser, page } = await asked(victim);
    const before = await consentsOf(victim);
    for (const part of ['consent', 'abort']) {
      const stop = await browser.post(
        `/o/interaction/${uidOf(page)}/${part}`,
        { form_token: fieldOf(page, 'form_token') },
        headers,
      );
      expect([stop.status, stop.arrival]).toEqual([403, undefined]);
    }
    expect(await consentsOf(victim)).toBe(before);
    expect(browser.arrived(await browser.consent(page)).code).toBeDefined();
  });

  it.each<[string, (own: string, foreign: string) => string]>([
    ['without a token', () => ''],
    ['with a made-up token', () => 'A'.repeat(43)],
    ['with the token of another browser', (_own, foreign) => foreign],
    ['with half a token', (own) => own.slice(0, 20)],
  ])('by a form %s', async (_how, tokenOf) => {
    const { browser, page } = await asked(victim);
    const foreign = await asked(attacker);
    const token = tokenOf(fieldOf(page, 'form_token'), fieldOf(foreign.page, 'form_token'));
    const before = await consentsOf(victim);
    const stop = await browser.post(`/o/interaction/${uidOf(page)}/consent`, { form_token: token });
    expect([stop.arrival, stop.status >= 400]).toEqual([undefined, true]);
    expect(await consentsOf(victim)).toBe(before);
  });

  it('by an address alone', async () => {
    const { browser, page } = await asked(victim);
    for (const part of ['consent', 'abort', 'continue', 'sign-in']) {
      const stop = await browser.open(
        `/o/interaction/${uidOf(page)}/${part}?form_token=${fieldOf(page, 'form_token')}`,
      );
      expect([part, stop.status, stop.arrival]).toEqual([part, 405, undefined]);
    }
  });

  it('in another browser: an interaction is of the browser that it began in', async () => {
    const { page } = await asked(victim);
    const uid = uidOf(page);
    const thief = (await asked(attacker)).browser;
    for (const url of [`/o/interaction/${uid}`, `/o/authorize/${uid}`]) {
      const stop = await thief.open(url);
      expect([url, stop.status, stop.arrival]).toEqual([url, 400, undefined]);
      expect(stop.html).not.toContain('victim');
    }
    const token = fieldOf(await thief.open('/o/authorized_tokens/'), 'form_token');
    for (const part of ['consent', 'abort', 'continue', 'sign-in']) {
      const stop = await thief.post(`/o/interaction/${uid}/${part}`, { form_token: token });
      expect([part, stop.status, stop.arrival]).toEqual([part, 400, undefined]);
    }
  });

  it('in another browser of the same user, or before anybody has signed in', async () => {
    const client = await world.client();
    const { page } = await asked(victim, client);
    const second = (await asked(victim)).browser;
    const early = await world.browser().open(world.authorizeUrl(client));
    for (const uid of [uidOf(page), uidOf(early)]) {
      for (const browser of [second, world.browser()]) {
        const shown = await browser.open(`/o/interaction/${uid}`);
        expect([shown.status, browser.asksFor(shown)]).toEqual([400, 'nothing']);
        const login = { login: attacker.username, password: attacker.password };
        const form_token = fieldOf(await browser.open('/sign-in'), 'form_token');
        const sent = await browser.post(`/o/interaction/${uid}/sign-in`, { ...login, form_token });
        expect([sent.status, sent.arrival]).toEqual([400, undefined]);
      }
    }
  });

  it('with the cookie of one interaction at the address of another', async () => {
    const { browser, page } = await asked(victim);
    const other = await asked(attacker);
    const [uid, otherUid] = [uidOf(page), uidOf(other.page)];
    browser.cookies.set('ostiary_interaction', uid, `/o/interaction/${otherUid}`);
    browser.cookies.set('ostiary_interaction_resume', uid, `/o/authorize/${otherUid}`);
    const shown = await browser.open(`/o/interaction/${otherUid}`);
    expect([shown.status, shown.arrival]).toEqual([400, undefined]);
    // The engine looks at the cookie alone: whoever has it goes on with their own request, and is asked.
    const resumed = await browser.open(`/o/authorize/${otherUid}`);
    expect([resumed.arrival, browser.asksFor(resumed)]).toEqual([undefined, 'consent']);
    expect([resumed.html.includes('victim@'), resumed.html.includes('attacker@')]).toEqual([true, false]);
  });

  it('after somebody else has signed in in the same browser', async () => {
    const client = await world.client();
    const { browser, page } = await asked(victim, client);
    await browser.signOut();
    await browser.signIn(attacker);
    const stop = await browser.post(`/o/interaction/${uidOf(page)}/consent`, {
      form_token: fieldOf(await browser.open('/o/authorized_tokens/'), 'form_token'),
    });
    expect([stop.status, stop.arrival]).toEqual([400, undefined]);
    expect(await consentsOf(attacker)).toBe(0);
  });

  it('with the cookies of the interaction of the victim and the session of the attacker', async () => {
    const { browser, page } = await asked(victim);
    const other = await asked(attacker);
    const uid = uidOf(page);
    other.browser.cookies.set('ostiary_interaction', uid, `/o/interaction/${uid}`);
    other.browser.cookies.set('ostiary_interaction_resume', uid, `/o/authorize/${uid}`);
    const shown = await other.browser.open(`/o/interaction/${uid}`);
    expect(shown.status).toBe(400);
    const resumed = await other.browser.open(`/o/authorize/${uid}`);
    expect(resumed.arrival?.searchParams.get('code') ?? null).toBeNull();
    expect(browser.arrived(await browser.consent(page)).code).toBeDefined();
  });

  it('a second time: an interaction that was answered is over', async () => {
    const { browser, page } = await asked(victim);
    const uid = uidOf(page);
    const kept = browser.cookies;
    const token = fieldOf(page, 'form_token');
    browser.arrived(await browser.consent(page));
    kept.set('ostiary_interaction', uid, `/o/interaction/${uid}`);
    kept.set('ostiary_interaction_resume', uid, `/o/authorize/${uid}`);
    const again = await browser.post(`/o/interaction/${uid}/consent`, { form_token: token });
    expect([again.status, again.arrival]).toEqual([400, undefined]);
    const resumed = await browser.open(`/o/authorize/${uid}`);
    expect([resumed.status, resumed.arrival]).toEqual([400, undefined]);
  });

  it('to more than the page showed: scopes in the form count for nothing', async () => {
    const client = await world.client({ scopes: ['openid', 'read', 'write', 'profile'] });
    const { browser, page } = await asked(victim, client);
    const fields = { scope: 'openid read write profile', scopes: 'write', decision: 'allow' };
    const arrival = browser.arrived(await browser.submit(page, fields, '/consent'));
    const { body } = await world.exchange(client, arrival);
    expect(String(body['scope']).split(' ').sort()).toEqual(['openid', 'read']);
  });

  it('and no site signs a victim in to the account of an attacker (login CSRF)', async () => {
    const browser = world.browser();
    const page = await browser.open(world.authorizeUrl(await world.client()));
    const own = await world.browser().open(world.authorizeUrl(await world.client()));
    for (const [token, headers] of [
      [fieldOf(own, 'form_token'), {}],
      [fieldOf(page, 'form_token'), { origin: 'https://evil.example' }],
      ['', {}],
    ] as const) {
      const stop = await browser.post(
        `/o/interaction/${uidOf(page)}/sign-in`,
        { login: attacker.username, password: attacker.password, form_token: token },
        headers,
      );
      expect([stop.arrival, stop.status >= 400]).toEqual([undefined, true]);
      expect(browser.cookies.get('ostiary_session')).toBeUndefined();
    }
  });
});

describe('session fixation', () => {
  it('a session that was there before signing in for an application is another one after it', async () => {
    const browser = world.browser();
    // The engine gives a browser a session of nobody for the token of its form.
    await browser.open('/o/device');
    const planted = String(browser.cookies.get('ostiary_session'));
    expect(planted.length).toBeGreaterThan(20);
    const { status } = await world.get('/api/v1/me');
    const page = await browser.open(world.authorizeUrl(await world.client()));
    await browser.signIn(victim, page);
    const after = String(browser.cookies.get('ostiary_session'));
    expect([status, after === planted]).toEqual([401, false]);
    const thief = world.browser();
    thief.cookies.set('ostiary_session', planted);
    expect((await thief.open('/')).html).not.toContain('victim');
    const me = { url: '/api/v1/me', headers: { cookie: `ostiary_session=${planted}` } };
    expect((await world.app.inject(me)).statusCode).toBe(401);
  });

  it('a session of an attacker that was planted is not turned into one of the victim', async () => {
    const theirs = world.browser();
    await theirs.signIn(attacker);
    const planted = String(theirs.cookies.get('ostiary_session'));
    const browser = world.browser();
    browser.cookies.set('ostiary_session', planted);
    const page = await browser.open(world.authorizeUrl(await world.client(), { prompt: 'login' }));
    const other = await browser.open(`/o/interaction/${uidOf(page)}?account=other`);
    await browser.signIn(victim, other);
    expect(browser.cookies.get('ostiary_session')).not.toBe(planted);
    expect((await theirs.open('/')).html).not.toContain('victim');
  });

  it('a cookie that nobody gave out is not taken over', async () => {
    const chosen = 'chosen-by-the-attacker-0123456789-0123456789';
    const browser = world.browser();
    browser.cookies.set('ostiary_session', chosen);
    await browser.open('/o/device');
    expect(browser.cookies.get('ostiary_session')).not.toBe(chosen);
    const page = await browser.open(world.authorizeUrl(await world.client()));
    await browser.signIn(victim, page);
    expect(browser.cookies.get('ostiary_session')).not.toBe(chosen);
  });

  it('the cookies are out of reach of scripts and of other sites’ requests', async () => {
    const browser = world.browser();
    const page = await browser.step(world.authorizeUrl(await world.client()));
    const lines = [page.response.headers['set-cookie'] ?? []].flat();
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line).toMatch(/; ?httponly/i);
      expect(line).toMatch(/; ?samesite=lax/i);
    }
  });

  it('the cookies are, of a server behind https, sent by https alone and under names that say so', async () => {
    const secure = await oauthWorld({ OSTIARY_URL: 'https://id.example.org' });
    try {
      const browser = secure.browser();
      const page = await browser.step(secure.authorizeUrl(await secure.client()));
      const lines = [page.response.headers['set-cookie'] ?? []].flat();
      const names = lines.map((line) => line.slice(0, line.indexOf('=')));
      expect(names).toContain('__Secure-ostiary_interaction');
      for (const line of lines) {
        expect(line).toMatch(/^__(?:Host-ostiary_\w+=.*; ?path=\/;|Secure-ostiary_interaction)/i);
        expect(line).toMatch(/; ?secure/i);
      }
    } finally {
      await secure.close();
    }
  });
});
