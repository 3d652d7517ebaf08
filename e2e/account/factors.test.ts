import { describe, expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { enter, heading, press, signIn } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { addApp, codesOn, follow, noticeOf, openAccountPage } from './account-pages.ts';

const test = browserTest();
const withoutScripts = { javaScriptEnabled: false };

describe('without JavaScript', () => {
  it('somebody sets up an authenticator app, makes new recovery codes, and removes it all', async () => {
    const page = await test.newPage({}, withoutScripts);
    await signIn(page, await test.site.addPerson());
    await addApp(page, 'My phone');
    const first = await codesOn(page);
    expect(first).toHaveLength(10);
    await follow(page, 'I have kept them');
    await heading(page, 'Second factors');
    expect(await page.getByRole('main').textContent()).toContain('10 are left');

    await follow(page, 'Make new recovery codes');
    await press(page, 'Make new recovery codes');
    const second = await codesOn(page);
    expect(second.filter((code) => first.includes(code))).toEqual([]);

    await follow(page, 'I have kept them');
    await follow(page, 'Remove My phone');
    await heading(page, 'Remove My phone?');
    await press(page, 'Remove');
    expect(await noticeOf(page)).toBe('It is removed.');
    expect(await page.getByRole('main').textContent()).toContain('when you set up a second factor');
  });

  it('the QR code is as large as a telephone can read, and dark on light at night', async () => {
    const page = await test.newPage({ scheme: 'dark', screen: 'phone' }, withoutScripts);
    await signIn(page, await test.site.addPerson());
    await openAccountPage(page, 'factors/apps/new', 'Add an authenticator app');
    await press(page, 'Go on');
    const code = page.getByRole('img', { name: 'QR code for the authenticator app' });
    const box = await code.boundingBox();
    expect(box?.width).toBeGreaterThan(180);
    expect(box?.height).toBe(box?.width);
    expect(await code.locator('rect').getAttribute('fill')).toBe('#ffffff');
  });

  it('is told why passkeys need it, and how to get on', async () => {
    const page = await test.newPage({}, withoutScripts);
    await signIn(page, await test.site.addPerson());
    await openAccountPage(page, 'factors/passkeys/new', 'Add a passkey');
    expect(await page.getByRole('main').textContent()).toContain('JavaScript');
    expect(await page.getByRole('button', { name: 'Add a passkey' }).isVisible()).toBe(false);
    await follow(page, 'Cancel');
    await heading(page, 'Second factors');
  });
});

describe('with an authenticator in the device', () => {
  it('somebody adds a passkey, renames and removes it', async () => {
    const page = await test.newPage();
    const authenticator = await addAuthenticator(page, { isSynced: true });
    await signIn(page, await test.site.addPerson());
    await openAccountPage(page, 'factors', 'Second factors');
    await follow(page, 'Add a passkey');
    await enter(page, { Name: 'Laptop' });
    await press(page, 'Add a passkey');
    expect(await codesOn(page)).toHaveLength(10);
    expect(await authenticator.credentials()).toHaveLength(1);
    await follow(page, 'I have kept them');
    const main = page.getByRole('main');
    expect(await main.textContent()).toContain('synchronised between your devices');

    await follow(page, 'Rename Laptop');
    await enter(page, { Name: 'Work laptop' });
    await press(page, 'Save');
    expect(await noticeOf(page)).toBe('The passkey has its new name.');
    await follow(page, 'Remove Work laptop');
    await press(page, 'Remove');
    expect(await noticeOf(page)).toBe('It is removed.');
    expect(await main.textContent()).not.toContain('Work laptop');
  });

  it('is told when the passkey is there already', async () => {
    const page = await test.newPage();
    await addAuthenticator(page);
    await signIn(page, await test.site.addPerson());
    await openAccountPage(page, 'factors/passkeys/new', 'Add a passkey');
    await press(page, 'Add a passkey');
    await codesOn(page);
    await openAccountPage(page, 'factors/passkeys/new', 'Add a passkey');
    await press(page, 'Add a passkey');
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
    await openAccountPage(page, 'factors', 'Second factors');
    expect(await page.getByRole('link', { name: 'Remove Passkey' }).count()).toBe(1);
  });
});
