import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, addPasskey, answerOf } from '../support/second-factor.ts';
import { PageVisitor, type Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { goodPassword, signedUp, signInAs, somebody } from './people.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';
const locationOf = ({ response }: Visited): unknown => response.headers.location;

async function personOf(visitor: PageVisitor): Promise<string> {
  const found = await test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
  if (!found) throw new Error('Nobody is signed in');
  return found.user.id;
}

/** Somebody with an account, who is signed in nowhere that this knows of. */
async function account() {
  const { visitor, person } = await signedUp(test, somebody());
  return { person, userId: await personOf(visitor) };
}

async function withApp() {
  const made = await account();
  return { ...made, ...(await addApp(test, made.userId)) };
}

/** At the page that asks for the second factor. */
async function waiting(login: string, next = '/') {
  const visitor = new PageVisitor(test.app);
  const page = await visitor.open(`/sign-in?next=${encodeURIComponent(next)}`);
  const sent = await visitor.submit(page, { fields: { login, password: goodPassword } });
  return { visitor, sent, page: await visitor.follow(sent) };
}

describe('a sign-in with a second factor', () => {
  it('asks for it after the password, and then goes on to where it was meant to', async () => {
    const { person, code } = await withApp();
    const { visitor, sent, page } = await waiting(person.username, '/sign-out');
    expect([sent.status, locationOf(sent)]).toEqual([303, '/sign-in/factor?next=%2Fsign-out']);
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
    const cookie = sent.response.cookies.find(({ name }) => name === 'ostiary_pending');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 600 });
    expect(headingOf(page)).toBe('Second factor');
    const field = page.document.querySelector('#code');
    expect(field?.getAttribute('autocomplete')).toBe('one-time-code');
    const done = await visitor.submit(page, { fields: { code: code() } });
    expect([done.status, locationOf(done)]).toEqual([303, '/sign-out']);
    expect(visitor.cookies.has('ostiary_session')).toBe(true);
    expect(visitor.cookies.has('ostiary_pending')).toBe(false);
    expect(visitor.cookies.has('ostiary_trusted')).toBe(false);
  });

  it('takes a recovery code once, however it is written', async () => {
    const { person, recoveryCodes } = await withApp();
    const typed = ` ${(recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ')} `;
    const first = await waiting(person.username);
    expect(locationOf(await first.visitor.submit(first.page, { fields: { code: typed } }))).toBe('/');
    const second = await waiting(person.username);
    const refused = await second.visitor.submit(second.page, { fields: { code: typed } });
    expect(refused.status).toBe(400);
  });

  it.each([
    ['000000', 'is not right'],
    ['', 'Enter a code'],
    ['1\0', 'Null characters'],
  ])('says beside the field that %j will not do, and keeps waiting', async (code, words) => {
    const { person, code: right } = await withApp();
    const { visitor, page } = await waiting(person.username, '/sign-out');
    const refused = await visitor.submit(page, { fields: { code } });
    expect(refused.status).toBe(400);
    expect(refused.document.getElementById('code-error')?.textContent).toContain(words);
    expect(refused.document.title).toMatch(/^Error: /);
    expect(locationOf(await visitor.submit(refused, { fields: { code: right() } }))).toBe('/sign-out');
  });

  it('starts again when it has waited too long, and says so', async () => {
    const { person, code } = await withApp();
    const { visitor, page } = await waiting(person.username, '/sign-out');
    test.clock.advance(10 * minuteMs);
    const late = await visitor.submit(page, { fields: { code: code() } });
    expect([late.status, locationOf(late)]).toEqual([303, '/sign-in?done=sign-in-gone&next=%2Fsign-out']);
    expect((await visitor.follow(late)).document.querySelector('.notice')?.textContent).toContain('too long');
    const opened = await visitor.open('/sign-in/factor?next=%2Fsign-out');
    expect(locationOf(opened)).toBe('/sign-in?done=sign-in-gone&next=%2Fsign-out');
  });

  it('is nothing for who has none that waits', async () => {
    const visitor = new PageVisitor(test.app);
    expect(locationOf(await visitor.open('/sign-in/factor?next=%2Fsign-out'))).toBe(
      '/sign-in?next=%2Fsign-out',
    );
  });

  it('takes no form of another site, nor one without its token', async () => {
    const { person, code } = await withApp();
    const { visitor, page } = await waiting(person.username);
    const foreign = await visitor.submit(page, {
      fields: { code: code() },
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    const forged = await visitor.submit(page, { fields: { code: code(), form_token: 'x' } });
    expect(forged.status).toBe(403);
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
    expect(locationOf(await visitor.submit(forged, { fields: { code: code() } }))).toBe('/');
  });

  it('ends the session of somebody else in the same browser', async () => {
    const { visitor } = await signedUp(test, somebody());
    const before = visitor.cookies.get('ostiary_session') ?? '';
    const { person, code } = await withApp();
    const signIn = await new PageVisitor(test.app).open('/sign-in');
    expect(headingOf(signIn)).toBe('Sign in');
    const form = await visitor.open('/sign-out');
    const token = form.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
    const entered = new URLSearchParams({
      ...{ form_token: token, login: person.username, password: goodPassword },
    });
    const page = await visitor.follow(await visitor.post('/sign-in', entered));
    expect(await test.services.sessions.findBySecret(before)).toBeDefined();
    await visitor.submit(page, { fields: { code: code() } });
    expect(await test.services.sessions.findBySecret(before)).toBeUndefined();
  });
});

describe('a trusted browser', () => {
  it('is not asked again until its trust has expired', async () => {
    const { person, recoveryCodes } = await withApp();
    const { visitor, page } = await waiting(person.username);
    expect(page.document.querySelector('label[for=trust]')?.textContent).toBe(
      'Trust this browser for 30 days',
    );
    const [first = '', second = ''] = recoveryCodes;
    const done = await visitor.submit(page, { fields: { code: first, trust: 'yes' } });
    const cookie = done.response.cookies.find(({ name }) => name === 'ostiary_trusted');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 30 * 86_400 });
    await visitor.submit(await visitor.open('/sign-out'));
    expect(visitor.cookies.has('ostiary_trusted')).toBe(true);
    expect(locationOf(await signInAs(visitor, person.username))).toBe('/');
    await visitor.submit(await visitor.open('/sign-out'));
    test.clock.advance(30 * dayMs);
    const asked = await signInAs(visitor, person.username);
    expect(locationOf(asked)).toBe('/sign-in/factor');
    const again = await visitor.follow(asked);
    expect(locationOf(await visitor.submit(again, { fields: { code: second } }))).toBe('/');
  });

  it('is not offered where there is none', async () => {
    const strict = await testApp({ OSTIARY_TRUSTED_DEVICE_LIFETIME: '0' });
    try {
      const { visitor, person } = await signedUp(strict);
      const found = await strict.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
      const { recoveryCodes } = await addApp(strict, found?.user.id ?? '');
      const browser = new PageVisitor(strict.app);
      const page = await browser.follow(await signInAs(browser, person.username));
      expect(page.document.querySelector('input[type=checkbox]')).toBeNull();
      const fields = { code: recoveryCodes[0] ?? '', trust: 'yes' };
      expect(locationOf(await browser.submit(page, { fields }))).toBe('/');
      expect(browser.cookies.has('ostiary_trusted')).toBe(false);
    } finally {
      await strict.close();
    }
  });
});

describe('a passkey', () => {
  it('signs in by itself, from the page with the password', async () => {
    const { userId } = await account();
    const { key } = await addPasskey(test, userId);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open('/sign-in?next=%2Fsign-out');
    expect(page.document.querySelector('#login')?.getAttribute('autocomplete')).toBe('username webauthn');
    expect(String(page.response.headers['content-security-policy'])).toContain("script-src 'self';");
    const form = 'form[data-passkey=conditional]';
    const passkey = answerOf(page.document, key);
    const done = await visitor.submit(page, { form, fields: { passkey } });
    expect([done.status, locationOf(done)]).toEqual([303, '/sign-out']);
    expect(await personOf(visitor)).toBe(userId);
    const again = new PageVisitor(test.app);
    const replayed = await again.submit(await again.open('/sign-in'), { form, fields: { passkey } });
    expect(replayed.status).toBe(400);
    expect(replayed.document.querySelector('[role=alert]')?.textContent).toContain('not accepted');
  });

  it.each(['', 'null', '{}', '[]', '{"id":1}', 'not json', '{"id":"x","response":{}}'])(
    'that is %j is refused',
    async (passkey) => {
      const visitor = new PageVisitor(test.app);
      const page = await visitor.open('/sign-in');
      const refused = await visitor.submit(page, { form: 'form[data-passkey]', fields: { passkey } });
      expect(refused.status).toBe(400);
      expect(visitor.cookies.has('ostiary_session')).toBe(false);
    },
  );

  it('is the second factor after a password, and the browser can be trusted with it', async () => {
    const { person, userId } = await account();
    const { key } = await addPasskey(test, userId);
    const { visitor, page } = await waiting(person.username);
    const form = 'form[data-passkey=get]';
    const fields = { passkey: answerOf(page.document, key), trust_with_passkey: 'yes' };
    expect(locationOf(await visitor.submit(page, { form, fields }))).toBe('/');
    expect(visitor.cookies.has('ostiary_trusted')).toBe(true);
  });

  it('that does not know its user is one factor: a code is asked for, and not itself again', async () => {
    const { userId } = await account();
    const { key, recoveryCodes } = await addPasskey(test, userId, { isUserVerified: false });
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open('/sign-in');
    const form = 'form[data-passkey]';
    const sent = await visitor.submit(page, { form, fields: { passkey: answerOf(page.document, key) } });
    expect(locationOf(sent)).toBe('/sign-in/factor');
    const factor = await visitor.follow(sent);
    expect(factor.document.querySelector('[data-passkey], script')).toBeNull();
    expect(locationOf(await visitor.submit(factor, { fields: { code: recoveryCodes[0] ?? '' } }))).toBe('/');
  });

  it('is not offered where passkeys are off, and the page runs nothing then', async () => {
    const plain = await testApp({ OSTIARY_PASSKEYS: 'off' });
    try {
      const page = await new PageVisitor(plain.app).open('/sign-in');
      expect(page.document.querySelector('[data-passkey], script')).toBeNull();
      expect(page.document.querySelector('#login')?.getAttribute('autocomplete')).toBe('username');
      expect(String(page.response.headers['content-security-policy'])).not.toContain('script-src');
    } finally {
      await plain.close();
    }
  });
});

describe('with limits on', () => {
  it('guessing codes is answered ever later, for the account wherever it is signed in to', async () => {
    const calm = await testApp({ OSTIARY_RATE_LIMITS: 'on', OSTIARY_LIMIT_ACCOUNT_FAILURES: '3' });
    try {
      const { visitor, person } = await signedUp(calm);
      const found = await calm.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
      await addApp(calm, found?.user.id ?? '');
      const browser = new PageVisitor(calm.app);
      let page = await browser.follow(await signInAs(browser, person.username));
      for (let tries = 0; tries < 20 && page.status !== 429; tries++) {
        page = await browser.submit(page, { fields: { code: '000000' } });
      }
      expect(page.status).toBe(429);
      expect(Number(page.response.headers['retry-after'])).toBeGreaterThan(0);
      expect(page.document.querySelector('[role=alert]')?.textContent).toContain('Too many attempts');
      const other = new PageVisitor(calm.app);
      const there = await other.follow(await signInAs(other, person.username));
      expect((await other.submit(there, { fields: { code: '000000' } })).status).toBe(429);
    } finally {
      await calm.close();
    }
  });
});
