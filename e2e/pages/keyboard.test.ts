import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { focused, tabTo } from '../support/keyboard.ts';
import { heading } from '../support/people.ts';

const test = browserTest();

it('somebody without a mouse signs in and out, and always sees where they are', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage();
  await page.goto('/');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await heading(page, 'Sign in');
  await tabTo(page, 'login');
  await page.keyboard.type(person.username);
  await tabTo(page, 'password');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await heading(page, 'Your account');
  await tabTo(page, 'Sign out');
  await page.keyboard.press('Space');
  await heading(page, 'Sign in');
});

it('the first stop leads past what every page has in common', async () => {
  const page = await test.newPage();
  await page.goto('/sign-in');
  await tabTo(page, 'Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('login');
});

it('a refused form puts the focus on what is wrong, and its links on the fields', async () => {
  const page = await test.newPage();
  await page.goto('/sign-up');
  await tabTo(page, 'email');
  await page.keyboard.press('Enter');
  const summary = page.getByRole('alert');
  await summary.waitFor();
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('email');
});
