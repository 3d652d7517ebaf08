import { expect, it } from 'vitest';
import { clientTest } from '../support/client-test.ts';
import { arrival, exchange } from '../support/oauth-client.ts';
import { enter, fillSignIn, heading, press } from '../support/people.ts';

const test = clientTest();
const withoutScripts = { javaScriptEnabled: false };

it('signing in for an application, agreeing, choosing, proving and signing out work without JavaScript', async () => {
  const client = await test.addClient({ post_logout_redirect_uris: [`${test.pages.origin}/callback.html`] });
  const person = await test.browser.site.addPerson();
  const page = await test.browser.newPage({}, withoutScripts);
  await page.goto(client.authorizeUrl());
  await fillSignIn(page, person);
  await press(page, 'Allow');
  const told = await arrival(page, client);
  const { body } = await exchange(test.browser.site, client, told.get('code'));

  await page.goto(client.authorizeUrl({ prompt: 'select_account', state: 'chosen' }));
  await press(page, 'Continue as Ada Lovelace');
  expect((await arrival(page, client)).get('state')).toBe('chosen');
  await page.goto(client.authorizeUrl({ prompt: 'login', state: 'proven' }));
  await enter(page, { Password: person.password });
  await press(page, 'Confirm');
  expect((await arrival(page, client)).get('state')).toBe('proven');

  const query = new URLSearchParams({
    id_token_hint: String(body['id_token']),
    post_logout_redirect_uri: `${test.pages.origin}/callback.html`,
    state: 'signed-out',
  });
  await page.goto(`/o/logout?${query.toString()}`);
  await press(page, 'Sign out');
  await page.waitForURL(`${test.pages.origin}/callback.html?state=signed-out`);
  // Nobody is signed in any more: what else sends itself has a button.
  await page.goto(`/o/logout?${query.toString()}`);
  await press(page, 'Continue');
  await page.waitForURL(`${test.pages.origin}/callback.html?state=signed-out`);
});

it('so do registering an application, changing it, a second secret and deleting it', async () => {
  const page = await test.browser.newPage({}, withoutScripts);
  await page.goto('/o/applications/register/');
  await fillSignIn(page, await test.browser.site.addPerson());
  await enter(page, { Name: 'Diary' });
  await page.locator('[name=redirect_uris]').fill('https://diary.example/callback');
  await press(page, 'Register');
  await heading(page, 'Your client secret');
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await heading(page, 'Diary');
  await press(page, 'Make a new secret');
  await heading(page, 'Your client secret');
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await page.getByRole('link', { name: 'Change', exact: true }).click();
  await enter(page, { Name: 'Journal' });
  await press(page, 'Save');
  await heading(page, 'Journal');
  await page.getByRole('link', { name: 'Delete', exact: true }).click();
  await press(page, 'Delete the application');
  await heading(page, 'Your applications');
  await page.getByText('You have registered no application yet.').waitFor();
});

it('so does taking access back', async () => {
  const client = await test.addClient();
  const page = await test.browser.newPage({}, withoutScripts);
  await page.goto(client.authorizeUrl());
  await fillSignIn(page, await test.browser.site.addPerson());
  await press(page, 'Allow');
  await arrival(page, client);
  await page.goto('/');
  await page.goto('/o/authorized_tokens/');
  await press(page, `Take back the access of ${client.name}`);
  await page.getByText('You have given no application access to your account.').waitFor();
});
