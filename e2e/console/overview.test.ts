import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { postJson } from '../../packages/server/test/support/server-process.ts';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading } from '../support/people.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

const openAsAdministrator = (path?: string) => openConsole(test, test.site.administrator, path);

/** What a figure says, by its label. */
async function figure(page: Page, label: string): Promise<number> {
  const card = page.locator('.mantine-Card-root').filter({ has: page.getByText(label, { exact: true }) });
  return Number((await card.locator('p').nth(1).textContent())?.replaceAll(',', ''));
}

/** What a table beside a chart adds up to, by the heads of its columns. */
async function sums(page: Page, title: string): Promise<Record<string, number>> {
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 3, name: title, exact: true }) })
    .last();
  const table = section.getByRole('table', { name: title });
  if (!(await table.isVisible())) await section.getByText('As a table').click();
  await table.waitFor();
  const heads = await table.locator('thead th').allTextContents();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))),
    );
  const sum = (column: number): number => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  return Object.fromEntries(heads.slice(1).map((head, column) => [head, sum(column)]));
}

it('sign-ins and failures over the wire are in the figures, the charts and their tables', async () => {
  const person = await test.site.addPerson();
  const page = await openAsAdministrator();
  await heading(page, 'Overview');
  await page.getByRole('img', { name: 'Chart: Sign-ins.' }).locator('svg .recharts-bar').first().waitFor();
  const before = { signIns: await figure(page, 'Sign-ins'), refused: await figure(page, 'Refused sign-ins') };
  const { username, password } = person;
  for (let n = 0; n < 3; n++) await postJson(`${test.site.url}/auth/token/`, { username, password });
  for (let n = 0; n < 2; n++) await postJson(`${test.site.url}/auth/token/`, { username, password: 'other' });
  await page.reload();
  await heading(page, 'Overview');
  await expect.poll(() => figure(page, 'Sign-ins')).toBe(before.signIns + 3);
  expect(await figure(page, 'Refused sign-ins')).toBe(before.refused + 2);
  expect(await sums(page, 'Sign-ins')).toEqual({
    'Sign-ins': before.signIns + 3,
    'Refused sign-ins': before.refused + 2,
  });
  expect((await sums(page, 'Tokens issued, by kind'))['Password']).toBeGreaterThanOrEqual(3);
  expect((await sums(page, 'Sign-ups'))['Sign-ups']).toBeGreaterThanOrEqual(1);
  const scraped = await fetch(`${test.site.url}/metrics`).then((answer) => answer.text());
  expect(scraped).toMatch(
    new RegExp(`^ostiary_sign_ins_total\\{result="wrong_credentials"\\} ${before.refused + 2}$`, 'm'),
  );
  expect(scraped).toMatch(/^ostiary_tokens_issued_total\{kind="password"\} [1-9]/m);
});

it('the range stands in the address, and is chosen by keyboard; going back brings back the one before', async () => {
  const page = await openAsAdministrator('/admin/?range=month');
  const chosen = (name: string) => page.getByRole('radio', { name, exact: true });
  await chosen('30 days').waitFor({ state: 'attached' });
  expect(await chosen('30 days').isChecked()).toBe(true);
  await chosen('30 days').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL((url) => url.searchParams.get('range') === 'quarter');
  await page.goBack();
  await expect.poll(() => chosen('30 days').isChecked()).toBe(true);
});

it('what needs attention appears with a way to it, and goes when it is done', async () => {
  const page = await openAsAdministrator();
  await page.getByText('There is only one administrator').waitFor();
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  await manage(test.site, `PATCH /users/${id}`, { is_superuser: true });
  await page.reload();
  await page.getByRole('link', { name: '2 administrators have no second factor' }).waitFor();
  expect(await page.getByText('There is only one administrator').count()).toBe(0);
  await page.getByRole('link', { name: '2 administrators have no second factor' }).click();
  await heading(page, 'Users');
  await manage(test.site, `PATCH /users/${id}`, { is_superuser: false });
});

it('first steps are ticked off by being done, and go when nothing is left', async () => {
  const page = await openAsAdministrator();
  await page.getByRole('link', { name: 'Register a service' }).waitFor();
  await manage(test.site, 'POST /services', { name: 'Orders', audience: 'https://orders.example.com' });
  await page.reload();
  await page.getByRole('heading', { name: 'First steps' }).waitFor();
  expect(await page.getByRole('link', { name: 'Register a service' }).count()).toBe(0);
  await manage(test.site, 'POST /applications', {
    name: 'Shop',
    redirect_uris: ['https://shop.example.com/'],
  });
  await page.reload();
  await page.getByRole('heading', { name: 'Health' }).waitFor();
  expect(await page.getByRole('heading', { name: 'First steps' }).count()).toBe(0);
});

it('whoever may not see figures sees where to go, and is refused by the server', async () => {
  const person = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'looker', permissions: ['users.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/looker`);
  const page = await openConsole(test, person);
  await page.getByText('Who has an account').waitFor();
  expect(await page.getByRole('heading', { name: 'Health' }).count()).toBe(0);
  for (const path of ['overview', 'statistics?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z']) {
    expect(await page.evaluate(async (to) => (await fetch(to)).status, `/api/v1/${path}`)).toBe(403);
  }
});

it('charts are loaded where they are shown, and obey the policy', async () => {
  const page = await openAsAdministrator('/admin/keys');
  const parts: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => parts.push(new URL(request.url()).pathname));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const charts = (): string[] => parts.filter((path) => /\/chart-[^/]+\.js$/.test(path));
  await page.goto('/admin/keys', { waitUntil: 'networkidle' });
  expect(charts()).toEqual([]);
  await page.goto('/admin/', { waitUntil: 'networkidle' });
  await page.locator('svg .recharts-bar').first().waitFor();
  expect(charts().length).toBeGreaterThan(0);
  // The legend shows which colour is what.
  const swatch = page.locator('.mantine-ColorSwatch-root').first();
  expect((await swatch.boundingBox())?.width).toBeGreaterThan(5);
  expect(complaints).toEqual([]);
});

it('is accessible in every look, with its tables open', async () => {
  const page = await openAsAdministrator();
  await page.locator('svg .recharts-bar').first().waitFor();
  for (const summary of await page.getByText('As a table').all()) await summary.click();
  await requireAccessibleInEveryLook(page, 'overview');
});
