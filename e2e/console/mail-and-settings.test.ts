import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import { openConsole } from './open-console.ts';

const secret = 'a-master-key-that-nobody-may-see-0123456789abcdef';
const test = browserTest({ OSTIARY_MAIL: 'console', OSTIARY_SECRET: secret, OSTIARY_STEP_UP_AGE: '11m' });

it('mails are listed by address, without what stands in them; templates are shown in both languages', async () => {
  await manage(test.site, 'POST /invitations', { email: 'ina@example.com', roles: [] });
  const page = await openConsole(test, test.site.administrator, '/admin/mail');
  await page.getByRole('cell', { name: 'ina@example.com' }).waitFor();
  await page.getByLabel('To', { exact: true }).fill('nobody@example.com');
  await page.getByText('No mail like that').waitFor();
  await page.getByRole('tab', { name: 'Templates' }).click();
  await page.getByRole('combobox', { name: 'Template' }).fill('invitation');
  await page.getByRole('option', { name: 'invitation', exact: true }).click();
  const text = page.locator('pre').first();
  await text.getByText('invit').waitFor();
  await page.getByText('Deutsch').click();
  await text.getByText('eingeladen').or(text.getByText('Konto')).first().waitFor();
  expect(new URL(page.url()).searchParams.get('template')).toBe('invitation');
});

it('settings say where they come from, and never what is secret', async () => {
  const page = await openConsole(test, test.site.administrator, '/admin/settings?search=step_up');
  const row = page.getByRole('row').filter({ hasText: 'OSTIARY_STEP_UP_AGE' });
  await row.getByText('the environment').waitFor();
  await page.getByLabel('Search', { exact: true }).last().fill('master');
  await page.getByText('set (never shown)').waitFor();
  await page.getByLabel('Search', { exact: true }).last().fill('');
  await page.waitForLoadState('networkidle');
  expect(await page.content()).not.toContain(secret);
  const answer = await page.evaluate(() => fetch('/api/v1/settings').then((reply) => reply.text()));
  expect(answer).toContain('OSTIARY_SECRET');
  expect(answer).not.toContain(secret);
});

it('a key that was rotated verifies what it signed, and the new one signs', async () => {
  const page = await openConsole(test, test.site.administrator, '/admin/keys');
  await heading(page, 'Signing keys');
  const before = await page.getByRole('table').locator('tbody tr').count();
  await press(page, 'Rotate the key');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate the key' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const rows = page.getByRole('table').locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(before + 1);
  expect(await rows.first().textContent()).toContain('signs');
  expect(await rows.nth(1).textContent()).toContain('verifies only');
});

it('somebody who may only see mails sends none', async () => {
  const person = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'mail-reader', permissions: ['mail.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/mail-reader`);
  const page = await openConsole(test, person, '/admin/mail');
  await heading(page, 'Mail');
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('button', { name: 'Send me a test mail' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Send again' }).count()).toBe(0);
  await page.goto('/admin/settings');
  await heading(page, 'Nothing here for you');
});
