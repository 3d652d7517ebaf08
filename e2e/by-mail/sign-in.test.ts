import { describe, expect, it } from 'vitest';
import { linkTo } from '../support/mail-server.ts';
import { mailTest } from '../support/mail-test.ts';
import { enter, heading, press } from '../support/people.ts';
import { openMailed, withoutScripts } from './mail-pages.ts';

const { test, mails } = mailTest({
  ...{ OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' },
  OSTIARY_EMAIL_VERIFICATION: 'off',
});

describe('a mailed link', () => {
  it('signs in, in a browser without JavaScript, and leads where somebody wanted to go', async () => {
    const person = await test.site.addPerson();
    const page = await test.newPage({}, withoutScripts);
    await page.goto('/sign-in?next=%2Fsign-out');
    await page.getByRole('link', { name: 'Sign in with a link by mail' }).click();
    await heading(page, 'Sign in by mail');
    await enter(page, { Email: person.email });
    await press(page, 'Send me a link');
    await heading(page, 'Check your mail');
    await openMailed(page, mails(), { to: person.email, path: '/sign-in/link/open' });
    expect(await page.getByRole('main').textContent()).toContain(person.email);
    await press(page, 'Sign in');
    await heading(page, 'Sign out');
    await page.goto('/');
    await heading(page, 'Your account');
  });

  it('signs in on another device than the one that asked for it, once', async () => {
    const person = await test.site.addPerson();
    const asking = await test.newPage({}, withoutScripts);
    await asking.goto('/sign-in/link');
    await enter(asking, { Email: person.email });
    await press(asking, 'Send me a link');
    const link = linkTo(await mails().next(person.email), '/sign-in/link/open');
    const phone = await test.newPage({ screen: 'phone' }, withoutScripts);
    await phone.goto(link);
    await press(phone, 'Sign in');
    await heading(phone, 'Your account');
    await asking.goto(link);
    await heading(asking, 'This link does not work');
    await asking.goto('/');
    await heading(asking, 'Welcome');
  });
});

describe('a mailed code', () => {
  it('signs in where it was asked for, after a slip, without JavaScript', async () => {
    const person = await test.site.addPerson();
    const page = await test.newPage({ screen: 'phone' }, withoutScripts);
    await page.goto('/sign-in?next=%2Fsign-out');
    await page.getByRole('link', { name: 'Sign in with a code by mail' }).click();
    await enter(page, { Email: person.email });
    await press(page, 'Send me a code');
    await heading(page, 'Enter the code');
    const { text = '' } = await mails().next(person.email);
    const code = /\b\d{6}\b/.exec(text)?.[0] ?? '';
    await enter(page, { Code: code === '000000' ? '111111' : '000000' });
    await press(page, 'Sign in');
    await page.getByRole('alert').waitFor();
    await enter(page, { Code: code });
    await press(page, 'Sign in');
    await heading(page, 'Sign out');
    await page.goto('/');
    await heading(page, 'Your account');
  });
});
