import { it } from 'vitest';
import { codesOn, secretOn } from '../account/account-pages.ts';
import { codeOf } from '../account/authenticator-app.ts';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage } from '../support/management.ts';
import { enter, fillSignIn, heading, press, signIn } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { addPasskey, enterCode, signOut, toFactor, withApp, withoutOffers } from './factor-pages.ts';

const test = browserTest({ OSTIARY_FACTOR_ROLES: 'admin', OSTIARY_FACTOR_GRACE: '0s' });
const gracious = browserTest({ OSTIARY_FACTOR_ROLES: 'admin' });

it('the pages of a sign-in with a code pass axe and fit the window, in every size and colour', async () => {
  const { person, recoveryCodes } = await withApp(test);
  const page = await test.newPage();
  await page.goto('/sign-in');
  await requireAccessibleInEveryLook(page, 'sign-in');
  await toFactor(page, person);
  await requireAccessibleInEveryLook(page, 'factor');
  await enterCode(page, '000000');
  await page.getByRole('alert').waitFor();
  await requireAccessibleInEveryLook(page, 'factor, refused');
  await enterCode(page, recoveryCodes[0] ?? '');
  await heading(page, 'Your account');
  await page.goto('/confirm');
  await requireAccessibleInEveryLook(page, 'confirm by code');
});

it('so do those with a passkey', async () => {
  const page = await test.newPage();
  await withoutOffers(page);
  await addAuthenticator(page, { verifiesUsers: false });
  const person = await test.site.addPerson();
  await signIn(page, person);
  await page.goto('/confirm');
  await requireAccessibleInEveryLook(page, 'confirm by password');
  await addPasskey(page);
  await page.goto('/confirm');
  await requireAccessibleInEveryLook(page, 'confirm by passkey');
  await signOut(page);
  await toFactor(page, person);
  await requireAccessibleInEveryLook(page, 'factor with a passkey');
});

it('so do those that set up a factor first', async () => {
  const page = await test.newPage();
  const made = { username: 'olga', email: 'olga@example.com', password: 'tulip-anvil-marsh-42' };
  await manage(test.site, 'POST /users', { ...made, roles: ['admin'] });
  await page.goto('/sign-in');
  await fillSignIn(page, made);
  await heading(page, 'Set up a second factor');
  await requireAccessibleInEveryLook(page, 'set up a factor');
  await press(page, 'Use an authenticator app');
  await heading(page, 'Connect your authenticator app');
  await requireAccessibleInEveryLook(page, 'connect an app');
  await enter(page, { 'Code of six digits': codeOf(await secretOn(page)) });
  await press(page, 'Connect the app');
  await codesOn(page);
  await requireAccessibleInEveryLook(page, 'recovery codes');
});

it('so does the page that says until when there is time', async () => {
  const page = await gracious.newPage();
  const made = { username: 'olaf', email: 'olaf@example.com', password: 'tulip-anvil-marsh-42' };
  await manage(gracious.site, 'POST /users', { ...made, roles: ['admin'] });
  await page.goto('/sign-in');
  await fillSignIn(page, made);
  await heading(page, 'You need a second factor soon');
  await requireAccessibleInEveryLook(page, 'factor due');
  await page.getByRole('link', { name: 'Later' }).click();
  await heading(page, 'Your account');
});
