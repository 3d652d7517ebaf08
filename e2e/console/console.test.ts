import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

const areas = {
  '/admin/': 'Overview',
  '/admin/users': 'Users',
  '/admin/groups': 'Groups',
  '/admin/roles': 'Roles and permissions',
  '/admin/services': 'Services',
  '/admin/applications': 'Applications',
  '/admin/access-review': 'Access review',
  '/admin/audit': 'Audit log',
  '/admin/keys': 'Signing keys',
};

const openAs = (...args: [Person, string?]) => openConsole(test, ...args);

it('whoever is not signed in signs in first, and comes to what they wanted to see', async () => {
  const page = await test.newPage();
  await page.goto('/admin/audit');
  await heading(page, 'Sign in');
  expect(new URL(page.url()).searchParams.get('next')).toBe('/admin/audit');
});

it('an administrator sees every area; each is accessible in every look, and asks nobody else', async () => {
  await test.site.addPerson();
  const page = await openAs(test.site.administrator);
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(test.site.url)) strangers.push(request.url());
  });
  for (const [path, title] of Object.entries(areas)) {
    await page.goto(path);
    await heading(page, title);
    await page.waitForLoadState('networkidle');
    await requireAccessibleInEveryLook(page, title);
  }
  expect(strangers).toEqual([]);
});

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
