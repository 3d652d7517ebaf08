import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser-test.ts';
import { focused, tabTo } from '../support/keyboard.ts';
import { heading, signIn } from '../support/people.ts';
import { noticeOf, secretOn } from './account-pages.ts';
import { codeOf } from './authenticator-app.ts';

const test = browserTest();

async function go(page: Page, link: string, title: string): Promise<void> {
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  await heading(page, title);
}

it('somebody without a mouse sets up a second factor and removes it again', async () => {
  const page = await test.newPage();
  await signIn(page, await test.site.addPerson());
  await go(page, 'Manage your account', 'Account overview');
  await go(page, 'Second factors', 'Second factors');
  await go(page, 'Add an authenticator app', 'Add an authenticator app');
  await tabTo(page, 'name');
  await page.keyboard.press('Enter');
  await heading(page, 'Connect your authenticator app');
  await tabTo(page, 'code');
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  // What is wrong has the focus, and leads to its field.
  await page.getByRole('alert').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('code');
  await page.keyboard.type(codeOf(await secretOn(page)));
  await page.keyboard.press('Enter');
  await heading(page, 'Your recovery codes');
  await go(page, 'I have kept them', 'Second factors');
  await go(page, 'Remove Authenticator app', 'Remove Authenticator app?');
  await tabTo(page, 'Remove');
  await page.keyboard.press('Space');
  await heading(page, 'Second factors');
  expect(await noticeOf(page)).toBe('It is removed.');
});
