import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { enter, heading, press, signIn } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { addApp, codesOn, openAccountPage } from './account-pages.ts';

const test = browserTest();

/** No place to break a line, and more than fits one. */
const long = 'wilhelmina'.repeat(9);

const plainPages = {
  '': 'Account overview',
  profile: 'Profile',
  email: 'Email',
  'email/change': 'Change your email address',
  password: 'Password',
  sessions: 'Devices',
  applications: 'Applications with access',
  tokens: 'API tokens',
  activity: 'Activity',
  data: 'Your data',
  delete: 'Delete your account?',
};

async function visitRefused(page: Page): Promise<void> {
  await openAccountPage(page, 'password', 'Password');
  await press(page, 'Change the password');
  await page.getByRole('alert').waitFor();
  await requireAccessibleInEveryLook(page, 'password, refused');
  await openAccountPage(page, 'tokens/new', 'Make a token');
  await enter(page, { Name: long });
  await press(page, 'Make a token');
  await heading(page, 'Your new token');
  await requireAccessibleInEveryLook(page, 'token, shown');
}

it('every account page passes axe and fits the window, in every size and colour', async () => {
  const person = await test.site.addPerson({ username: long, lastName: long });
  await signIn(await test.newPage(), person);
  const page = await test.newPage();
  await signIn(page, person);
  await requireAccessibleInEveryLook(page, 'home');
  await visitRefused(page);
  for (const [path, title] of Object.entries(plainPages)) {
    await openAccountPage(page, path, title);
    await requireAccessibleInEveryLook(page, title);
  }
}, 180_000);

it('so do those of second factors and passkeys', async () => {
  const page = await test.newPage();
  await addAuthenticator(page);
  await signIn(page, await test.site.addPerson());
  await openAccountPage(page, 'factors', 'Second factors');
  await requireAccessibleInEveryLook(page, 'factors, none');
  await openAccountPage(page, 'factors/apps/new', 'Add an authenticator app');
  await press(page, 'Go on');
  await heading(page, 'Connect your authenticator app');
  await requireAccessibleInEveryLook(page, 'an app');
  await addApp(page, long.slice(0, 60));
  await codesOn(page);
  await requireAccessibleInEveryLook(page, 'recovery codes');
  await openAccountPage(page, 'factors/passkeys/new', 'Add a passkey');
  await requireAccessibleInEveryLook(page, 'a passkey');
  await press(page, 'Add a passkey');
  await heading(page, 'Second factors');
  await requireAccessibleInEveryLook(page, 'factors, some');
  await page.getByRole('link', { name: /^Remove wil/ }).click();
  await requireAccessibleInEveryLook(page, 'removing');
}, 180_000);

it('on a telephone one link leads back to the overview, beside the content all pages are at hand', async () => {
  const page = await test.newPage({ screen: 'phone' });
  await signIn(page, await test.site.addPerson());
  await openAccountPage(page, 'profile', 'Profile');
  const navigation = page.getByRole('navigation', { name: 'Account' });
  expect(await navigation.getByRole('link').count()).toBe(1);
  await navigation.getByRole('link', { name: 'Account overview' }).click();
  await heading(page, 'Account overview');
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await navigation.getByRole('link').count()).toBe(10);
});

it('recovery codes are printed without what is around them', async () => {
  const page = await test.newPage();
  await signIn(page, await test.site.addPerson());
  await addApp(page, 'Phone');
  const codes = await codesOn(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.getByText(codes[0] ?? '-').isVisible()).toBe(true);
});
