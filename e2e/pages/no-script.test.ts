import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { heading, press, signIn, signUp } from '../support/people.ts';
import { somebody } from '../support/site.ts';

const test = browserTest();

it('everything works without JavaScript', async () => {
  const person = somebody();
  const page = await test.newPage({}, { javaScriptEnabled: false });
  await signUp(page, person);
  await press(page, 'Sign out');
  await heading(page, 'Sign in');
  await signIn(page, person);

  const elsewhere = await test.newPage({}, { javaScriptEnabled: false });
  await signIn(elsewhere, person);
  await elsewhere.goto('/account/sessions');
  await press(elsewhere, 'End session on Chrome on Linux');
  expect(await elsewhere.getByRole('status').textContent()).toBe('The session is ended.');
  await page.reload();
  await heading(page, 'Welcome');
  await press(elsewhere, 'Sign out everywhere');
  expect(await elsewhere.getByRole('status').textContent()).toBe('You are signed out everywhere.');
});

it('the pages of the service have no scripts to switch off', async () => {
  const page = await test.newPage();
  await signUp(page, somebody());
  expect(await page.locator('script').count()).toBe(0);
  // What a hole in the escaping would bring in is stopped by the policy of the page.
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = "document.title = 'ran'";
    document.body.append(script);
    return document.title;
  });
  expect(ran).toBe('Your account · Ostiary');
});
