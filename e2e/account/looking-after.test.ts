import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { enter, heading, press, signIn } from '../support/people.ts';
import { follow, noticeOf, openAccountPage } from './account-pages.ts';

// Nothing here needs scripts.
const test = browserTest();
const withoutScripts = { javaScriptEnabled: false };

it('somebody changes their profile and their password', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage({}, withoutScripts);
  await signIn(page, person);
  await follow(page, 'Manage your account');
  await heading(page, 'Account overview');
  await follow(page, 'Profile');
  await enter(page, { 'First name (optional)': 'Augusta', 'Phone number (optional)': '+44 20 7946 0000' });
  await press(page, 'Save');
  expect(await noticeOf(page)).toBe('Your profile is saved.');

  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Password' }).click();
  const password = 'orbit-velvet-canyon-7';
  const entered = { 'New password': password, 'New password again': password };
  await enter(page, { 'Present password': 'wrong', ...entered });
  await press(page, 'Change the password');
  expect(await page.getByRole('alert').textContent()).toContain('not your present password');
  await enter(page, { 'Present password': person.password, ...entered });
  await press(page, 'Change the password');
  expect(await noticeOf(page)).toContain('Your password is changed');
  await signIn(await test.newPage({}, withoutScripts), { ...person, password });
});

it('somebody ends the session of another browser, and then all others', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage({}, withoutScripts);
  const second = await test.newPage({}, withoutScripts);
  const third = await test.newPage({}, withoutScripts);
  for (const one of [page, second]) await signIn(one, person);
  await openAccountPage(page, 'sessions', 'Devices');
  await press(page, 'End session on Chrome on Linux');
  expect(await noticeOf(page)).toBe('The session is ended.');
  await second.goto('/');
  await heading(second, 'Welcome');
  for (const one of [second, third]) await signIn(one, person);
  await page.reload();
  await press(page, 'Sign out everywhere else');
  expect(await noticeOf(page)).toBe('Everywhere else you are signed out.');
  for (const one of [second, third]) {
    await one.goto('/account/');
    await heading(one, 'Sign in');
  }
});

it('somebody makes a token, uses it, and revokes it', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage({}, withoutScripts);
  await signIn(page, person);
  await openAccountPage(page, 'tokens', 'API tokens');
  await follow(page, 'Make a token');
  await enter(page, { Name: 'backup' });
  await page.getByLabel('Good for').selectOption({ label: 'one year' });
  await press(page, 'Make a token');
  await heading(page, 'Your new token');
  const token = (await page.locator('dd code').textContent()) ?? '';
  const status = async (): Promise<number> => {
    const headers = { authorization: `Token ${token}` };
    return (await fetch(`${test.site.url}/api/v1/me`, { headers })).status;
  };
  expect(await status()).toBe(200);
  await follow(page, 'I have copied it');
  await press(page, 'Revoke the token backup');
  expect(await noticeOf(page)).toContain('revoked');
  expect(await status()).toBe(401);
  await openAccountPage(page, 'activity', 'Activity');
  const activity = await page.getByRole('main').textContent();
  for (const words of ['API token made', 'Token revoked', 'Chrome on Linux'])
    expect(activity).toContain(words);
});

it('somebody downloads their data, asks for their account to be deleted, and keeps it', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage({}, withoutScripts);
  await signIn(page, person);
  await openAccountPage(page, 'data', 'Your data');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download my data')]);
  expect(download.suggestedFilename()).toMatch(/^ostiary-account-\d{4}-\d{2}-\d{2}\.json$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(JSON.stringify(JSON.parse(text))).toContain(person.email);

  await follow(page, 'Delete my account …');
  await enter(page, { [`Type ${person.email} to confirm`]: 'no' });
  await press(page, 'Delete my account');
  expect(await page.getByRole('alert').textContent()).toContain('was not touched');
  await enter(page, { [`Type ${person.email} to confirm`]: person.email });
  await press(page, 'Delete my account');
  await heading(page, 'Account overview');
  expect(await page.getByRole('main').textContent()).toContain('Your account is going to be deleted on');
  // Somebody may still sign in, to change their mind.
  const elsewhere = await test.newPage({}, withoutScripts);
  await signIn(elsewhere, person);
  await elsewhere.goto('/account/');
  await press(elsewhere, 'Keep my account');
  expect(await noticeOf(elsewhere)).toBe('Your account stays.');
});
