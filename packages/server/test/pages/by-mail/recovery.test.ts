import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { signedUp, signInAs, type Person } from '../people.ts';
import { askByForm, headingOf, locationOf, mailApp, mailedLink, mailsTo, noticeOf, scan } from './mailbox.ts';

let test: TestApp;
beforeAll(async () => {
  test = await mailApp();
});
afterAll(() => test.close());

const newPassword = { password: 'walnut-ferry-copper-19', password_again: 'walnut-ferry-copper-19' };
const minuteMs = 60_000;

async function forgotten(person: Person): Promise<string> {
  const { answer } = await askByForm(test, '/forgot-password', person.email);
  expect([answer.status, locationOf(answer)]).toEqual([303, '/forgot-password/sent']);
  return mailedLink(test, { to: person.email, template: 'reset-password', path: '/reset-password' });
}

/** Somebody whose address is confirmed: what others may have done with it is over. */
async function confirmed(): Promise<Awaited<ReturnType<typeof signedUp>>> {
  const { person, visitor, ...rest } = await signedUp(test);
  const to = { to: person.email, template: 'verify-email', path: '/verify-email' };
  await visitor.submit(await visitor.open(await mailedLink(test, to)));
  return { person, visitor, ...rest };
}

const canSignIn = async ({ email }: Person, password: string): Promise<boolean> =>
  (await signInAs(new PageVisitor(test.app), email, password)).status === 303;

describe('a forgotten password', () => {
  it('is set anew by the mailed link, in whatever browser, and the link works once', async () => {
    const { person, visitor: elsewhere } = await signedUp(test);
    const link = await forgotten(person);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(link);
    expect(headingOf(page)).toBe('Choose a new password');
    expect(page.document.querySelector('main')?.textContent).toContain(person.email);
    const done = await visitor.submit(page, { fields: newPassword });
    expect([done.status, locationOf(done)]).toEqual([303, '/sign-in?done=password-set']);
    expect(noticeOf(await visitor.follow(done))).toContain('Your new password is set');
    expect([await canSignIn(person, person.password), await canSignIn(person, newPassword.password)]).toEqual(
      [false, true],
    );
    expect(headingOf(await elsewhere.open('/'))).toBe('Welcome');

    const again = await visitor.submit(page, { fields: newPassword });
    expect([again.status, headingOf(again)]).toEqual([400, 'This link does not work']);
    expect(again.document.querySelector('a[href="/forgot-password"]')).not.toBeNull();
    expect(headingOf(await visitor.open(link))).toBe('This link does not work');
    expect((await mailsTo(test, person.email)).map(({ template }) => template)).toContain('password-changed');
  });

  it('signs nobody in by itself', async () => {
    const { person } = await signedUp(test);
    const visitor = new PageVisitor(test.app);
    const link = await forgotten(person);
    await visitor.submit(await visitor.open(link), { fields: newPassword });
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
  });

  it('leaves other sessions alone when that is wished', async () => {
    const { person, visitor: elsewhere } = await confirmed();
    const link = await forgotten(person);
    const visitor = new PageVisitor(test.app);
    await visitor.submit(await visitor.open(link), { fields: { ...newPassword, ends_sessions: '' } });
    expect(headingOf(await elsewhere.open('/'))).toBe('Your account');
  });

  it('says so at home to whoever stays signed in', async () => {
    const { person, visitor } = await confirmed();
    const page = await visitor.open(await forgotten(person));
    const done = await visitor.submit(page, { fields: { ...newPassword, ends_sessions: '' } });
    expect(locationOf(done)).toBe('/?done=password-set');
    const link = await forgotten(person);
    const ended = await visitor.submit(await visitor.open(link), { fields: newPassword });
    expect(locationOf(ended)).toBe('/sign-in?done=password-set');
  });

  it('can be mended in the form: the link is not used up by what is refused', async () => {
    const { person } = await signedUp(test);
    const visitor = new PageVisitor(test.app);
    let page = await visitor.open(await forgotten(person));
    const refusals = [
      [{ password: 'password1', password_again: 'password1' }, 'password-error'],
      [{ ...newPassword, password_again: 'other' }, 'password_again-error'],
      [{ password: '', password_again: '' }, 'password-error'],
      [{ password: 'a\0b', password_again: 'a\0b' }, 'password-error'],
    ] as const;
    for (const [fields, id] of refusals) {
      page = await visitor.submit(page, { fields: { ...fields, ends_sessions: '' } });
      expect([page.status, page.document.getElementById(id) === null], id).toEqual([400, false]);
      expect(page.document.querySelector<HTMLInputElement>('#ends_sessions')?.checked).toBe(false);
    }
    expect((await visitor.submit(page, { fields: newPassword })).status).toBe(303);
  });

  it('goes on after a form token that was lost', async () => {
    const { person } = await signedUp(test);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(await forgotten(person));
    visitor.cookies.clear();
    const refused = await visitor.submit(page, { fields: newPassword });
    expect(refused.status).toBe(403);
    expect((await visitor.submit(refused, { fields: newPassword })).status).toBe(303);
  });

  it('is not used up by whatever looks at the mail', async () => {
    const { person } = await signedUp(test);
    const link = await forgotten(person);
    await scan(test, link);
    const visitor = new PageVisitor(test.app);
    expect((await visitor.submit(await visitor.open(link), { fields: newPassword })).status).toBe(303);
  });

  it('is set once when the button is pressed twice', async () => {
    const { person } = await signedUp(test);
    const link = await forgotten(person);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(link);
    const answers = await Promise.all([1, 2].map(() => visitor.submit(page, { fields: newPassword })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400]);
    expect(await canSignIn(person, newPassword.password)).toBe(true);
  });

  it('has half an hour', async () => {
    const { person } = await signedUp(test);
    const link = await forgotten(person);
    const visitor = new PageVisitor(test.app);
    test.clock.advance(30 * minuteMs - 1);
    const page = await visitor.open(link);
    expect(page.status).toBe(200);
    test.clock.advance(1);
    expect((await visitor.open(link)).status).toBe(400);
    expect((await visitor.submit(page, { fields: newPassword })).status).toBe(400);
  });

  it('is asked for by the newest link only', async () => {
    const { person } = await signedUp(test);
    const first = await forgotten(person);
    const second = await forgotten(person);
    expect(second).not.toBe(first);
    const visitor = new PageVisitor(test.app);
    expect([(await visitor.open(first)).status, (await visitor.open(second)).status]).toEqual([400, 200]);
  });
});

describe('asking for a link', () => {
  it('is answered the same for whoever has no account, who gets nothing', async () => {
    const { visitor, answer } = await askByForm(test, '/forgot-password', 'nobody@example.com');
    expect(locationOf(answer)).toBe('/forgot-password/sent');
    expect((await visitor.follow(answer)).document.body.textContent).toContain('If there is an account');
    expect(await mailsTo(test, 'nobody@example.com')).toEqual([]);
  });

  it.each(['', 'nobody', 'a b@example.com', 'a@b@c', `${'x'.repeat(250)}@example.com`, 'a\0@example.com'])(
    'is refused for %j, which is no address',
    async (email) => {
      const { answer } = await askByForm(test, '/forgot-password', email);
      expect(answer.status).toBe(400);
      expect(answer.document.getElementById('email-error')).not.toBeNull();
    },
  );

  it('is refused without the token of the form, and keeps what was typed', async () => {
    const visitor = new PageVisitor(test.app);
    const refused = await visitor.post('/forgot-password', new URLSearchParams({ email: 'a@example.com' }));
    expect(refused.status).toBe(403);
    expect(refused.document.querySelector('#email')?.getAttribute('value')).toBe('a@example.com');
  });
});
