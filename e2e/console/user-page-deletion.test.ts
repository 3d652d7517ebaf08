import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

async function openUser(): Promise<{ page: Page; person: Person; id: string }> {
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}`);
  await heading(page, person.email);
  return { page, person, id };
}

const dialog = (page: Page) => page.getByRole('dialog');
const closed = (page: Page) => dialog(page).waitFor({ state: 'detached' });
const pressIn = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
const deletionOf = async (id: string) => (await manage(test.site, `GET /users/${id}/deletion`))['pending'];

it('an account is deleted later, closed at once, and kept after all', async () => {
  const { page, person, id } = await openUser();
  await press(page, 'Delete …');
  await dialog(page).getByText('The account is closed at once').waitFor();
  await dialog(page).getByText('Until then it can be kept').waitFor();
  await requireAccessibleInEveryLook(page, 'the question before a deletion');
  await page.setViewportSize({ width: 1280, height: 800 });
  await pressIn(page, 'Delete');
  await closed(page);
  await page.getByText('This account is going to be deleted').waitFor();
  await page.getByText('To be deleted', { exact: true }).waitFor();
  expect(await deletionOf(id)).toMatchObject({
    requested_by: await subjectOf(test.site, test.site.administrator),
    was_active: true,
  });
  await expect(subjectOf(test.site, person)).rejects.toThrow('401');
  // It is kept as a whole, or not.
  expect(await page.getByRole('button', { name: 'Reactivate' }).count()).toBe(0);
  await requireAccessibleInEveryLook(page, 'somebody who is going to be deleted');
  await page.setViewportSize({ width: 1280, height: 800 });
  await press(page, 'Keep this account');
  await page.getByText('This account is going to be deleted').waitFor({ state: 'detached' });
  expect(await deletionOf(id)).toBeNull();
  await subjectOf(test.site, person);
});

it('is undone with one press', async () => {
  const { page, person } = await openUser();
  await press(page, 'Delete …');
  await pressIn(page, 'Delete');
  await closed(page);
  await press(page, 'Undo');
  await page.getByText('To be deleted', { exact: true }).waitFor({ state: 'detached' });
  await subjectOf(test.site, person);
});

it('is deleted at once by whoever types the name', async () => {
  const { page, person, id } = await openUser();
  await press(page, 'Delete …');
  await dialog(page).getByLabel('At once').check();
  const button = dialog(page).getByRole('button', { name: 'Delete at once' });
  expect(await button.isDisabled()).toBe(true);
  await dialog(page).getByLabel(`Type ${person.email} to confirm`).fill(person.email);
  await requireAccessibleInEveryLook(page, 'the question before a deletion at once');
  await page.setViewportSize({ width: 1280, height: 800 });
  await button.click();
  await heading(page, 'Users');
  await page.getByText(`${person.email} is deleted.`).waitFor();
  await expect(manage(test.site, `GET /users/${id}`)).rejects.toThrow('404');
  expect(await page.getByRole('link', { name: person.email }).count()).toBe(0);
});

it('of the last administrator is refused, and says why', async () => {
  const id = await subjectOf(test.site, test.site.administrator);
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}`);
  await press(page, 'Delete …');
  await pressIn(page, 'Delete');
  await dialog(page).getByText('This is the last active administrator').waitFor();
  expect(await deletionOf(id)).toBeNull();
});

it('on a phone it is in a menu, and whoever may only look sees what is going to happen', async () => {
  const { page, person, id } = await openUser();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.getByRole('button', { name: 'Delete …' }).isVisible()).toBe(false);
  await press(page, 'Actions');
  await page.getByRole('menuitem', { name: 'Delete …' }).waitFor();
  await requireAccessibleInEveryLook(page, 'the menu of a user');
  await page.setViewportSize({ width: 390, height: 844 });
  // Whether it is still open depends on the sizes that the page had meanwhile.
  await page.reload();
  await press(page, 'Actions');
  await page.getByRole('menuitem', { name: 'Delete …' }).click();
  await pressIn(page, 'Delete');
  await closed(page);

  const reader = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'reader', permissions: ['users.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, reader)}/roles/reader`);
  const theirs = await openConsole(test, reader, `/admin/users/${id}`);
  await heading(theirs, person.email);
  await theirs.getByText('This account is going to be deleted').waitFor();
  expect(await theirs.getByRole('button', { name: 'Keep this account' }).count()).toBe(0);
  const status = await theirs.evaluate(
    async (path) => (await fetch(path, { method: 'DELETE' })).status,
    `/api/v1/users/${id}/deletion`,
  );
  expect(status).toBe(403);
});

it('that its owner asked for says so', async () => {
  const { page, person, id } = await openUser();
  const theirs = await openConsole(test, person);
  await theirs.evaluate(() => fetch('/api/v1/me/deletion', { method: 'POST' }));
  expect(await deletionOf(id)).toMatchObject({ requested_by: null, was_active: null });
  await page.reload();
  await page.getByText('They asked for it themselves').waitFor();
  await press(page, 'Keep this account');
  await page.getByText('They asked for it themselves').waitFor({ state: 'detached' });
  expect(await deletionOf(id)).toBeNull();
});
