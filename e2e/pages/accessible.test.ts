import { it } from 'vitest';
import type { Page } from 'playwright-core';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { fillSignIn, heading, press, signIn } from '../support/people.ts';

const test = browserTest();

/** No place to break a line, and more than fits one. */
const long = 'wilhelmina'.repeat(9);

async function visitSignedOut(page: Page): Promise<void> {
  await page.goto('/');
  await requireAccessibleInEveryLook(page, 'home, signed out');
  await page.goto('/sign-in?done=signed-out');
  await requireAccessibleInEveryLook(page, 'sign-in, with a notice');
  await fillSignIn(page, { email: long, password: 'wrong' });
  await page.getByRole('alert').waitFor();
  await requireAccessibleInEveryLook(page, 'sign-in, refused');
  await page.goto('/sign-up');
  await requireAccessibleInEveryLook(page, 'sign-up');
  await press(page, 'Create account');
  await page.getByRole('alert').waitFor();
  await requireAccessibleInEveryLook(page, 'sign-up, refused');
  await page.goto(`/${long}`);
  await heading(page, 'There is nothing here');
  await requireAccessibleInEveryLook(page, 'error page');
}

async function visitSignedIn(page: Page): Promise<void> {
  await requireAccessibleInEveryLook(page, 'home, signed in on two devices');
  await page.goto('/sign-out');
  await heading(page, 'Sign out');
  await requireAccessibleInEveryLook(page, 'sign-out');
}

it('every page passes axe and fits the window, in every size and colour', async () => {
  await visitSignedOut(await test.newPage());
});

it('so do the pages of somebody who is signed in, however long their name is', async () => {
  const person = await test.site.addPerson({ username: long, lastName: long });
  await signIn(await test.newPage(), person);
  const page = await test.newPage();
  await signIn(page, person);
  await visitSignedIn(page);
});
