import { expect, it } from 'vitest';
import { linkTo } from '../support/mail-server.ts';
import { mailTest } from '../support/mail-test.ts';
import { fillSignIn, fillSignUp, heading, press } from '../support/people.ts';
import { somebody } from '../support/site.ts';
import { askFor, noticeOf, openMailed, withoutScripts } from './mail-pages.ts';

const { test, mails } = mailTest({ OSTIARY_EMAIL_VERIFICATION: 'required' });

it('somebody signs up, opens the link that they are mailed, and signs in', async () => {
  const person = somebody();
  const page = await test.newPage({}, withoutScripts);
  await page.goto('/sign-up');
  await fillSignUp(page, person);
  await heading(page, 'Check your mail');

  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('main').textContent()).toContain('Send the confirmation mail again');

  await openMailed(page, mails(), { to: person.email, path: '/verify-email' });
  expect(await page.getByRole('main').textContent()).toContain(person.email);
  await press(page, 'Confirm');
  expect(await noticeOf(page)).toBe('Your email address is confirmed.');
  await fillSignIn(page, person);
  await heading(page, 'Your account');
});

it('somebody who lost the mail asks for another one, and only the new link is good', async () => {
  const person = somebody();
  const page = await test.newPage({}, withoutScripts);
  await page.goto('/sign-up');
  await fillSignUp(page, person);
  const first = linkTo(await mails().next(person.email), '/verify-email');
  await page.getByRole('link', { name: 'Ask once more' }).click();
  await heading(page, 'Confirm your email address');
  await askFor(page, page.url(), { email: person.email, button: 'Send me a link' });
  const second = linkTo(await mails().next(person.email), '/verify-email');

  await page.goto(first);
  await heading(page, 'This link does not work');
  await page.goto(second);
  await press(page, 'Confirm');
  expect(await noticeOf(page)).toBe('Your email address is confirmed.');
});

it('somebody with an account sees the same page, and reads in the mail that they have one', async () => {
  const person = somebody();
  const page = await test.newPage({}, withoutScripts);
  for (const username of [person.username, somebody().username]) {
    await page.goto('/sign-up');
    await fillSignUp(page, { ...person, username });
    await heading(page, 'Check your mail');
    const text = await page.getByRole('main').textContent();
    expect(text).toContain('A mail is on its way to the address that you entered.');
  }
  await openMailed(page, mails(), { to: person.email, path: '/verify-email' });
  await openMailed(page, mails(), { to: person.email, path: '/sign-in' });
  await heading(page, 'Sign in');
});
