import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { enter, heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

const openAs = (person: Person, path: string) => openConsole(test, person, path);

/** What the session of the page is answered by the management API. */
function call(page: Page, request: string, body?: object): Promise<number> {
  const [method = '', path = ''] = request.split(' ');
  return page.evaluate(
    async (asked) => {
      const headers = { 'content-type': 'application/json' };
      const sent = asked.body === undefined ? {} : { headers, body: JSON.stringify(asked.body) };
      return (await fetch(`/api/v1${asked.path}`, { method: asked.method, ...sent })).status;
    },
    { method, path, body },
  );
}

async function permissionsOf(role: string): Promise<unknown> {
  return (await manage(test.site, `GET /roles/${role}`))['permissions'];
}

function box(page: Page, permission: string, role: string): Locator {
  return page.getByRole('checkbox', { name: `${permission}, ${role}`, exact: true });
}

/** Somebody who holds a role made from a template, by the pages. */
async function holderOf(template: string, name: string): Promise<Person> {
  const page = await openAs(test.site.administrator, '/admin/roles');
  await page.getByRole('link', { name: 'New role' }).click();
  await heading(page, 'New role');
  await enter(page, { Description: 'By template.' });
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('radio', { name: template }).check();
  await page.getByRole('button', { name: /^Create with \d+ permissions$/ }).click();
  await heading(page, name);
  const person = await test.site.addPerson();
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/${name}`);
  await page.context().close();
  return person;
}

const changing =
  /^(new|create|add|edit|delete|remove|rotate|deactivate|reset|end|save|register|invite|give)\b/i;

it('an auditor by template sees every page, nothing on them that changes anything, and may change nothing', async () => {
  const person = await holderOf('Auditor', 'inspector');
  await manage(test.site, 'POST /groups', { name: 'Seen' });
  await manage(test.site, 'POST /permissions', { name: 'seen.read' });
  const page = await openAs(person, '/admin/');
  const links = page.getByRole('navigation').getByRole('link');
  await heading(page, 'Overview');
  expect(await links.allTextContents()).toEqual(
    expect.arrayContaining(['Users', 'Explain access', 'Audit log']),
  );
  const paths = ['users', 'groups', 'roles', 'roles?tab=matrix', 'roles?tab=permissions', 'services', 'keys'];
  const { id } = (await manage(test.site, 'GET /groups/Seen')) as { id: string };
  const { id: role } = (await manage(test.site, 'GET /roles/owner')) as { id: string };
  for (const path of [...paths, `groups/${id}`, `groups/${id}?tab=roles`, `roles/${role}`]) {
    await page.goto(`/admin/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const main = page.getByRole('main');
    const names = [
      ...(await main.getByRole('button').allTextContents()),
      ...(await main.getByRole('link').allTextContents()),
    ];
    expect(
      names.filter((name) => changing.test(name)),
      path,
    ).toEqual([]);
    expect(await page.getByText('Nothing here for you').count(), path).toBe(0);
  }
  const refused = [
    call(page, 'POST /roles', { name: 'x' }),
    call(page, 'PATCH /roles/read-only', { description: 'x' }),
    call(page, 'POST /groups', { name: 'x' }),
    call(page, 'DELETE /groups/Seen'),
    call(page, `PUT /users/${await subjectOf(test.site, person)}/roles/owner`),
    call(page, 'POST /permissions', { name: 'x.read' }),
  ];
  expect(await Promise.all(refused)).toEqual(refused.map(() => 403));
});

it('a supporter by template resets factors of people, and makes nobody an owner', async () => {
  const person = await holderOf('Support', 'helper');
  const other = await subjectOf(test.site, await test.site.addPerson());
  const page = await openAs(person, '/admin/roles');
  await heading(page, 'Roles and permissions');
  expect(await page.getByRole('link', { name: 'New role' }).count()).toBe(0);
  expect(await call(page, `DELETE /users/${other}/factors`)).toBeLessThan(300);
  expect(await call(page, `PUT /users/${other}/roles/owner`)).toBe(403);
  expect(await call(page, `PUT /users/${await subjectOf(test.site, person)}/roles/owner`)).toBe(403);
});

it('the matrix saves several roles at once; one that was changed meanwhile is kept, shown, and saved again', async () => {
  await manage(test.site, 'POST /roles', { name: 'matrix-a', permissions: ['users.read'] });
  await manage(test.site, 'POST /roles', { name: 'matrix-b', permissions: ['users.read'] });
  const page = await openAs(test.site.administrator, '/admin/roles?tab=matrix');
  await box(page, 'audit.read', 'matrix-a').check();
  await box(page, 'users.read', 'matrix-b').uncheck();
  await box(page, 'keys.read', 'matrix-b').check();
  await page.getByText('3 changes in 2 roles').waitFor();
  await requireAccessibleInEveryLook(page, 'the matrix with changes');
  await page.setViewportSize({ width: 1280, height: 800 });
  // Looking at something else loses nothing.
  await page.getByRole('tab', { name: 'Permissions' }).click();
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await manage(test.site, 'PATCH /roles/matrix-b', { permissions: ['users.read', 'mail.read'] });
  await press(page, 'Review changes');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save 2 roles' }).click();
  await dialog.getByText('Somebody else changed this role meanwhile').waitFor();
  expect(await permissionsOf('matrix-a')).toEqual(['audit.read', 'users.read']);
  expect(await permissionsOf('matrix-b')).toEqual(['mail.read', 'users.read']);
  await requireAccessibleInEveryLook(page, 'the review of a conflict');
  await dialog.getByRole('button', { name: 'Save 1 role' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await permissionsOf('matrix-b')).toEqual(['keys.read', 'mail.read']);
  expect(await page.getByRole('button', { name: 'Review changes' }).count()).toBe(0);
});

it('what the server refuses of one role is said beside it, and the others are saved', async () => {
  await manage(test.site, 'POST /roles', { name: 'refused-a' });
  await manage(test.site, 'POST /roles', { name: 'refused-b' });
  await manage(test.site, 'POST /permissions', { name: 'fleeting.read' });
  const page = await openAs(test.site.administrator, '/admin/roles?tab=matrix');
  await box(page, 'audit.read', 'refused-a').check();
  await box(page, 'fleeting.read', 'refused-b').check();
  await manage(test.site, 'DELETE /permissions/fleeting.read');
  await press(page, 'Review changes');
  await page.getByRole('dialog').getByRole('button', { name: 'Save 2 roles' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  expect(await permissionsOf('refused-a')).toEqual(['audit.read']);
  expect(await permissionsOf('refused-b')).toEqual([]);
});

it('the matrix is worked with the keyboard alone', async () => {
  await manage(test.site, 'POST /roles', { name: 'keys-a', level: 900 });
  const page = await openAs(test.site.administrator, '/admin/roles?tab=matrix');
  const first = page.getByRole('checkbox').first();
  await first.waitFor();
  await page.getByRole('searchbox', { name: 'Find a permission' }).focus();
  await page.keyboard.type('audit');
  await box(page, 'users.read', 'keys-a').waitFor({ state: 'detached' });
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab');
    if (await first.evaluate((element) => element === document.activeElement)) break;
  }
  const wanted = box(page, 'audit.read', 'keys-a');
  for (let moves = 0; moves < 40; moves++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Space');
  await page.getByText('1 change in 1 role').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const save = page.getByRole('dialog').getByRole('button', { name: 'Save 1 role' });
  await save.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await permissionsOf('keys-a')).toEqual(['audit.read']);
});

it('on a phone one role of the matrix is shown at a time, and the changes are the same', async () => {
  await manage(test.site, 'POST /roles', { name: 'phone-a' });
  const page = await openAs(test.site.administrator, '/admin/roles?tab=matrix');
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'phone-a' }).click();
  await page.getByRole('checkbox', { name: 'audit.read' }).check();
  await page.getByText('1 change in 1 role').waitFor();
  await requireAccessibleInEveryLook(page, 'the matrix');
});

it('a role is described, changed and deleted, and says before who loses it', async () => {
  await manage(test.site, 'POST /roles', { name: 'passing', description: 'Comes and goes.' });
  const person = await test.site.addPerson();
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/passing`);
  await manage(test.site, 'POST /groups', { name: 'Passers-by' });
  await manage(test.site, 'PUT /groups/Passers-by/roles/passing');
  const page = await openAs(test.site.administrator, '/admin/roles?search=pass');
  await requireAccessibleInEveryLook(page, 'roles');
  await page.getByRole('link', { name: 'passing' }).click();
  await heading(page, 'passing');
  await press(page, 'Edit');
  await enter(page, { Level: '7' });
  // Somebody else is quicker.
  await manage(test.site, 'PATCH /roles/passing', { description: 'Theirs.' });
  await press(page, 'Save');
  await page.getByText('Somebody else changed this meanwhile').waitFor();
  expect(await manage(test.site, 'GET /roles/passing')).toMatchObject({
    level: null,
    description: 'Theirs.',
  });
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Theirs.').waitFor();
  await press(page, 'Edit');
  await enter(page, { Level: '7' });
  await press(page, 'Save');
  await page.getByText('7: managed only by those at level 7').waitFor();
  await page.getByRole('checkbox', { name: 'audit.read' }).check();
  await press(page, 'Save');
  await page.getByText('1 change', { exact: true }).waitFor({ state: 'detached' });
  expect(await manage(test.site, 'GET /roles/passing')).toMatchObject({
    level: 7,
    permissions: ['audit.read'],
  });
  await requireAccessibleInEveryLook(page, 'a role');
  await page.getByRole('tab', { name: 'Who holds it' }).click();
  await page.getByRole('link', { name: person.email }).waitFor();
  await page.getByRole('link', { name: 'Passers-by' }).waitFor();
  await requireAccessibleInEveryLook(page, 'holders');
  await press(page, 'Delete');
  const dialog = page.getByRole('dialog');
  await dialog
    .getByText('Held directly by 1 person, and by all members of Passers-by. They lose passing')
    .waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await heading(page, 'Roles and permissions');
  await expect(manage(test.site, 'GET /roles/passing')).rejects.toThrow('404');
});

it('what is refused of a new role stands beside its field', async () => {
  const page = await openAs(test.site.administrator, '/admin/roles/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('owner');
  await press(page, 'Create with 0 permissions');
  await page.getByText('A role with this name exists already.').first().waitFor();
  await requireAccessibleInEveryLook(page, 'a new role');
});

it('a permission of one’s own is defined, described anew and deleted', async () => {
  const page = await openAs(test.site.administrator, '/admin/roles?tab=permissions&kind=custom');
  await press(page, 'New permission');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Not a name');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.locator('[aria-invalid=true]').waitFor();
  await requireAccessibleInEveryLook(page, 'a refused permission');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('parcels.send');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.waitFor({ state: 'detached' });
  await manage(test.site, 'POST /roles', { name: 'parcel-sender', permissions: ['parcels.send'] });
  await press(page, 'Edit parcels.send');
  await dialog.getByLabel('Description').fill('Send parcels.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await manage(test.site, 'GET /permissions/parcels.send')).toMatchObject({
    description: 'Send parcels.',
  });
  await page.reload();
  await page.getByRole('row', { name: 'parcels.send' }).getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText('These roles lose parcels.send: parcel-sender.').waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await permissionsOf('parcel-sender')).toEqual([]);
});
