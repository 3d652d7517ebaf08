import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../support/api-client.ts';
import { addApp, answerOf } from '../support/second-factor.ts';
import { PageVisitor, type Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { goodPassword, signInAs } from './people.ts';

const dayMs = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await testApp({ OSTIARY_FACTOR_ROLES: 'owner' });
});
afterAll(() => test.close());

const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';
const locationOf = ({ response }: Visited): unknown => response.headers.location;

let count = 0;

/** Somebody whose role asks for a second factor, since so many days. */
async function owner(sinceDays: number) {
  const username = `owner${String((count += 1))}`;
  const made = { username, email: `${username}@example.com`, password: goodPassword, roles: ['owner'] };
  const user = await test.services.account.createUser(operator, made);
  if (sinceDays > 0) {
    await signInAs(new PageVisitor(test.app), username);
    test.clock.advance(sinceDays * dayMs);
  }
  return { username, user };
}

describe('while there is time', () => {
  it('says until when, with a way to set one up and one to go on', async () => {
    const { username } = await owner(0);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open('/sign-in?next=%2Fsign-out');
    const sent = await visitor.submit(page, { fields: { login: username, password: goodPassword } });
    expect(locationOf(sent)).toBe('/sign-in/factor-due?next=%2Fsign-out');
    const hint = await visitor.follow(sent);
    expect(headingOf(hint)).toBe('You need a second factor soon');
    const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    expect(hint.document.body.textContent).toContain(date.format(test.clock.nowMs() + 7 * dayMs));
    const links = [...hint.document.querySelectorAll('main a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/account/factors', '/sign-out']);
  });

  it('is nothing for who has a factor, or needs none, or is not signed in', async () => {
    expect(locationOf(await new PageVisitor(test.app).open('/sign-in/factor-due'))).toBe('/sign-in');
    const { username, user } = await owner(0);
    const visitor = new PageVisitor(test.app);
    await signInAs(visitor, username);
    await addApp(test, user.id);
    expect(locationOf(await visitor.open('/sign-in/factor-due?next=%2Fsign-out'))).toBe('/sign-out');
  });
});

describe('when the time is over', () => {
  async function enrolling(next = '/sign-out') {
    const { username, user } = await owner(7);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(`/sign-in?next=${encodeURIComponent(next)}`);
    const sent = await visitor.submit(page, { fields: { login: username, password: goodPassword } });
    expect(locationOf(sent)).toBe(`/sign-in/set-up-factor?next=${encodeURIComponent(next)}`);
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
    return { username, user, visitor, page: await visitor.follow(sent) };
  }

  it('an app is connected first, its recovery codes are shown once, and then it goes on', async () => {
    const { visitor, page, username } = await enrolling();
    expect(headingOf(page)).toBe('Set up a second factor');
    const begun = await visitor.follow(await visitor.submit(page, { form: 'form[action$="/app"]' }));
    expect(begun.document.querySelector('svg.qr')?.getAttribute('aria-label')).toBeTruthy();
    const secret = begun.document.querySelector('code')?.textContent?.replaceAll(' ', '') ?? '';
    const totp = new TOTP({ secret });
    const wrong = await visitor.submit(begun, { fields: { code: '000000' } });
    expect([wrong.status, headingOf(wrong)]).toEqual([400, headingOf(begun)]);
    expect(wrong.document.getElementById('code-error')?.textContent).toContain('not right');
    const code = totp.generate({ timestamp: test.clock.nowMs() });
    const shown = await visitor.submit(wrong, { fields: { code } });
    expect([shown.status, headingOf(shown)]).toEqual([200, 'Your recovery codes']);
    const codes = [...shown.document.querySelectorAll('ul.codes code')].map((one) => one.textContent ?? '');
    expect(codes).toHaveLength(10);
    expect(shown.document.querySelector('main a.button')?.getAttribute('href')).toBe('/sign-out');
    expect(shown.response.headers['cache-control']).toBe('no-store');
    const secretOfSession = visitor.cookies.get('ostiary_session') ?? '';
    const found = await test.services.sessions.findBySecret(secretOfSession);
    expect(found?.session).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], acr: 'aal2' });
    expect(visitor.cookies.has('ostiary_pending')).toBe(false);

    const next = new PageVisitor(test.app);
    const asked = await next.follow(await signInAs(next, username));
    expect(headingOf(asked)).toBe('Second factor');
    expect(locationOf(await next.submit(asked, { fields: { code: codes[0] ?? '' } }))).toBe('/');
  });

  it('a passkey does as well', async () => {
    const { visitor, page, user } = await enrolling('/');
    const { softwareAuthenticator } = await import('@ostiary/testkit');
    const key = softwareAuthenticator({ origin: test.config.server.url });
    const form = 'form[data-passkey=create]';
    const fields = { passkey: answerOf(page.document, key) };
    const shown = await visitor.submit(page, { form, fields });
    expect(headingOf(shown)).toBe('Your recovery codes');
    const found = await test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
    expect([found?.user.id, found?.session.acr]).toEqual([user.id, 'aal2']);
  });

  it('nothing else is open in the meantime', async () => {
    const { visitor } = await enrolling();
    for (const path of ['/account/factors', '/account/', '/confirm']) {
      expect(String(locationOf(await visitor.open(path)))).toMatch(/^\/sign-in\?next=/);
    }
  });

  it('whoever has a factor shows it: setting up another one would be a way around it', async () => {
    const { username, user } = await owner(0);
    const { recoveryCodes } = await addApp(test, user.id);
    const visitor = new PageVisitor(test.app);
    const factor = await visitor.follow(await signInAs(visitor, username));
    expect(headingOf(factor)).toBe('Second factor');
    expect(locationOf(await visitor.open('/sign-in/set-up-factor'))).toBe('/sign-in/factor');
    const token = factor.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
    for (const end of ['app', 'confirm', 'passkey']) {
      const entered = new URLSearchParams({ form_token: token, code: '000000', passkey: '{}' });
      const sent = await visitor.post(`/sign-in/set-up-factor/${end}`, entered);
      expect(locationOf(sent), end).toBe('/sign-in/factor');
    }
    expect(await test.services.mfa.totp.list(test.services.database.db, user.id)).toHaveLength(1);
    expect(locationOf(await visitor.submit(factor, { fields: { code: recoveryCodes[0] ?? '' } }))).toBe('/');
  });

  it('is nothing without a sign-in that waits, and takes no form of another site', async () => {
    const stranger = new PageVisitor(test.app);
    expect(locationOf(await stranger.open('/sign-in/set-up-factor'))).toBe('/sign-in');
    const { visitor, page } = await enrolling();
    const headers = { origin: 'https://evil.example' };
    const foreign = await visitor.submit(page, { form: 'form[action$="/app"]', headers });
    expect(foreign.status).toBe(403);
  });
});
