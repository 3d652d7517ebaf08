import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';
import { addSample, everyPage } from './sample.ts';

const test = browserTest();

const openAs = (...args: [Person, string?]) => openConsole(test, ...args);

it('whoever is not signed in signs in first, and comes to what they wanted to see', async () => {
  const page = await test.newPage();
  await page.goto('/admin/audit');
  await heading(page, 'Sign in');
  expect(new URL(page.url()).searchParams.get('next')).toBe('/admin/audit');
});

it('every page is accessible in every look, with something on it, and asks nobody else', async () => {
  const pages = everyPage(await addSample(test.site));
  const page = await openAs(test.site.administrator);
  const strangers: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(test.site.url)) {
      strangers.push(request.url());
    }
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.locator('h1').waitFor();
    expect(await page.getByRole('alert').filter({ hasText: 'That did not work' }).count(), name).toBe(0);
    await requireAccessibleInEveryLook(page, name);
  }
  expect(strangers).toEqual([]);
  expect(faults).toEqual([]);
}, 300_000);

it('an administrator finds somebody as they type, and closes and opens their account', async () => {
  const person = await test.site.addPerson();
  const page = await openAs(test.site.administrator, '/admin/users');
  await page.getByLabel('Email or username').fill(person.email.slice(0, -4));
  await page.getByRole('link', { name: person.email }).click();
  await heading(page, person.email);
  await press(page, 'Deactivate');
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Reactivate' }).waitFor();
  const { id } = await manage(test.site, `GET /users?login=${person.username}`).then(
    ({ items }) => (items as { id: string }[])[0] ?? { id: '' },
  );
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ is_active: false });
  await requireAccessibleInEveryLook(page, 'a user');
});

it('somebody with one permission sees one area, and nothing that they may not do', async () => {
  const person = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'reader', permissions: ['users.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/reader`);
  const page = await openAs(person);
  await heading(page, 'Overview');
  const links = page.getByRole('navigation').getByRole('link');
  const names = (await links.allTextContents()).slice(0, 2);
  expect(names).toEqual(['Overview', 'Users']);
  await page.goto('/admin/audit');
  await heading(page, 'Nothing here for you');
  await page.goto(`/admin/users/${await subjectOf(test.site, person)}`);
  await heading(page, person.email);
  expect(await page.getByRole('button', { name: 'Deactivate' }).count()).toBe(0);
});

it('areas are reached from the keyboard by name', async () => {
  const page = await openAs(test.site.administrator);
  await heading(page, 'Overview');
  await page.keyboard.press('Control+K');
  await page.getByRole('textbox', { name: 'Search or jump to…' }).waitFor();
  await page.keyboard.type('signing');
  await page.keyboard.press('Enter');
  await heading(page, 'Signing keys');
  await page.goBack();
  await heading(page, 'Overview');
});
