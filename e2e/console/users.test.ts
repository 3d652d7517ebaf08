import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import { somebody, type Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest({ OSTIARY_MAIL: 'console' });

const open = (path: string, person: Person = test.site.administrator): Promise<Page> =>
  openConsole(test, person, path);

async function findUser(login: string): Promise<Record<string, unknown> | undefined> {
  const { items } = await manage(test.site, `GET /users?login=${encodeURIComponent(login)}`);
  return (items as Record<string, unknown>[])[0];
}

async function downloaded(page: Page, act: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return readFile(await download.path(), 'utf8');
}

/** Chooses in a list that is searched as one types. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  await page
    .getByRole('textbox', { name: label })
    .or(page.getByRole('combobox', { name: label }))
    .first()
    .fill(name);
  await page.getByRole('option', { name, exact: true }).click();
}

describe('somebody new', () => {
  it('is created with a password and can sign in', async () => {
    const person = somebody();
    const page = await open('/admin/users');
    await page.getByRole('link', { name: 'Add a user' }).click();
    await heading(page, 'Add a user');
    await requireAccessibleInEveryLook(page, 'a new user');
    await page.getByLabel('Email', { exact: true }).fill(person.email);
    await page.getByLabel('Username').fill(person.username);
    await page.getByLabel('First name').fill('Ada');
    await page.getByRole('textbox', { name: 'Password' }).fill('short');
    await press(page, 'Create the account');
    await page.getByText('Something below is not right yet').waitFor();
    expect(await findUser(person.email)).toBeUndefined();
    expect(await page.getByLabel('Username').inputValue()).toBe(person.username);
    await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
    await press(page, 'Create the account');
    await heading(page, person.email);
    expect(await findUser(person.email)).toMatchObject({ username: person.username, first_name: 'Ada' });
    expect(await subjectOf(test.site, person)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is invited, and has no password until the link in the mail is used', async () => {
    const { email } = somebody();
    const page = await open('/admin/users/new');
    await page.getByText('Invite by mail').click();
    await page.getByLabel('Email', { exact: false }).first().fill(email);
    await press(page, 'Invite');
    await heading(page, email);
    expect(await findUser(email)).toMatchObject({ email, email_verified: false });
  });
});

describe('many at once', () => {
  it('get a role; who cannot is told apart, with the reason', async () => {
    const people = [await test.site.addPerson(), await test.site.addPerson()];
    await manage(test.site, 'POST /roles', { name: 'clerk', permissions: ['users.read'] });
    const page = await open('/admin/users');
    for (const { email } of people) await page.getByLabel(`Select ${email}`).check();
    await page.getByText('2 selected').waitFor();
    await press(page, 'With those selected…');
    await page.getByRole('menuitem', { name: 'Give a role' }).click();
    const dialog = page.getByRole('dialog', { name: 'Give a role' });
    await choose(page, 'Role', 'clerk');
    await requireAccessibleInEveryLook(page, 'giving a role to many');
    await dialog.getByRole('button', { name: 'Give a role' }).click();
    await dialog.getByText('2 of 2 done').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    for (const person of people) {
      const access = await manage(test.site, `GET /users/${await subjectOf(test.site, person)}/access`);
      expect(access['direct_roles']).toContain('clerk');
    }
  });

  it('are deactivated, except the last administrator', async () => {
    const person = await test.site.addPerson();
    const id = await subjectOf(test.site, person);
    const page = await open('/admin/users');
    await page.getByLabel('Select all of this page').check();
    await page
      .getByLabel(/^Select person/)
      .first()
      .waitFor();
    await press(page, 'With those selected…');
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate' });
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await dialog.getByRole('table', { name: 'Not done' }).waitFor();
    expect(await dialog.getByRole('table', { name: 'Not done' }).locator('tbody tr').count()).toBe(1);
    await requireAccessibleInEveryLook(page, 'what was not done');
    expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ is_active: false });
    expect(await findUser(test.site.administrator.email)).toMatchObject({ is_active: true });
  });
});

describe('a file', () => {
  const lines = Array.from({ length: 3000 }, (_, index) =>
    index % 1000 === 500
      ? { username: 'x', email: 'nowhere', external_id: `f${index}` }
      : { username: `filed${index}`, external_id: `f${index}`, roles: [] },
  );
  const file = (name: string, contents = lines.map((line) => `${JSON.stringify(line)}\n`).join('')) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(contents),
  });

  it('is tried first, then imported; every bad line is told', async () => {
    const page = await open('/admin/users/import');
    await heading(page, 'Import users');
    await requireAccessibleInEveryLook(page, 'an import');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'File', exact: false }).first().click(),
    ]);
    await chooser.setFiles(file('people.jsonl'));
    await press(page, 'Try it');
    await page.getByText('Tried: this is what would happen').waitFor();
    await page.getByText('2997 created, 0 updated, 0 unchanged, 3 bad.').waitFor();
    expect(await findUser('filed0')).toBeUndefined();
    const bad = page.getByRole('table', { name: 'Bad lines' });
    expect(await bad.locator('tbody tr td:first-child').allTextContents()).toEqual(['501', '1501', '2501']);
    const csv = await downloaded(page, () => page.getByRole('link', { name: 'Take as CSV' }).click());
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'line,field,code,message',
      expect.stringMatching(/^501,email,/) as string,
    ]);
    await press(page, 'Import');
    await page.getByText('Imported', { exact: true }).waitFor();
    expect(await findUser('filed2999')).toMatchObject({ external_id: 'f2999' });
    await requireAccessibleInEveryLook(page, 'what was imported');
    const { items } = await manage(test.site, 'GET /imports');
    expect(items).toMatchObject([{ lines_done: 3000, created: 2997, failed: 3 }]);
  });

  it('of everybody is taken, and holds them', async () => {
    const page = await open('/admin/users');
    await press(page, 'Export');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByText('CSV for spreadsheets').click();
    await requireAccessibleInEveryLook(page, 'an export');
    const csv = await downloaded(page, () => dialog.getByRole('button', { name: 'Download' }).click());
    expect(csv).toContain(test.site.administrator.email);
    expect(csv.split('\r\n')[0]).toMatch(/^external_id,email,.*roles/);
    expect(csv).not.toContain('argon2');
  });
});

it('a link shows the same list to whoever opens it', async () => {
  const person = await test.site.addPerson();
  await manage(test.site, `PATCH /users/${await subjectOf(test.site, person)}`, { is_staff: true });
  const page = await open(`/admin/users?kind=staff&search=${person.username}`);
  await page.getByRole('link', { name: person.email }).waitFor();
  expect(await page.getByRole('table').locator('tbody tr').count()).toBe(1);
  expect(await page.getByLabel('Email or username').inputValue()).toBe(person.username);
  await press(page, 'Clear the filters');
  await expect.poll(() => page.getByRole('table').locator('tbody tr').count()).toBeGreaterThan(1);
});

it('who may only look finds nothing to do, and is refused what they try', async () => {
  const person = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'looker', permissions: ['users.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/looker`);
  const page = await open('/admin/users?order=-created_at', person);
  await page.getByRole('link', { name: person.email }).waitFor();
  const buttons = await page.getByRole('main').getByRole('button').allTextContents();
  expect(buttons.filter((button) => button !== 'Next page')).toEqual(['More filters', 'Clear the filters']);
  expect(await page.getByRole('checkbox').count()).toBe(0);
  for (const path of ['/admin/users/new', '/admin/users/import']) {
    await page.goto(path);
    await heading(page, 'Nothing here for you');
  }
  const status = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/v1/users', { method: 'POST', headers, body: '{"username":"x"}' });
    return answer.status;
  });
  expect(status).toBe(403);
});
