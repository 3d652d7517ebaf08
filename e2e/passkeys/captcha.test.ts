import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { enter, fillSignUp, heading, press } from '../support/people.ts';
import { somebody } from '../support/site.ts';
import { watchPage } from '../support/watch-page.ts';

const test = browserTest({ OSTIARY_CAPTCHA: 'proof-of-work', OSTIARY_CAPTCHA_BITS: '14' });

it('somebody signs up with a browser that does the work, and sees nothing of it', async () => {
  const page = await test.newPage();
  const watch = watchPage(page);
  await page.goto('/sign-up');
  await requireAccessibleInEveryLook(page, 'a form with a puzzle');
  await fillSignUp(page, somebody());
  await heading(page, 'Your account');
  expect(watch).toMatchObject({ complaints: [], failures: [], origins: new Set([test.site.url]) });
});

it('a form that was refused has a new puzzle', async () => {
  const page = await test.newPage();
  await page.goto('/sign-up');
  const person = somebody();
  await fillSignUp(page, { ...person, password: 'password1234' });
  await page.getByRole('alert').getByText('too common').waitFor();
  await enter(page, { Password: person.password, 'Password again': person.password });
  await page.keyboard.press('Enter');
  await heading(page, 'Your account');
});

/** Sends a form that nobody has used: the script has not begun. */
async function sendAtOnce(page: Page): Promise<void> {
  await page.getByLabel('Email').evaluate((field: HTMLInputElement) => (field.value = 'ann@example.com'));
  await page.getByRole('button').evaluate((button: HTMLButtonElement) => button.click());
}

it('a form that is sent before it is done waits, and goes on by itself', async () => {
  const page = await test.newPage();
  await page.goto('/forgot-password');
  await sendAtOnce(page);
  await page.waitForURL((url) => url.pathname !== '/forgot-password');
});

it('a form that waits says so', async () => {
  const page = await test.newPage();
  await page.goto('/forgot-password');
  const puzzle = page.locator('[data-bits]');
  await puzzle.evaluate((element: HTMLElement) => element.setAttribute('data-bits', '31'));
  await sendAtOnce(page);
  await page.getByRole('status').getByText('Your browser is solving the puzzle.').waitFor();
  await requireAccessibleInEveryLook(page, 'a form that waits');
});

it('without scripts the form says why it is not accepted', async () => {
  const page = await test.newPage({}, { javaScriptEnabled: false });
  await page.goto('/forgot-password');
  await page.getByText('This form needs JavaScript').waitFor();
  await enter(page, { Email: 'ann@example.com' });
  await press(page, 'Send me a link');
  await page.getByRole('alert').getByText('not a robot').waitFor();
});
