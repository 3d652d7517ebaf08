import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { signedUp, type Person } from '../people.ts';
import { askByForm, headingOf, locationOf, mailApp, mailedLink, mailOf, mailsTo, scan } from './mailbox.ts';

let test: TestApp;
beforeAll(async () => {
  test = await mailApp({ OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' });
});
afterAll(() => test.close());

const minuteMs = 60_000;

async function ask(path: string, person: Person, visitor = new PageVisitor(test.app)): Promise<PageVisitor> {
  expect((await askByForm(test, path, { email: person.email, visitor })).answer.status).toBe(303);
  return visitor;
}

const linkOf = ({ email }: Person): Promise<string> =>
  mailedLink(test, { to: email, template: 'sign-in-link', path: '/sign-in/link/open' });

async function codeOf({ email }: Person): Promise<string> {
  const { text } = await mailOf(test, email, 'sign-in-code');
  return /\b\d{6}\b/.exec(text)?.[0] ?? '';
}

const isSignedIn = async (visitor: PageVisitor): Promise<boolean> =>
  headingOf(await visitor.open('/')) === 'Your account';

async function amrOf(visitor: PageVisitor): Promise<readonly string[] | undefined> {
  const live = await test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
  return live?.session.amr;
}

describe('signing in by a mailed link', () => {
  it('signs in by its button, says whose account it is, and leads on', async () => {
    const { person } = await signedUp(test);
    const visitor = await ask('/sign-in/link?next=/docs', person);
    const page = await visitor.open(await linkOf(person));
    expect(page.document.querySelector('main')?.textContent).toContain(person.email);
    expect(await isSignedIn(visitor)).toBe(false);
    const done = await visitor.submit(page);
    expect([done.status, locationOf(done)]).toEqual([303, '/docs']);
    expect([await isSignedIn(visitor), await amrOf(visitor)]).toEqual([true, ['email']]);
  });

  it('works in another browser than the one that asked, and for the person whose mail it is', async () => {
    const { person } = await signedUp(test);
    const asked = await ask('/sign-in/link', person);
    const { visitor: elsewhere } = await signedUp(test);
    const done = await elsewhere.submit(await elsewhere.open(await linkOf(person)));
    expect(locationOf(done)).toBe('/');
    expect((await elsewhere.open('/')).document.body.textContent).toContain(person.email);
    expect(await isSignedIn(asked)).toBe(false);
  });

  it('is not used up by whatever looks at the mail; works once; has ten minutes', async () => {
    const { person } = await signedUp(test);
    const visitor = await ask('/sign-in/link', person);
    const link = await linkOf(person);
    await scan(test, link);
    const page = await visitor.open(link);
    const answers = await Promise.all([1, 2].map(() => visitor.submit(page)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400]);
    const late = new PageVisitor(test.app);
    await ask('/sign-in/link', person, late);
    const second = await linkOf(person);
    test.clock.advance(10 * minuteMs);
    const gone = await late.open(second);
    expect([gone.status, headingOf(gone)]).toEqual([400, 'This link does not work']);
    expect(gone.document.querySelector('a[href="/sign-in/link"]')).not.toBeNull();
  });

  it('leads to no other site', async () => {
    const { person } = await signedUp(test);
    const visitor = await ask('/sign-in/link?next=https%3A%2F%2Fevil.example', person);
    const done = await visitor.submit(await visitor.open(await linkOf(person)));
    expect(locationOf(done)).toBe('/');
  });

  it('sends whoever is signed in already where they wanted to go', async () => {
    const { visitor } = await signedUp(test);
    for (const path of ['/sign-in/link', '/sign-in/code']) {
      expect(locationOf(await visitor.open(`${path}?next=/docs`)), path).toBe('/docs');
    }
  });

  it('mails nobody who has no account', async () => {
    await askByForm(test, '/sign-in/link', 'nobody@example.com');
    await askByForm(test, '/sign-in/code', 'nobody@example.com');
    expect(await mailsTo(test, 'nobody@example.com')).toEqual([]);
  });
});

describe('signing in by a mailed code', () => {
  it('signs in whoever enters it where it was asked for, and leads on', async () => {
    const { person } = await signedUp(test);
    const { visitor, answer } = await askByForm(test, '/sign-in/code?next=/docs', person.email);
    expect(locationOf(answer)).toBe('/sign-in/code/enter?next=%2Fdocs');
    const page = await visitor.follow(answer);
    const code = await codeOf(person);
    // People write it with a space, as some mails show it.
    const done = await visitor.submit(page, { fields: { code: `${code.slice(0, 3)} ${code.slice(3)}` } });
    expect([done.status, locationOf(done)]).toEqual([303, '/docs']);
    expect([await isSignedIn(visitor), await amrOf(visitor)]).toEqual([true, ['email']]);
    expect(visitor.cookies.has('ostiary_code')).toBe(false);
  });

  it('is nothing in a browser that did not ask for it', async () => {
    const { person } = await signedUp(test);
    await ask('/sign-in/code', person);
    const code = await codeOf(person);
    const stranger = new PageVisitor(test.app);
    expect(locationOf(await stranger.open('/sign-in/code/enter'))).toBe('/sign-in/code');
    const { visitor: other } = await signedUp(test);
    await other.follow(await other.submit(await other.open('/sign-out')));
    for (const visitor of [
      stranger,
      await ask('/sign-in/code', { ...person, email: 'no@example.com' }, other),
    ]) {
      const token = (await visitor.open('/sign-in')).document.querySelector('input[name=form_token]');
      const entered = new URLSearchParams({ code, form_token: token?.getAttribute('value') ?? '' });
      const refused = await visitor.post('/sign-in/code/enter', entered);
      expect([refused.status, visitor.cookies.has('ostiary_session')]).toEqual([400, false]);
    }
  });

  it('keeps its half of the code out of reach of scripts and of other sites', async () => {
    const { person } = await signedUp(test);
    const { answer } = await askByForm(test, '/sign-in/code', person.email);
    const cookie = answer.response.cookies.find(({ name }) => name === 'ostiary_code');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 600 });
  });

  it('says beside the field that a code is wrong, and still takes the right one', async () => {
    const { person } = await signedUp(test);
    const visitor = await ask('/sign-in/code', person);
    const code = await codeOf(person);
    const wrong = code === '000000' ? '000001' : '000000';
    let page = await visitor.open('/sign-in/code/enter');
    for (const entered of ['', wrong, 'a\0b', 'x'.repeat(1000)]) {
      page = await visitor.submit(page, { fields: { code: entered } });
      expect([page.status, page.document.querySelector('[role=alert]') === null], entered).toEqual([
        400,
        false,
      ]);
      expect(page.document.querySelector('#code')?.getAttribute('value')).toBe('');
    }
    expect((await visitor.submit(page, { fields: { code } })).status).toBe(303);
    expect((await visitor.submit(page, { fields: { code } })).status).not.toBe(303);
  });

  it('has ten minutes', async () => {
    const { person } = await signedUp(test);
    const visitor = await ask('/sign-in/code', person);
    const code = await codeOf(person);
    const page = await visitor.open('/sign-in/code/enter');
    test.clock.advance(10 * minuteMs);
    expect((await visitor.submit(page, { fields: { code } })).status).toBe(400);
  });
});

describe('where it is not allowed', () => {
  it('there is nothing', async () => {
    const plain = await mailApp();
    try {
      const visitor = new PageVisitor(plain.app);
      const paths = ['/sign-in/link', '/sign-in/link/sent', '/sign-in/link/open?token=x', '/sign-in/code'];
      for (const path of [...paths, '/sign-in/code/enter']) {
        expect((await visitor.open(path)).status, path).toBe(404);
      }
      for (const path of ['/sign-in/link', '/sign-in/link/open', '/sign-in/code', '/sign-in/code/enter']) {
        expect((await visitor.post(path, new URLSearchParams())).status, path).toBe(404);
      }
    } finally {
      await plain.close();
    }
  });

  it('and where no mail is sent nothing is promised', async () => {
    const silent = await mailApp({ OSTIARY_MAIL: 'off' });
    try {
      const visitor = new PageVisitor(silent.app);
      const refused = await visitor.open('/forgot-password');
      expect([refused.status, refused.document.body.textContent.includes('sends no mail')]).toEqual([
        409,
        true,
      ]);
    } finally {
      await silent.close();
    }
  });
});
