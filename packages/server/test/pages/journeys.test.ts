import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor, type Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { ada, formToken, signedUp, signInAs, somebody } from './people.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

async function withApp(env: Record<string, string>, work: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await testApp(env);
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';
const isLive = async (secret: string | undefined): Promise<boolean> =>
  (await test.services.sessions.findBySecret(secret ?? '')) !== undefined;

describe('signing up', () => {
  it('makes the account, signs in, and shows who one is', async () => {
    const { home, person } = await signedUp(test);
    expect(headingOf(home)).toBe('Your account');
    for (const text of ['Ada Lovelace', person.email, person.username, 'read-only']) {
      expect(home.document.body.textContent).toContain(text);
    }
  });

  it('asks for what is missing, all at once', async () => {
    const visitor = new PageVisitor(test.app);
    const refused = await visitor.submit(await visitor.open('/sign-up'));
    expect(refused.status).toBe(400);
    const invalid = [...refused.document.querySelectorAll('[aria-invalid=true]')].map(({ id }) => id);
    expect(invalid).toEqual(['email', 'username', 'password']);
  });

  it('refuses a password that everybody uses, in words', async () => {
    const visitor = new PageVisitor(test.app);
    const fields = { ...somebody(), password: 'password1', password_again: 'password1' };
    const refused = await visitor.submit(await visitor.open('/sign-up'), { fields });
    expect(refused.status).toBe(400);
    expect(refused.document.getElementById('password-error')?.textContent).toBeTruthy();
  });

  it('says beside the email that it is taken', async () => {
    const { person } = await signedUp(test);
    const visitor = new PageVisitor(test.app);
    const fields = { ...somebody(), email: person.email.toUpperCase() };
    const refused = await visitor.submit(await visitor.open('/sign-up'), { fields });
    expect(refused.status).toBe(409);
    expect(refused.document.getElementById('email-error')?.textContent).toContain('exists');
  });

  it('is refused with a page when it is closed, and nobody is invited', async () => {
    await withApp({ OSTIARY_SIGN_UP: 'off' }, async ({ app }) => {
      const visitor = new PageVisitor(app);
      const form = await visitor.open('/sign-in');
      for (const page of [await visitor.open('/'), form]) {
        expect(page.document.querySelector('a[href="/sign-up"]')).toBeNull();
      }
      expect((await visitor.open('/sign-up')).status).toBe(403);
      const posted = await visitor.post(
        '/sign-up',
        new URLSearchParams({ ...ada, form_token: formToken(form) }),
      );
      expect(posted.status).toBe(403);
      expect(posted.document.body.textContent).toContain('Sign-up is closed');
    });
  });

  it('sends somebody who is signed in home', async () => {
    const { visitor } = await signedUp(test);
    const { response } = await visitor.open('/sign-up');
    expect([response.statusCode, response.headers.location]).toEqual([303, '/']);
  });
});

describe('signing in', () => {
  it('takes the email or the username, and goes on to where one wanted to go', async () => {
    const { person } = await signedUp(test);
    for (const login of [person.username, person.email.toUpperCase()]) {
      const visitor = new PageVisitor(test.app);
      const page = await visitor.open('/sign-in?next=%2Fdocs%3Fx%3D1');
      const { response } = await visitor.submit(page, { fields: { login, password: person.password } });
      expect([response.statusCode, response.headers.location]).toEqual([303, '/docs?x=1']);
    }
  });

  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const { person } = await signedUp(test);
    const { response } = await signInAs(new PageVisitor(test.app), person.username);
    const cookie = response.cookies.find(({ name }) => name === 'ostiary_session');
    expect(cookie).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 14 * 24 * 60 * 60 });
    expect(cookie?.secure).toBeUndefined();
  });

  it('gives a Secure cookie with the __Host- prefix behind https', async () => {
    await withApp({ OSTIARY_URL: 'https://id.example.com' }, async ({ app }) => {
      const visitor = new PageVisitor(app, 'https://id.example.com');
      const { response } = await visitor.submit(await visitor.open('/sign-up'), { fields: ada });
      expect([...visitor.cookies.keys()].sort()).toEqual([
        '__Host-ostiary_device',
        '__Host-ostiary_form',
        '__Host-ostiary_session',
      ]);
      expect(response.cookies[0]).toMatchObject({ secure: true, path: '/', httpOnly: true });
      expect(response.cookies[0]).not.toHaveProperty('domain');
      expect((await visitor.browse('/')).document.body.textContent).toContain('Ada Lovelace');
    });
  });

  it('answers a wrong password and an unknown person alike, and keeps the login text', async () => {
    const { person } = await signedUp(test);
    const answers = [];
    for (const login of [person.username, 'nobody']) {
      const refused = await signInAs(new PageVisitor(test.app), login, 'wrong-password');
      expect(refused.status).toBe(400);
      expect(refused.document.getElementById('login')?.getAttribute('value')).toBe(login);
      answers.push(refused.document.querySelector('[role=alert]')?.outerHTML);
    }
    expect(answers[0]).toBe(answers[1]);
  });

  it('ends the session that the browser had before', async () => {
    const { person: other } = await signedUp(test);
    const { visitor, home } = await signedUp(test);
    const before = visitor.cookies.get('ostiary_session');
    // The sign-in page sends people who are signed in on, so the token comes from another page.
    const entered = { form_token: formToken(home), login: other.username, password: other.password };
    expect((await visitor.post('/sign-in', new URLSearchParams(entered))).status).toBe(303);
    expect((await visitor.open('/')).document.body.textContent).toContain(other.email);
    expect(await isLive(before)).toBe(false);
  });

  it('says how long to wait after too many attempts', async () => {
    await withApp({ OSTIARY_RATE_LIMITS: 'on' }, async (limited) => {
      const { person } = await signedUp(limited);
      const visitor = new PageVisitor(limited.app);
      let answer = await signInAs(visitor, person.username, 'wrong-password');
      for (let i = 0; i < 20 && answer.status !== 429; i++) {
        answer = await signInAs(visitor, person.username, 'wrong-password');
      }
      expect(answer.status).toBe(429);
      expect(Number(answer.response.headers['retry-after'])).toBeGreaterThan(0);
      const words = answer.document.querySelector('[role=alert]')?.textContent;
      expect(words).toMatch(/Too many attempts\. Wait .+ second/);
    });
  }, 60_000);
});

describe('signing out', () => {
  it('asks first when a link leads there', async () => {
    const { visitor } = await signedUp(test);
    const page = await visitor.open('/sign-out');
    expect(page.status).toBe(200);
    expect(headingOf(await visitor.open('/'))).toBe('Your account');
  });

  it('ends the session here and says so', async () => {
    const { visitor, home } = await signedUp(test);
    const secret = visitor.cookies.get('ostiary_session');
    const after = await visitor.follow(await visitor.submit(home, { form: 'form[action="/sign-out"]' }));
    expect(after.document.querySelector('[role=status]')?.textContent).toBe('You are signed out.');
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
    expect(await isLive(secret)).toBe(false);
  });

  it('ends every session when asked to', async () => {
    const { visitor, home, person } = await signedUp(test);
    const other = new PageVisitor(test.app);
    await signInAs(other, person.username);
    const everywhere = 'form[action="/sign-out"]:has(input[name=everywhere])';
    const after = await visitor.submit(home, { form: everywhere });
    expect(after.response.headers.location).toBe('/sign-in?done=signed-out-everywhere');
    expect(headingOf(await other.open('/'))).toBe('Welcome');
  });
});
