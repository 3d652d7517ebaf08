import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

/** What the list shows of its first rows, cell by cell. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await page.getByRole('table').first().locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('td').allTextContents()));
}

async function downloaded(page: Page, link: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link, exact: true }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

it('what happens is shown as it happens, with names of people, and leads to them', async () => {
  const page = await openConsole(test, test.site.administrator, '/admin/audit');
  await heading(page, 'Audit log');
  await page.getByRole('switch', { name: 'Show what happens as it happens' }).check();
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  await manage(test.site, `PATCH /users/${id}`, { phone: '+49 30 4711' });
  const row = page.getByRole('row').filter({ hasText: 'Profile changed' }).first();
  await row.getByRole('link', { name: person.email }).waitFor();
  await row.getByRole('button', { name: /^Details of entry/ }).click();
  const entry = page.getByRole('dialog', { name: 'Entry of the audit log' });
  await entry.getByText('"phone"').waitFor();
  await requireAccessibleInEveryLook(page, 'an entry');
  await entry.getByRole('link', { name: 'All that was done to this' }).click();
  await entry.waitFor({ state: 'detached' });
  await expect.poll(() => new URL(page.url()).searchParams.get('target_id')).toBe(id);
  await expect
    .poll(async () => new Set((await rowsOf(page)).map((cells) => cells[4])))
    .toEqual(new Set([person.email]));
  await page.goBack();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});

it('an address shows the same to whoever opens it, and the export gives the same', async () => {
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  const page = await openConsole(
    test,
    test.site.administrator,
    `/admin/audit?action=user.*&target_id=${id}&outcome=success`,
  );
  await expect.poll(async () => (await rowsOf(page)).map((cells) => cells[1])).toEqual(['Account created']);
  expect(await page.getByLabel('Action', { exact: true }).inputValue()).toBe('user.*');
  expect(await page.getByLabel('Id of the target').inputValue()).toBe(id);
  const lines = (await downloaded(page, 'Export')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { action: 'user.sign_up', target: { type: 'user', id } },
  ]);
  await page.getByLabel('Action', { exact: true }).fill('key.rotate');
  await page.getByText('Nothing like that happened').waitFor();
  await press(page, 'Clear the filters');
  await expect.poll(async () => (await rowsOf(page)).length).toBeGreaterThan(1);
});

it('the chain is verified, and says so', async () => {
  const page = await openConsole(test, test.site.administrator, '/admin/audit');
  await press(page, 'Verify the chain');
  const dialog = page.getByRole('dialog', { name: 'Verify the chain' });
  await dialog.getByText('Nothing was changed').waitFor();
  const told = await dialog.locator('pre').textContent();
  const { head_hash: hash } = await manage(test.site, 'POST /audit/verify');
  expect(told).toMatch(/^[\w-]{43}$/);
  expect(typeof hash).toBe('string');
  await requireAccessibleInEveryLook(page, 'the verification');
});

it('the review has everybody, and the CSV the same', async () => {
  const [person, other] = [await test.site.addPerson(), await test.site.addPerson()];
  const id = await subjectOf(test.site, person);
  await manage(test.site, 'POST /groups', { name: 'Back office' });
  await manage(test.site, 'PUT /groups/Back%20office/roles/read-write');
  await manage(test.site, `PUT /groups/Back%20office/members/${id}`);
  await manage(test.site, `PUT /users/${await subjectOf(test.site, other)}/roles/investor`);
  await manage(test.site, `PATCH /users/${id}`, { is_active: false });
  const page = await openConsole(test, test.site.administrator, '/admin/access-review');
  const row = page.getByRole('row').filter({ hasText: person.email });
  await row.getByText('read-write (by a group)').waitFor();
  await page.getByText('Inactive', { exact: true }).first().click();
  await expect.poll(async () => (await rowsOf(page)).length).toBe(1);
  const csv = await downloaded(page, 'Take as CSV');
  expect(csv).toContain(`${person.email},${person.username},false`);
  expect(csv).not.toContain(other.email);
  await requireAccessibleInEveryLook(page, 'the review');
});

it('somebody who may only read the log sees ids for names, and changes nothing', async () => {
  const person = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'log-reader', permissions: ['audit.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/log-reader`);
  const page = await openConsole(test, person, '/admin/audit');
  await heading(page, 'Audit log');
  await page.getByRole('table').first().waitFor();
  expect(await page.getByRole('main').getByRole('link', { name: person.email }).count()).toBe(0);
  expect(await page.getByText(await subjectOf(test.site, person)).count()).toBeGreaterThan(0);
});
