import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { press } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';

const test = browserTest();
const button = 'Sign in with a passkey';

it('says so when nobody answers, and can be asked again', async () => {
  const page = await test.newPage();
  // Knows no passkey, so its browser gives up at once.
  await addAuthenticator(page);
  await page.goto('/sign-in');
  await press(page, button);
  const alert = page.getByRole('alert').getByText('No passkey was used');
  await alert.waitFor();
  await requireAccessibleInEveryLook(page, 'a passkey that was not shown');
  await press(page, button);
  await alert.waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

it('says so at an address that passkeys are not for', async () => {
  const page = await test.newPage();
  await addAuthenticator(page);
  await page.goto(`${test.site.url.replace('localhost', '127.0.0.1')}/sign-in`);
  await page.getByRole('alert').getByText('The passkey could not be used here.').waitFor();
});

it('is not offered by browsers that know none, nor without scripts', async () => {
  const without = await test.newPage();
  await without.addInitScript('delete window.PublicKeyCredential');
  const noScript = await test.newPage({}, { javaScriptEnabled: false });
  for (const page of [without, noScript]) {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: button }).count()).toBe(0);
  }
});
