import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { tabTo } from '../support/keyboard.ts';
import { manage, subjectOf } from '../support/management.ts';
import { fillSignIn, heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

/** The page of somebody new, as an administrator sees it. */
async function openUser(tab = ''): Promise<{ page: Page; person: Person; id: string }> {
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  const query = tab === '' ? '' : `?tab=${tab}`;
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}${query}`);
  await heading(page, person.email);
  return { page, person, id };
}

const dialog = (page: Page) => page.getByRole('dialog');
const closed = (page: Page) => dialog(page).waitFor({ state: 'detached' });
const pressIn = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
const isFocused = (field: Locator) => field.evaluate((element) => element === document.activeElement);
const factOf = (page: Page, name: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell');

it('a profile is read and changed', async () => {
  const { page, id } = await openUser();
  expect(await factOf(page, 'First name').textContent()).toBe('Ada');
  await requireAccessibleInEveryLook(page, 'a profile');
  await page.setViewportSize({ width: 1280, height: 800 });
  await press(page, 'Edit');
  await requireAccessibleInEveryLook(page, 'the form of a profile');
  await page.setViewportSize({ width: 1280, height: 800 });
  await dialog(page).getByLabel('Phone').fill('+49 30 1234');
  await dialog(page).getByLabel('External id').fill('hr-4711');
  await dialog(page).getByLabel('The address is theirs').check();
  await pressIn(page, 'Save');
  await closed(page);
  expect(await factOf(page, 'Phone').textContent()).toBe('+49 30 1234');
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({
    ...{ phone: '+49 30 1234', external_id: 'hr-4711', email_verified: true, first_name: 'Ada' },
  });
});

it('what is refused stands beside its field', async () => {
  const { page } = await openUser();
  await press(page, 'Edit');
  await dialog(page).getByLabel('Email', { exact: true }).fill(test.site.administrator.email);
  await pressIn(page, 'Save');
  await dialog(page).getByText('This email already exists.').waitFor();
  expect(await dialog(page).getByLabel('Email', { exact: true }).getAttribute('aria-invalid')).toBe('true');
});

it('what somebody else saved meanwhile is shown, and what was typed is not lost', async () => {
  const { page, id } = await openUser();
  await press(page, 'Edit');
  await dialog(page).getByLabel('First name').fill('Augusta');
  await manage(test.site, `PATCH /users/${id}`, { first_name: 'Anne', last_name: 'King' });
  await pressIn(page, 'Save');
  await dialog(page).getByRole('alert').getByText('Somebody else saved meanwhile').waitFor();
  expect(await dialog(page).getByLabel('First name').inputValue()).toBe('Augusta');
  expect(await dialog(page).getByLabel('Last name').inputValue()).toBe('King');
  await dialog(page).getByText('It is now: Anne').waitFor();
  await requireAccessibleInEveryLook(page, 'a profile that two have changed');
  await pressIn(page, 'Save');
  await closed(page);
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({
    ...{ first_name: 'Augusta', last_name: 'King' },
  });
});

it('a flag says what it means before it is set', async () => {
  const { page, person, id } = await openUser();
  await page.getByLabel('Administrator').click();
  await dialog(page).getByText(`${person.email} may do everything`).waitFor();
  await pressIn(page, 'Cancel');
  await closed(page);
  expect(await page.getByLabel('Administrator').isChecked()).toBe(false);
  await page.getByLabel('Staff').click();
  await pressIn(page, 'Make them staff');
  await closed(page);
  expect(await page.getByLabel('Staff').isChecked()).toBe(true);
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ is_staff: true, is_superuser: false });
});

it('the last administrator stays one', async () => {
  const id = await subjectOf(test.site, test.site.administrator);
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}`);
  await page.getByLabel('Administrator').click();
  await pressIn(page, 'No longer an administrator');
  await dialog(page).getByText('This is the last active administrator').waitFor();
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ is_superuser: true });
});

it('a password is set, and a weak one is refused beside its field', async () => {
  const { page, person } = await openUser();
  await press(page, 'Set a password');
  const field = dialog(page).getByLabel('New password');
  await field.fill('password');
  await pressIn(page, 'Set a password');
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  await requireAccessibleInEveryLook(page, 'a password that is refused');
  await field.fill('copper-lantern-93-dune');
  await pressIn(page, 'Set a password');
  await closed(page);
  await subjectOf(test.site, { ...person, password: 'copper-lantern-93-dune' });
  const theirs = await test.newPage();
  await theirs.goto('/sign-in');
  await fillSignIn(theirs, person);
  await theirs.getByRole('alert').waitFor();
});

it('deactivating is undone with one press', async () => {
  const { page, person, id } = await openUser();
  await press(page, 'Deactivate');
  await pressIn(page, 'Deactivate');
  await closed(page);
  await page.getByText('Inactive', { exact: true }).waitFor();
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ is_active: false });
  await press(page, 'Undo');
  await page.getByRole('button', { name: 'Deactivate' }).waitFor();
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ is_active: true });
  await subjectOf(test.site, person);
});

it('sessions are ended one by one, and all at once', async () => {
  const person = await test.site.addPerson();
  const theirs = await openConsole(test, person, '/account/');
  const id = await subjectOf(test.site, person);
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}?tab=sessions`);
  await page.getByRole('button', { name: 'End', exact: true }).first().waitFor();
  await requireAccessibleInEveryLook(page, 'sessions');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'End', exact: true }).first().click();
  await pressIn(page, 'End');
  await closed(page);
  await press(page, 'End all');
  await pressIn(page, 'End all');
  await page.getByText('Nowhere just now.').waitFor();
  expect(await manage(test.site, `GET /users/${id}/sessions`)).toMatchObject({ items: [] });
  await theirs.goto('/account/');
  await heading(theirs, 'Sign in');
});

it('is edited by keyboard alone, and the focus comes back', async () => {
  const { page, id } = await openUser();
  await page.locator('h1').focus();
  await tabTo(page, 'Edit');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  const field = dialog(page).getByLabel('First name');
  for (let stops = 0; stops < 12 && !(await isFocused(field)); stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Grace');
  await page.keyboard.press('Enter');
  await closed(page);
  expect(await manage(test.site, `GET /users/${id}`)).toMatchObject({ first_name: 'Grace' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Edit');
});
