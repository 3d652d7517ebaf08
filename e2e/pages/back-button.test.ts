import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserTest, type BrowserTest } from '../support/browser-test.ts';
import { heading, press, signIn } from '../support/people.ts';
import type { Person } from '../support/site.ts';

/** A page that the browser kept is shown again without being loaded. */
const goBack = (page: Page): Promise<unknown> => page.goBack({ waitUntil: 'commit' });

/** Somebody who was on several pages, one of them their own, and has just signed out. */
async function signedOut(test: BrowserTest): Promise<{ page: Page; person: Person }> {
  const page = await test.newPage();
  const person = await test.site.addPerson();
  await page.goto('/');
  await signIn(page, person);
  await page.goto('/sign-out');
  await heading(page, 'Sign out');
  await goBack(page);
  // While signed in it shows the account; otherwise nothing below would say anything.
  await heading(page, 'Your account');
  expect(await page.content()).toContain(person.email);
  await press(page, 'Sign out');
  await heading(page, 'Sign in');
  return { page, person };
}

async function expectNothingPrivate({ page, person }: { page: Page; person: Person }): Promise<void> {
  for (let step = 0; step < 4; step++) {
    await goBack(page);
    const shown = await page.content();
    for (const text of [person.email, person.username, 'Your account']) expect(shown).not.toContain(text);
  }
}

describe('in a browser that loads pages again for its back button', () => {
  const test = browserTest();

  it('going back after signing out shows nothing private', async () => {
    await expectNothingPrivate(await signedOut(test));
  });

  it('another window, drawn before the sign-out, does nothing any more', async () => {
    const page = await test.newPage();
    await signIn(page, await test.site.addPerson());
    const second = await page.context().newPage();
    await second.goto('/');
    await heading(second, 'Your account');
    await press(page, 'Sign out');
    await heading(page, 'Sign in');
    await press(second, 'Sign out everywhere');
    await heading(second, 'You may not do this');
    await second.goto('/');
    await heading(second, 'Welcome');
  });
});

describe('in a browser that keeps pages for its back button, as people have them', () => {
  const test = browserTest({}, { keepsPages: true });

  // Chromium keeps pages that have `no-store` and no scripts, and drops them when a cookie is set, not when one
  // is removed.
  it('going back after signing out shows nothing private', async () => {
    await expectNothingPrivate(await signedOut(test));
  });

  it('nor after signing out for an application', async () => {
    const page = await test.newPage();
    const person = await test.site.addPerson();
    await signIn(page, person);
    await page.goto('/o/logout');
    await press(page, 'Sign out');
    await heading(page, 'You are signed out');
    // Past the question, which sends itself when nobody is signed in any more.
    const shown = page.waitForURL(`${test.site.url}/`, { waitUntil: 'commit' });
    await page.evaluate(() => history.go(-2));
    await shown;
    await heading(page, 'Welcome');
    expect(await page.content()).not.toContain(person.email);
  });
});
