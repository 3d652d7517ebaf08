import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { codesOn, follow, openAccountPage } from '../account/account-pages.ts';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { enter, heading, press } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

async function addRole(name: string, permissions: string[]): Promise<void> {
  await manage(test.site, 'POST /roles', { name, permissions });
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

const accessOf = (id: string) => manage(test.site, `GET /users/${id}/access`);

it('roles and groups are given and taken, undone, and shown with the way by which each right comes', async () => {
  await addRole('clerk', ['audit.read', 'users.read']);
  await addRole('helper', ['users.read']);
  await manage(test.site, 'POST /groups', { name: 'Back office' });
  await manage(test.site, 'PUT /groups/Back%20office/roles/clerk');
  const id = await subjectOf(test.site, await test.site.addPerson());
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}?tab=roles`);
  await choose(page, 'Give a role', 'helper');
  await press(page, 'Give');
  await page.getByLabel('Remove helper').waitFor();
  await choose(page, 'Add to a group', 'Back office');
  await press(page, 'Add');
  await page.getByLabel('Remove from Back office').waitFor();
  const rights = page.getByRole('table', { name: 'What they may do' });
  await rights.getByRole('row', { name: 'audit.read clerk, through the group Back office' }).waitFor();
  await rights.getByRole('row', { name: /^users.read helper\s*clerk, through/ }).waitFor();
  await requireAccessibleInEveryLook(page, 'roles and groups');
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByLabel('Remove helper').click();
  await page.getByText('helper was removed.').waitFor();
  expect(await accessOf(id)).toMatchObject({ roles: ['clerk', 'read-only'], groups: ['Back office'] });
  await press(page, 'Undo');
  await page.getByLabel('Remove helper').waitFor();
  await page.getByLabel('Remove from Back office').click();
  await page.getByText('No longer in Back office.').waitFor();
  await expect.poll(() => accessOf(id)).toMatchObject({ roles: ['helper', 'read-only'], groups: [] });
  await press(page, 'Undo');
  await page.getByLabel('Remove from Back office').waitFor();
  expect(await accessOf(id)).toMatchObject({ groups: ['Back office'] });
  await page.getByRole('main').getByRole('link', { name: 'Explain access' }).click();
  expect(new URL(page.url()).search).toBe(`?user=${id}`);
});

it('factors are shown, and reset for somebody who has lost theirs', async () => {
  const person = await test.site.addPerson();
  const theirs = await openConsole(test, person, '/account/factors');
  await addAuthenticator(theirs);
  await openAccountPage(theirs, 'factors', 'Second factors');
  await follow(theirs, 'Add a passkey');
  await enter(theirs, { Name: 'Laptop' });
  await press(theirs, 'Add a passkey');
  await codesOn(theirs);
  const found = await manage(test.site, `GET /users?login=${person.username}`);
  const [{ id } = { id: '' }] = found['items'] as { id: string }[];
  const page = await openConsole(test, test.site.administrator, `/admin/users/${id}?tab=factors`);
  await page.getByRole('row', { name: /^Laptop Passkey/ }).waitFor();
  await page.getByText('Recovery codes left: 10').waitFor();
  await page.getByRole('heading', { name: 'Trusted browsers' }).waitFor();
  await requireAccessibleInEveryLook(page, 'factors');
  await page.setViewportSize({ width: 1280, height: 800 });
  await press(page, 'Reset');
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await page.getByText('None set up.').waitFor();
  expect(await manage(test.site, `GET /users/${id}/factors`)).toMatchObject({
    passkeys: [],
    recovery_codes_left: 0,
  });
});

describe('somebody with few permissions', () => {
  const parts = {
    Edit: ['users.update'],
    Deactivate: ['users.update'],
    'Delete …': ['users.delete'],
    'Set a password': ['users.reset_password'],
    'End all': ['sessions.read', 'sessions.manage'],
    Give: ['roles.read', 'roles.grant'],
  };
  const tabs = {
    Profile: 'users.read',
    'Roles and groups': 'roles.read',
    Services: 'services.read',
    'Second factors': 'users.read',
    Sessions: 'sessions.read',
    'Audit log': 'audit.read',
  };

  it.each([
    [[], ''],
    [['users.update'], ''],
    [['users.delete'], ''],
    [['users.reset_password'], ''],
    [['sessions.read'], 'sessions'],
    [['sessions.read', 'sessions.manage'], 'sessions'],
    [['roles.read'], 'roles'],
    [['roles.read', 'roles.grant'], 'roles'],
    [['audit.read', 'services.read'], ''],
  ])('who has %j beside users.read is shown what that is good for, and nothing else', async (more, tab) => {
    const name = ['few', ...more].join('-').replaceAll('.', '-').replaceAll('_', '-');
    const permissions = ['users.read', ...more];
    await addRole(name, permissions);
    const helper = await test.site.addPerson();
    const helperId = await subjectOf(test.site, helper);
    await manage(test.site, `PUT /users/${helperId}/roles/${name}`);
    const id = await subjectOf(test.site, await test.site.addPerson());
    const page = await openConsole(test, helper, `/admin/users/${id}?tab=${tab}`);
    await page.waitForLoadState('networkidle');
    const shownTabs = await page.getByRole('tab').allTextContents();
    const due = Object.entries(tabs).filter(([, permission]) => permissions.includes(permission));
    expect(shownTabs.filter((label) => label in tabs)).toEqual(due.map(([label]) => label));
    for (const [label, needed] of Object.entries(parts)) {
      const isDue = needed.every((permission) => permissions.includes(permission));
      const isHere =
        label === 'End all'
          ? tab === 'sessions'
          : label === 'Give'
            ? tab === 'roles'
            : tab === '' || label === 'Deactivate' || label === 'Delete …';
      const count = await page.getByRole('button', { name: label, exact: true }).count();
      expect([label, count]).toEqual([label, isDue && isHere ? 1 : 0]);
    }
  });

  it('cannot make an administrator, or touch one', async () => {
    await addRole('desk', ['users.read', 'users.update', 'users.delete', 'users.reset_password']);
    const desk = await test.site.addPerson();
    await manage(test.site, `PUT /users/${await subjectOf(test.site, desk)}/roles/desk`);
    const rootId = await subjectOf(test.site, test.site.administrator);
    const page = await openConsole(test, desk, `/admin/users/${rootId}`);
    await heading(page, test.site.administrator.email);
    expect(await page.getByLabel('Administrator').isDisabled()).toBe(true);
    await press(page, 'Deactivate');
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('Request id').waitFor();
    expect(await manage(test.site, `GET /users/${rootId}`)).toMatchObject({ is_active: true });
  });
});
