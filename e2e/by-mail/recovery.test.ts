import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { linkTo } from '../support/mail-server.ts';
import { mailTest } from '../support/mail-test.ts';
import { enter, fillSignIn, heading, press, signIn } from '../support/people.ts';
import { askFor, chooseNewPassword, noticeOf, openMailed, withoutScripts } from './mail-pages.ts';

const { test, mails } = mailTest({ OSTIARY_EMAIL_VERIFICATION: 'off' });

const newPassword = 'walnut-ferry-copper-19';
const byMail = { button: 'Send me a link' };

it('somebody forgets their password, gets a link, chooses a new one, and signs in with it', async () => {
  const person = await test.site.addPerson();
  const elsewhere = await test.newPage({}, withoutScripts);
  await signIn(elsewhere, person);

  const page = await test.newPage({}, withoutScripts);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await heading(page, 'Forgot your password?');
  await askFor(page, page.url(), { email: person.email, ...byMail });
  await openMailed(page, mails(), { to: person.email, path: '/reset-password' });
  await heading(page, 'Choose a new password');
  expect(await page.getByLabel('Sign out everywhere else').isChecked()).toBe(true);
  await chooseNewPassword(page, 'password1');
  await press(page, 'Set the password');
  await page.getByRole('alert').waitFor();
  await chooseNewPassword(page, newPassword);
  await press(page, 'Set the password');
  expect(await noticeOf(page)).toBe('Your new password is set. Sign in with it.');
  await fillSignIn(page, { ...person, password: newPassword });
  await heading(page, 'Your account');

  await elsewhere.reload();
  await heading(elsewhere, 'Welcome');
  const { subject } = await mails().next(person.email);
  expect(subject).toMatch(/password/i);
});

it('a link that was used says so, and leads to a new one', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage({}, withoutScripts);
  await askFor(page, '/forgot-password', { email: person.email, ...byMail });
  const link = linkTo(await mails().next(person.email), '/reset-password');
  await page.goto(link);
  await page.getByLabel('Sign out everywhere else').uncheck();
  await chooseNewPassword(page, newPassword);
  await press(page, 'Set the password');
  await heading(page, 'Sign in');
  await page.goto(link);
  await heading(page, 'This link does not work');
  await page.getByRole('link', { name: 'Ask for a new link' }).click();
  await heading(page, 'Forgot your password?');
});

it('nobody without an account sees anything else, or is mailed anything', async () => {
  const page = await test.newPage({}, withoutScripts);
  const person = await test.site.addPerson();
  const texts: (string | null)[] = [];
  for (const email of [person.email, 'nobody@example.com']) {
    await askFor(page, '/forgot-password', { email, ...byMail });
    texts.push(await page.locator('body').textContent());
  }
  expect(texts[1]).toBe(texts[0]);
  await mails().next(person.email);
  expect(mails().waiting('nobody@example.com')).toBe(0);
});

describe('the address of a page that lets somebody in', () => {
  it('is told to nobody: no request from there names it', async () => {
    const person = await test.site.addPerson();
    const page = await test.newPage();
    await askFor(page, '/forgot-password', { email: person.email, ...byMail });
    const link = linkTo(await mails().next(person.email), '/reset-password');
    const referers: (string | undefined)[] = [];
    page.on('request', (request) => {
      void request.allHeaders().then(({ referer }) => referers.push(referer));
    });
    await page.goto(link);
    await enter(page, { Password: newPassword, 'Password again': newPassword });
    await press(page, 'Set the password');
    await heading(page, 'Sign in');
    await page.goto(link);
    await page.getByRole('link', { name: 'Ostiary' }).click();
    await heading(page, 'Welcome');
    const seen = referers.filter((referer) => referer !== undefined);
    expect(seen.length).toBeGreaterThan(1);
    for (const referer of seen) expect(referer).not.toContain('token');
  });
});

describe('without a mouse', () => {
  async function tabTo(page: Page, wanted: string): Promise<void> {
    for (let stops = 0; stops < 20; stops++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.getAttribute('name') ?? activeElement?.textContent?.trim() ?? '';
      });
      if (name === wanted) return;
    }
    throw new Error(`Tab does not reach ${wanted}`);
  }

  it('somebody gets back in by the keyboard alone', async () => {
    const person = await test.site.addPerson();
    const page = await test.newPage({}, withoutScripts);
    await page.goto('/sign-in');
    await tabTo(page, 'Forgot your password?');
    await page.keyboard.press('Enter');
    await heading(page, 'Forgot your password?');
    await tabTo(page, 'email');
    await page.keyboard.type(person.email);
    await page.keyboard.press('Enter');
    await heading(page, 'Check your mail');
    await openMailed(page, mails(), { to: person.email, path: '/reset-password' });
    await tabTo(page, 'password');
    await page.keyboard.type(newPassword);
    await tabTo(page, 'password_again');
    await page.keyboard.type(newPassword);
    await tabTo(page, 'ends_sessions');
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Sign out everywhere else').isChecked()).toBe(false);
    await tabTo(page, 'Set the password');
    await page.keyboard.press('Enter');
    await heading(page, 'Sign in');
    await tabTo(page, 'login');
    await page.keyboard.type(person.email);
    await tabTo(page, 'password');
    await page.keyboard.type(newPassword);
    await page.keyboard.press('Enter');
    await heading(page, 'Your account');
  });
});
