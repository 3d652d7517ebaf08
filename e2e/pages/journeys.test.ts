import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { heading, press, signUp } from '../support/people.ts';
import { somebody } from '../support/site.ts';

const test = browserTest();

it('somebody signs up, sees who they are, and signs out', async () => {
  const page = await test.newPage();
  const person = somebody();
  await signUp(page, person);
  expect(await page.getByRole('main').textContent()).toContain(person.email);
  await press(page, 'Sign out');
  await heading(page, 'Sign in');
  expect(await page.getByRole('status').textContent()).toBe('You are signed out.');
});
