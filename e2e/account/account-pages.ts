import type { Page } from 'playwright-core';
import { enter, heading, press } from '../support/people.ts';
import { codeOf } from './authenticator-app.ts';

/** Opens an account page and waits for its heading. */
export async function openAccountPage(page: Page, path: string, title: string): Promise<void> {
  await page.goto(`/account/${path}`);
  await heading(page, title);
}

export async function follow(page: Page, link: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: link, exact: true }).click();
}

export async function noticeOf(page: Page): Promise<string> {
  return (await page.getByRole('status').textContent()) ?? '';
}

/** The secret that a page shows for typing. */
export async function secretOn(page: Page): Promise<string> {
  return ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
}

export async function codesOn(page: Page): Promise<string[]> {
  await heading(page, 'Your recovery codes');
  return page.locator('.codes code').allTextContents();
}

/** Adds an authenticator app by the pages, up to where its recovery codes are shown. */
export async function addApp(page: Page, name: string): Promise<string> {
  await openAccountPage(page, 'factors', 'Second factors');
  await follow(page, 'Add an authenticator app');
  await enter(page, { Name: name });
  await press(page, 'Go on');
  await heading(page, 'Connect your authenticator app');
  const secret = await secretOn(page);
  await enter(page, { 'Code of six digits': codeOf(secret) });
  await press(page, 'Connect the app');
  return secret;
}
