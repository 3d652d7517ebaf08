import type { Page } from 'playwright-core';
import type { MailServer } from '../support/mail-server.ts';
import { linkTo } from '../support/mail-server.ts';
import { enter, heading, press } from '../support/people.ts';

export const withoutScripts = { javaScriptEnabled: false };

export async function noticeOf(page: Page): Promise<string> {
  return (await page.getByRole('status').textContent()) ?? '';
}

/** Types an address on one of the pages that ask for a mail, and sees that one may be on its way. */
export async function askFor(
  page: Page,
  path: string,
  asked: { email: string; button: string },
): Promise<void> {
  await page.goto(path);
  await enter(page, { Email: asked.email });
  await press(page, asked.button);
  await heading(page, 'Check your mail');
}

/** Opens the link of the next mail to somebody, as pressing it in the mail does. */
export async function openMailed(
  page: Page,
  mails: MailServer,
  { to, path }: { to: string; path: string },
): Promise<void> {
  await page.goto(linkTo(await mails.next(to), path));
}

export async function chooseNewPassword(page: Page, password: string): Promise<void> {
  await enter(page, { Password: password, 'Password again': password });
}
