import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

const openAs = (person: Person, path: string) => openConsole(test, person, path);

async function membersOf(group: string): Promise<unknown[]> {
  const { items } = await manage(test.site, `GET /groups/${encodeURIComponent(group)}/members`);
  return (items as { user_id: string }[]).map(({ user_id: id }) => id);
}

async function rolesOf(group: string): Promise<unknown> {
  return (await manage(test.site, `GET /groups/${encodeURIComponent(group)}`))['roles'];
}

it('a group is made, given a role and a member, and both are taken away and put back', async () => {
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  const page = await openAs(test.site.administrator, '/admin/groups');
  await page.getByText('No groups yet').waitFor();
  await requireAccessibleInEveryLook(page, 'no groups');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'New group' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Back office');
  await page.keyboard.press('Enter');
  await heading(page, 'Back office');

  const picker = page.getByRole('combobox', { name: 'Add a member' });
  await picker.fill(person.email.slice(0, -4));
  await page.getByRole('option', { name: person.email }).click();
  await page.getByRole('link', { name: person.email }).waitFor();
  expect(await membersOf('Back office')).toEqual([id]);
  expect(await picker.inputValue()).toBe('');
  await requireAccessibleInEveryLook(page, 'members');
  await page.setViewportSize({ width: 1280, height: 800 });

  await press(page, `Remove ${person.email} from the group`);
  await page.getByText('Nobody is in it yet').waitFor();
  expect(await membersOf('Back office')).toEqual([]);
  await press(page, 'Undo');
  await page.getByRole('link', { name: person.email }).waitFor();
  expect(await membersOf('Back office')).toEqual([id]);

  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('combobox', { name: 'Give a role' }).fill('read-');
  await page.getByRole('option', { name: 'read-write' }).click();
  await page.getByRole('link', { name: 'read-write' }).waitFor();
  expect(await rolesOf('Back office')).toEqual(['read-write']);
  await requireAccessibleInEveryLook(page, 'roles of a group');
  await page.setViewportSize({ width: 1280, height: 800 });
  await press(page, 'Remove the role read-write from the group');
  await page.getByText('It has no roles').waitFor();
  expect(await rolesOf('Back office')).toEqual([]);
  await press(page, 'Undo');
  await page.getByRole('link', { name: 'read-write' }).waitFor();
  expect(await rolesOf('Back office')).toEqual(['read-write']);

  await press(page, 'Delete');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 member of Back office lose the roles read-write').waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await heading(page, 'Groups');
  await expect(manage(test.site, 'GET /groups/Back%20office')).rejects.toThrow('404');
});

it('a group is described anew, keeps what somebody else changed meanwhile, and has no name that is taken', async () => {
  await manage(test.site, 'POST /groups', { name: 'Taken' });
  await manage(test.site, 'POST /groups', { name: 'Sales', description: 'Those who sell.' });
  const page = await openAs(test.site.administrator, '/admin/groups?search=sal');
  await page.getByRole('link', { name: 'Sales' }).click();
  await heading(page, 'Sales');
  await press(page, 'Edit');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('taken');
  await press(page, 'Save');
  await dialog.getByText('A group with this name exists already.').first().waitFor();
  await requireAccessibleInEveryLook(page, 'a refused name');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sales north');
  await manage(test.site, 'PATCH /groups/Sales', { description: 'Theirs.' });
  await press(page, 'Save');
  await page.getByText('Somebody else changed this meanwhile').waitFor();
  await press(page, 'Save');
  await heading(page, 'Sales north');
  expect(await manage(test.site, 'GET /groups/Sales%20north')).toMatchObject({ description: 'Theirs.' });
});

it('whoever only sees roles sees members by id, and can change nothing', async () => {
  const member = await subjectOf(test.site, await test.site.addPerson());
  await manage(test.site, 'POST /groups', { name: 'Night shift' });
  await manage(test.site, `PUT /groups/Night%20shift/members/${member}`);
  await manage(test.site, 'POST /roles', { name: 'role-reader', permissions: ['roles.read'] });
  const person = await test.site.addPerson();
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/role-reader`);
  const page = await openAs(person, '/admin/groups');
  await page.getByRole('link', { name: 'Night shift' }).click();
  await heading(page, 'Night shift');
  await page.getByText(member).waitFor();
  for (const name of ['Edit', 'Delete', 'New group']) {
    expect(await page.getByRole('button', { name }).count(), name).toBe(0);
  }
  const status = await page.evaluate(
    async () => (await fetch('/api/v1/groups/Night%20shift', { method: 'DELETE' })).status,
  );
  expect(status).toBe(403);
});

it('a group is made and filled with the keyboard alone', async () => {
  const person = await test.site.addPerson();
  const page = await openAs(test.site.administrator, '/admin/groups');
  await heading(page, 'Groups');
  await page.getByRole('button', { name: 'New group' }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('By key');
  await page.keyboard.press('Enter');
  await heading(page, 'By key');
  await page.getByRole('combobox', { name: 'Add a member' }).focus();
  await page.keyboard.type(person.email);
  await page.getByRole('option', { name: person.email }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: person.email }).waitFor();
  expect(await membersOf('By key')).toEqual([await subjectOf(test.site, person)]);
});
