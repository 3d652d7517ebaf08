import type { Page } from 'playwright-core';
import { addApp, codesOn, follow } from '../account/account-pages.ts';
import { codeOf } from '../account/authenticator-app.ts';
import type { BrowserTest } from '../support/browser-test.ts';
import { enter, fillSignIn, heading, press, signIn } from '../support/people.ts';
import type { Person } from '../support/site.ts';

export interface Holder {
  person: Person;
  /** A code that no page has seen: the one that is shown next. */
  code(): string;
  recoveryCodes: string[];
}

/** Somebody with an authenticator app, set up by the pages of another browser. */
export async function withApp(test: BrowserTest): Promise<Holder> {
  const person = await test.site.addPerson();
  const page = await test.newPage();
  await signIn(page, person);
  const secret = await addApp(page, 'My phone');
  const recoveryCodes = await codesOn(page);
  await page.context().close();
  return { person, code: () => codeOf(secret, 30), recoveryCodes };
}

/** Signs in with a password up to the page that asks for the second factor. */
export async function toFactor(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await heading(page, 'Second factor');
}

export async function enterCode(page: Page, code: string): Promise<void> {
  await enter(page, { Code: code });
  await press(page, 'Go on');
}

/** Makes a passkey for whoever is signed in, with the authenticator of the page. */
export async function addPasskey(page: Page): Promise<void> {
  await page.goto('/account/factors/passkeys/new');
  await heading(page, 'Add a passkey');
  await press(page, 'Add a passkey');
  await codesOn(page);
  await follow(page, 'I have kept them');
}

export async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await press(page, 'Sign out');
  await heading(page, 'Sign in');
}

/**
 * Browsers that offer no list of passkeys under a field: it would be answered at once, by an authenticator that is
 * always touched.
 */
export async function withoutOffers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}
