import { setTimeout as later } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { codesOn, follow, openAccountPage } from '../account/account-pages.ts';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage } from '../support/management.ts';
import { enter, heading, press } from '../support/people.ts';
import { somebody } from '../support/site.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { openConsole } from './open-console.ts';

/** The shortest that there is. */
const stepUpSeconds = 30;
const test = browserTest({ OSTIARY_STEP_UP_AGE: `${stepUpSeconds}s` });

async function countKeys(): Promise<number> {
  const { items } = await manage(test.site, 'GET /keys');
  return (items as unknown[]).length;
}

async function askToRotate(page: Page): Promise<void> {
  await page.goto('/admin/keys');
  await heading(page, 'Signing keys');
  await press(page, 'Rotate the key');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate the key' }).click();
  await page.getByRole('dialog', { name: 'Is it still you?' }).waitFor();
}

const gone = (page: Page) => page.getByRole('dialog').first().waitFor({ state: 'detached' });

it('something sensitive asks once more who somebody is, in the way that they have, and goes on', async () => {
  const withPasskey = somebody();
  await manage(test.site, 'POST /users', {
    ...{ email: withPasskey.email, username: withPasskey.username, password: withPasskey.password },
    is_superuser: true,
  });
  const second = await openConsole(test, withPasskey, '/account/factors');
  const authenticator = await addAuthenticator(second);
  await openAccountPage(second, 'factors', 'Second factors');
  await follow(second, 'Add a passkey');
  await enter(second, { Name: 'Laptop' });
  await press(second, 'Add a passkey');
  await codesOn(second);
  const first = await openConsole(test, test.site.administrator, '/admin/keys');
  await later(stepUpSeconds * 1000 + 1000);
  const before = await countKeys();

  await askToRotate(first);
  await requireAccessibleInEveryLook(first, 'the question');
  await first.getByLabel('Your password').fill('wrong');
  await first.keyboard.press('Enter');
  await first.getByRole('alert').getByText('That did not work').waitFor();
  expect(await countKeys()).toBe(before);
  await first.getByLabel('Your password').fill(test.site.administrator.password);
  await first.keyboard.press('Enter');
  await gone(first);
  expect(await countKeys()).toBe(before + 1);

  await askToRotate(second);
  await second.keyboard.press('Escape');
  const refusal = second.getByRole('dialog').getByRole('alert');
  await refusal.getByText('That did not work').waitFor();
  expect(await countKeys()).toBe(before + 1);
  await second.getByRole('dialog').getByRole('button', { name: 'Rotate the key' }).click();
  await press(second, 'Use a passkey');
  await gone(second);
  expect(await countKeys()).toBe(before + 2);
  await authenticator.remove();
}, 120_000);
