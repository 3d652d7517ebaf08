import { describe, expect, it } from 'vitest';
import { mailTest } from '../support/mail-test.ts';
import { manage } from '../support/management.ts';
import { enter, fillSignIn, heading, press, signIn } from '../support/people.ts';
import { somebody } from '../support/site.ts';
import { chooseNewPassword, noticeOf, openMailed, withoutScripts } from './mail-pages.ts';

const { test, mails } = mailTest({ OSTIARY_EMAIL_VERIFICATION: 'off' });

describe('an invitation', () => {
  it('is taken up with a name and a password, and signs in', async () => {
    const { email, password } = somebody();
    await manage(test.site, 'POST /invitations', { email, roles: ['admin'] });
    const page = await test.newPage({}, withoutScripts);
    await openMailed(page, mails(), { to: email, path: '/invitation' });
    await heading(page, 'Take up your account');
    expect(await page.getByRole('main').textContent()).toContain(email);
    await enter(page, { 'First name (optional)': 'Grace', 'Last name (optional)': 'Hopper' });
    await chooseNewPassword(page, password);
    await press(page, 'Take up the account');
    await heading(page, 'Your account');
    const text = await page.getByRole('main').textContent();
    for (const fact of ['Grace Hopper', email, 'admin']) expect(text).toContain(fact);

    const later = await test.newPage({}, withoutScripts);
    await later.goto('/sign-in');
    await fillSignIn(later, { email, password });
    await heading(later, 'Your account');
  });
});

describe('another address', () => {
  it('is asked for in the account, confirmed by mail, and the old one is told', async () => {
    const person = await test.site.addPerson();
    const email = somebody().email;
    const page = await test.newPage({}, withoutScripts);
    await signIn(page, person);
    await page.goto('/account/email/change');
    await enter(page, { 'New email address': email });
    await press(page, 'Send the link to the new address');
    expect(await noticeOf(page)).toContain('A link is on its way to the new address.');
    await openMailed(page, mails(), { to: email, path: '/change-email' });
    await heading(page, 'Change your email address');
    for (const address of [person.email, email]) {
      expect(await page.getByRole('main').textContent()).toContain(address);
    }
    await press(page, 'Use the new address');
    expect(await noticeOf(page)).toBe('Your email address is changed.');
    expect((await mails().next(person.email)).text).toContain(email);

    const later = await test.newPage({}, withoutScripts);
    await later.goto('/sign-in');
    await fillSignIn(later, { ...person, email });
    await heading(later, 'Your account');
  });
});

describe('an account that is to be deleted', () => {
  it('stays when its owner presses the button of the mail', async () => {
    const person = await test.site.addPerson();
    const page = await test.newPage({}, withoutScripts);
    await signIn(page, person);
    await page.goto('/account/delete');
    await enter(page, { [`Type ${person.email} to confirm`]: person.email });
    await press(page, 'Delete my account');
    const elsewhere = await test.newPage({}, withoutScripts);
    await openMailed(elsewhere, mails(), { to: person.email, path: '/keep-account' });
    await heading(elsewhere, 'Keep your account');
    await press(elsewhere, 'Keep the account');
    expect(await noticeOf(elsewhere)).toBe('Your account stays.');
  });
});
