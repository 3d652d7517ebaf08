import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser-test.ts';
import { fillSignIn, heading, press, signIn } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { watchPage } from '../support/watch-page.ts';
import { addPasskey, signOut, withoutOffers } from './factor-pages.ts';

const test = browserTest();

/** A browser without a list of passkeys, signed out, whose device has one of somebody. */
async function withPasskey(
  kind: Parameters<typeof addAuthenticator>[1] = {},
): Promise<{ page: Page; person: Person }> {
  const page = await test.newPage();
  await withoutOffers(page);
  await addAuthenticator(page, kind);
  const person = await test.site.addPerson();
  await signIn(page, person);
  await addPasskey(page);
  await signOut(page);
  return { page, person };
}

describe('with an authenticator in the device', () => {
  it('a button signs in without a name and without a password, and nothing is refused to the script', async () => {
    const { page } = await withPasskey();
    const watch = watchPage(page);
    await page.goto('/sign-in');
    await press(page, 'Sign in with a passkey');
    await heading(page, 'Your account');
    expect(watch.complaints).toEqual([]);
  });

  it('the browser offers it under the field by itself', async () => {
    const page = await test.newPage();
    const authenticator = await addAuthenticator(page);
    await signIn(page, await test.site.addPerson());
    await addPasskey(page);
    await authenticator.setPresent(false);
    await signOut(page);
    await authenticator.setPresent(true);
    await page.goto('/sign-in?next=%2Fsign-out');
    await heading(page, 'Sign out');
  });

  it('it is the second factor after a password, and lets the browser be trusted', async () => {
    const { page, person } = await withPasskey({ verifiesUsers: false });
    await page.goto('/sign-in');
    await fillSignIn(page, person);
    await heading(page, 'Second factor');
    await page.getByLabel('Trust this browser for 30 days').first().check();
    await press(page, 'Use a passkey');
    await heading(page, 'Your account');
    await signOut(page);
    await fillSignIn(page, person);
    await heading(page, 'Your account');
  });

  it('it confirms who one is before something sensitive', async () => {
    const { page, person } = await withPasskey();
    await page.goto('/sign-in');
    await fillSignIn(page, person);
    await press(page, 'Use a passkey');
    await heading(page, 'Your account');
    await page.goto('/confirm?next=%2Fsign-out');
    await heading(page, 'Confirm that it is you');
    await press(page, 'Use a passkey');
    await heading(page, 'Sign out');
  });
});
