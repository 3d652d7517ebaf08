import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { screens } from '../support/browser.ts';
import { manage } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import { choose, openAsAdministrator, step } from './application-wizard.ts';

const test = browserTest();

it('checks addresses as they are typed, proposes those of the framework, and loses nothing', async () => {
  const page = await openAsAdministrator(test, '/admin/applications/new');
  await step(page, 'Kind of application');
  await requireAccessibleInEveryLook(page, 'kind');
  await page.setViewportSize(screens.desktop);
  await page.getByRole('radio', { name: 'Web application with a server' }).click();
  await press(page, 'Continue');
  await step(page, 'Name and addresses');
  await press(page, 'Continue');
  await page.getByText('Use 1 to 100 characters.').waitFor();
  await page.getByText('Give at least one.').waitFor();

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Kept');
  await choose(page, 'Made with', 'Next.js (Auth.js 5)');
  const uri = page.getByLabel('Redirect URIs 1');
  expect(await uri.inputValue()).toBe('http://localhost:3000/api/auth/callback/ostiary');
  await choose(page, 'Made with', 'Spring Boot');
  expect(await uri.inputValue()).toBe('http://localhost:8080/login/oauth2/code/ostiary');
  await uri.fill('http://shop.example/callback');
  await page.getByText('Use https. Only for localhost, 127.0.0.1 and [::1] http will do.').waitFor();
  await requireAccessibleInEveryLook(page, 'details');
  await page.setViewportSize(screens.desktop);
  await press(page, 'Continue');
  await step(page, 'Name and addresses');
  await uri.fill('https://shop.example/callback');
  // What was typed stays when another framework is chosen.
  await choose(page, 'Made with', 'Express');
  expect(await uri.inputValue()).toBe('https://shop.example/callback');
  await press(page, 'Continue');
  await step(page, 'What it may ask for');
  await requireAccessibleInEveryLook(page, 'access');
  await page.setViewportSize(screens.desktop);
  await page.getByRole('checkbox', { name: 'Roles and groups' }).check();

  await page.goBack();
  await step(page, 'Name and addresses');
  expect(await uri.inputValue()).toBe('https://shop.example/callback');
  await page.goForward();
  await page.reload();
  await step(page, 'What it may ask for');
  expect(await page.getByRole('checkbox', { name: 'Roles and groups' }).isChecked()).toBe(true);
  await press(page, 'Continue');
  await step(page, 'Check and register');
  await requireAccessibleInEveryLook(page, 'review');
  await page.setViewportSize(screens.desktop);
  await press(page, 'Register');
  await heading(page, 'Kept is registered');
  await requireAccessibleInEveryLook(page, 'result');
  const { items } = await manage(test.site, 'GET /applications?search=Kept');
  expect(items).toMatchObject([
    {
      client_type: 'confidential',
      redirect_uris: ['https://shop.example/callback'],
      scopes: ['openid', 'profile', 'email', 'roles'],
    },
  ]);
  // The secret is nowhere any more, and going back does not register it twice.
  await page.goBack();
  await step(page, 'Kind of application');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(
    'ocs_',
  );
});

it('is used by the keyboard alone', async () => {
  const page = await openAsAdministrator(test, '/admin/applications/new');
  await step(page, 'Kind of application');
  const key = (name: string) => page.keyboard.press(name);
  const focusOn = async (name: string) => {
    for (let stops = 0; stops < 60; stops++) {
      await key('Tab');
      const found = await page.evaluate(() => {
        const active = document.activeElement;
        return (
          active?.getAttribute('aria-label') ??
          (active as HTMLInputElement)?.labels?.[0]?.textContent ??
          active?.textContent ??
          ''
        );
      });
      if (found.replace(/ \*$/, '') === name) return;
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  await focusOn('Program without people');
  await key('Space');
  await focusOn('Continue');
  await key('Enter');
  await step(page, 'Name and addresses');
  await focusOn('Name');
  await page.keyboard.type('By keyboard');
  await key('Enter');
  await step(page, 'What it may ask for');
  await focusOn('Continue');
  await key('Enter');
  await step(page, 'Check and register');
  await focusOn('Register');
  await key('Enter');
  await heading(page, 'By keyboard is registered');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('By keyboard is registered');
});

it('says what the server refuses where one can do something about it', async () => {
  const page = await openAsAdministrator(test, '/admin/applications/new');
  await page.getByRole('radio', { name: 'Program without people' }).click();
  await press(page, 'Continue');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Invisible \u200b name');
  await press(page, 'Continue');
  await page.getByRole('combobox', { name: 'Other scopes' }).fill('permissions');
  await page.keyboard.press('Enter');
  await press(page, 'Continue');
  await press(page, 'Register');
  await step(page, 'Name and addresses');
  await page.getByText('Use 1 to 100 visible characters.').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Visible name');
  await press(page, 'Continue');
  await press(page, 'Continue');
  await press(page, 'Register');
  await page.getByText('Only a first-party application may ask for permissions.').waitFor();
});
