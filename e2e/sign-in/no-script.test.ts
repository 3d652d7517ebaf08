import { describe, expect, it } from 'vitest';
import { codesOn, follow, secretOn } from '../account/account-pages.ts';
import { codeOf } from '../account/authenticator-app.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage } from '../support/management.ts';
import { enter, fillSignIn, heading, press } from '../support/people.ts';
import { enterCode, signOut, toFactor, withApp } from './factor-pages.ts';

const test = browserTest({ OSTIARY_FACTOR_ROLES: 'admin', OSTIARY_FACTOR_GRACE: '0s' });
const withoutScripts = { javaScriptEnabled: false };

describe('without JavaScript', () => {
  it('somebody signs in with a password and the code of their app, after a slip', async () => {
    const { person, code } = await withApp(test);
    const page = await test.newPage({}, withoutScripts);
    await toFactor(page, person);
    await enterCode(page, '000000');
    await page.getByRole('alert').waitFor();
    expect(await page.locator('#code-error').textContent()).toContain('not right');
    await enterCode(page, code());
    await heading(page, 'Your account');
    expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
  });

  it('with a recovery code, once', async () => {
    const { person, recoveryCodes } = await withApp(test);
    const [code = ''] = recoveryCodes;
    const page = await test.newPage({}, withoutScripts);
    await toFactor(page, person);
    await enterCode(page, code);
    await heading(page, 'Your account');
    await signOut(page);
    await toFactor(page, person);
    await enterCode(page, code);
    await page.getByRole('alert').waitFor();
    await heading(page, 'Second factor');
  });

  it('a browser that is trusted is not asked again, and another one is', async () => {
    const { person, recoveryCodes } = await withApp(test);
    const page = await test.newPage({}, withoutScripts);
    await toFactor(page, person);
    await page.getByLabel('Trust this browser for 30 days').check();
    await enterCode(page, recoveryCodes[0] ?? '');
    await heading(page, 'Your account');
    await signOut(page);
    await page.goto('/sign-in');
    await fillSignIn(page, person);
    await heading(page, 'Your account');
    const trusted = (await page.context().cookies()).find(({ name }) => name.endsWith('ostiary_trusted'));
    expect(trusted).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    const other = await test.newPage({}, withoutScripts);
    await toFactor(other, person);
  });

  it('whose role asks for a second factor sets one up first', async () => {
    const page = await test.newPage({}, withoutScripts);
    const made = { username: 'adele', email: 'adele@example.com', password: 'tulip-anvil-marsh-42' };
    await manage(test.site, 'POST /users', { ...made, roles: ['admin'] });
    await page.goto('/sign-in?next=%2Fsign-out');
    await fillSignIn(page, made);
    await heading(page, 'Set up a second factor');
    await press(page, 'Use an authenticator app');
    await heading(page, 'Connect your authenticator app');
    expect(await page.getByRole('img', { name: 'QR code for the authenticator app' }).isVisible()).toBe(true);
    const secret = await secretOn(page);
    await enter(page, { 'Code of six digits': codeOf(secret) });
    await press(page, 'Connect the app');
    expect(await codesOn(page)).toHaveLength(10);
    await follow(page, 'I have kept them, go on');
    await heading(page, 'Sign out');
    await press(page, 'Sign out');
    await page.goto('/sign-in');
    await fillSignIn(page, made);
    await heading(page, 'Second factor');
    await enterCode(page, codeOf(secret, 30));
    await heading(page, 'Your account');
  });

  it('uses another account instead', async () => {
    const { person } = await withApp(test);
    const plain = await test.site.addPerson();
    const page = await test.newPage({}, withoutScripts);
    await toFactor(page, person);
    await follow(page, 'Use another account');
    await fillSignIn(page, plain);
    await heading(page, 'Your account');
  });
});
