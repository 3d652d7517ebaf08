import { it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { mailTest } from '../support/mail-test.ts';
import { manage } from '../support/management.ts';
import { enter, heading, press } from '../support/people.ts';
import { askFor, openMailed } from './mail-pages.ts';

const { test, mails } = mailTest({
  ...{ OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' },
  OSTIARY_EMAIL_VERIFICATION: 'optional',
});

/** No place to break a line, and more than fits one. */
const long = `${'wilhelmina'.repeat(6)}@example.com`;

it('every page that asks for a mail passes axe and fits the window, in every size and colour', async () => {
  const page = await test.newPage();
  for (const path of ['/forgot-password', '/verify-email/again', '/sign-in/link', '/sign-in/code']) {
    await page.goto(path);
    await requireAccessibleInEveryLook(page, path);
    await enter(page, { Email: 'wilhelmina'.repeat(9) });
    await page.getByRole('main').getByRole('button').click();
    await page.getByRole('alert').waitFor();
    await requireAccessibleInEveryLook(page, `${path}, refused`);
  }
});

it('so do the pages that follow', async () => {
  const page = await test.newPage();
  await askFor(page, '/forgot-password', { email: long, button: 'Send me a link' });
  await requireAccessibleInEveryLook(page, 'check your mail');
  await page.goto('/sign-in/code');
  await enter(page, { Email: long });
  await press(page, 'Send me a code');
  await heading(page, 'Enter the code');
  await requireAccessibleInEveryLook(page, 'code');
  await enter(page, { Code: '000000' });
  await press(page, 'Sign in');
  await page.getByRole('alert').waitFor();
  await requireAccessibleInEveryLook(page, 'code, refused');
});

it('so do the pages of links, however long the address is', async () => {
  const page = await test.newPage();
  const person = await test.site.addPerson({ email: long });
  await openMailed(page, mails(), { to: person.email, path: '/verify-email' });
  await requireAccessibleInEveryLook(page, 'verify');
  await askFor(page, '/forgot-password', { email: person.email, button: 'Send me a link' });
  await openMailed(page, mails(), { to: person.email, path: '/reset-password' });
  await requireAccessibleInEveryLook(page, 'reset');
  await press(page, 'Set the password');
  await page.getByRole('alert').waitFor();
  await requireAccessibleInEveryLook(page, 'reset, refused');
  await askFor(page, '/sign-in/link', { email: person.email, button: 'Send me a link' });
  await openMailed(page, mails(), { to: person.email, path: '/sign-in/link/open' });
  await requireAccessibleInEveryLook(page, 'sign-in link');
  const invited = `a${long}`;
  await manage(test.site, 'POST /invitations', { email: invited });
  await openMailed(page, mails(), { to: invited, path: '/invitation' });
  await requireAccessibleInEveryLook(page, 'invitation');
  await page.goto('/invitation?token=none');
  await heading(page, 'This link does not work');
  await requireAccessibleInEveryLook(page, 'link that is gone');
});
