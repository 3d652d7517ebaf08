import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { focused, tabTo } from '../support/keyboard.ts';
import { heading, signIn } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { addPasskey, signOut, withApp, withoutOffers } from './factor-pages.ts';

const test = browserTest();

it('somebody without a mouse signs in with a code, trusts the browser and confirms who they are', async () => {
  const { person, recoveryCodes } = await withApp(test);
  const [first = '', second = ''] = recoveryCodes;
  const page = await test.newPage();
  await page.goto('/sign-in');
  await tabTo(page, 'login');
  await page.keyboard.type(person.username);
  await tabTo(page, 'password');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await heading(page, 'Second factor');
  await tabTo(page, 'code');
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  const summary = page.getByRole('alert');
  await summary.waitFor();
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('code');
  await page.keyboard.type(first);
  await tabTo(page, 'trust');
  await page.keyboard.press('Space');
  expect(await page.getByLabel('Trust this browser for 30 days').isChecked()).toBe(true);
  await tabTo(page, 'Go on');
  await page.keyboard.press('Space');
  await heading(page, 'Your account');
  await page.goto('/confirm?next=%2Fsign-out');
  await tabTo(page, 'code');
  await page.keyboard.type(second);
  await page.keyboard.press('Enter');
  await heading(page, 'Sign out');
});

it('and by passkey', async () => {
  const page = await test.newPage();
  await withoutOffers(page);
  await addAuthenticator(page);
  await signIn(page, await test.site.addPerson());
  await addPasskey(page);
  await signOut(page);
  await tabTo(page, 'Sign in with a passkey');
  await page.keyboard.press('Enter');
  await heading(page, 'Your account');
});
