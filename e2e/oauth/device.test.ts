import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { clientTest } from '../support/client-test.ts';
import { postForm, type Answer, type OauthClient } from '../support/oauth-client.ts';
import { enter, fillSignIn, heading, press, signIn } from '../support/people.ts';
import { watchPage } from '../support/watch-page.ts';

const test = clientTest();
const grant = 'urn:ietf:params:oauth:grant-type:device_code';

type Codes = Record<'device_code' | 'user_code' | 'verification_uri' | 'verification_uri_complete', string>;

/** A device that shows a code, and polls. */
async function device(): Promise<{ client: OauthClient; codes: Codes; poll(): Promise<Answer> }> {
  const client = await test.addClient({
    ...{ client_type: 'public', application_type: 'native', redirect_uris: [] },
    grant_types: [grant, 'refresh_token'],
  });
  const { site } = test.browser;
  const begun = await postForm(site, '/o/device-authorization', { form: { scope: 'openid read' }, client });
  expect(begun.status).toBe(200);
  const codes = begun.body as Codes;
  const form = { grant_type: grant, device_code: codes.device_code };
  return { client, codes, poll: () => postForm(site, '/o/token', { form, client }) };
}

async function connect(page: Page, { client, codes }: { client: OauthClient; codes: Codes }): Promise<void> {
  await page.goto(codes.verification_uri);
  await enter(page, { Code: codes.user_code.toLowerCase() });
  await press(page, 'Continue');
  await heading(page, `Connect ${client.name}?`);
  expect(await page.getByRole('main').textContent()).toContain(codes.user_code);
  await press(page, 'The code is the same');
}

it.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('somebody lets a device in %s', async (_how, javaScriptEnabled) => {
  const { client, codes, poll } = await device();
  const page = await test.browser.newPage({}, { javaScriptEnabled });
  const watch = watchPage(page);
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
  await connect(page, { client, codes });
  await heading(page, `Sign in to ${client.name}`);
  await fillSignIn(page, await test.browser.site.addPerson());
  await heading(page, `Allow ${client.name}?`);
  expect(await page.getByRole('main').textContent()).toContain(codes.user_code);
  await press(page, 'Allow');
  await heading(page, 'Your device is connected');
  expect(watch.complaints).toEqual([]);
  expect(await poll()).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'openid read' } });
});

it('somebody who is signed in follows the link of the device, and only compares', async () => {
  const { client, codes, poll } = await device();
  const page = await test.browser.newPage();
  await signIn(page, await test.browser.site.addPerson());
  await page.goto(codes.verification_uri_complete);
  expect(await page.getByLabel('Code', { exact: true }).inputValue()).toBe(codes.user_code);
  await press(page, 'Continue');
  await heading(page, `Connect ${client.name}?`);
  await press(page, 'The code is the same');
  await press(page, 'Allow');
  await heading(page, 'Your device is connected');
  expect((await poll()).status).toBe(200);
});

it.each(['Refuse', 'Deny'])('somebody who presses “%s” leaves the device outside', async (button) => {
  const { client, codes, poll } = await device();
  const page = await test.browser.newPage();
  await signIn(page, await test.browser.site.addPerson());
  await page.goto(codes.verification_uri_complete);
  await press(page, 'Continue');
  await heading(page, `Connect ${client.name}?`);
  if (button === 'Deny') {
    await press(page, 'The code is the same');
    await heading(page, `Allow ${client.name}?`);
  }
  await press(page, button);
  await page.getByText('The request was refused. Your device has no access.').waitFor();
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'access_denied' } });
});

it('a code that is not right is asked for again, and one that was used is over', async () => {
  const { client, codes } = await device();
  const page = await test.browser.newPage();
  await signIn(page, await test.browser.site.addPerson());
  await page.goto('/o/device');
  await enter(page, { Code: 'BCDF-GHJK' });
  await press(page, 'Continue');
  await page.getByRole('alert').waitFor();
  await connect(page, { client, codes });
  await press(page, 'Allow');
  await heading(page, 'Your device is connected');
  await page.goto(codes.verification_uri_complete);
  await press(page, 'Continue');
  await page.getByRole('alert').waitFor();
});
