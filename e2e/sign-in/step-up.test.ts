import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { addApp, codesOn } from '../account/account-pages.ts';
import { clientTest } from '../support/client-test.ts';
import { arrival, exchange, type OauthClient } from '../support/oauth-client.ts';
import { enter, fillSignIn, heading, press, signIn } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { watchPage } from '../support/watch-page.ts';
import { addPasskey, withApp, withoutOffers } from './factor-pages.ts';

const test = clientTest();

async function tokensAt(page: Page, client: OauthClient): Promise<Record<'access' | 'id', unknown>> {
  const told = await arrival(page, client);
  const { body } = await exchange(test.browser.site, client, told.get('code'));
  return { access: decodeJwt(String(body['access_token'])), id: decodeJwt(String(body['id_token'])) };
}

const oneFactor = expect.objectContaining({ acr: 'aal1', amr: ['pwd'] }) as unknown;
const twoFactors = expect.objectContaining({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] }) as unknown;

describe('an application', () => {
  it('whose people have a second factor gets them back with both', async () => {
    const client = await test.addClient({ is_first_party: true });
    const { person, code } = await withApp(test.browser);
    const page = await test.browser.newPage();
    const watch = watchPage(page);
    await page.goto(client.authorizeUrl());
    await fillSignIn(page, person);
    await heading(page, 'Second factor');
    await enter(page, { Code: code() });
    await press(page, 'Go on');
    expect(await tokensAt(page, client)).toEqual({ access: twoFactors, id: twoFactors });
    // The policy of the page let the form lead to the application.
    expect(watch.complaints).toEqual([]);
  });

  it('gets from one factor to two by another request (RFC 9470)', async () => {
    const client = await test.addClient({ is_first_party: true });
    const page = await test.browser.newPage();
    const person = await test.browser.site.addPerson();
    await page.goto(client.authorizeUrl());
    await fillSignIn(page, person);
    expect(await tokensAt(page, client)).toEqual({ access: oneFactor, id: oneFactor });

    // The factor is set up elsewhere: the session here has not shown it.
    const elsewhere = await test.browser.newPage();
    await signIn(elsewhere, person);
    await addApp(elsewhere, 'Phone');
    const [recoveryCode = ''] = await codesOn(elsewhere);

    await page.goto(client.authorizeUrl({ acr_values: 'aal2' }));
    await heading(page, 'Confirm that it is you');
    expect(await page.getByLabel('Password').count()).toBe(0);
    await enter(page, { Code: recoveryCode });
    await press(page, 'Confirm');
    expect(await tokensAt(page, client)).toEqual({ access: twoFactors, id: twoFactors });
    await page.goto(client.authorizeUrl({ acr_values: 'aal2', prompt: 'none' }));
    expect(await tokensAt(page, client)).toEqual({ access: twoFactors, id: twoFactors });
  });

  it('is come to by passkey in one step', async () => {
    const client = await test.addClient({ is_first_party: true });
    const page = await test.browser.newPage();
    await withoutOffers(page);
    await addAuthenticator(page);
    await signIn(page, await test.browser.site.addPerson());
    await addPasskey(page);
    await page.context().clearCookies();
    await page.goto(client.authorizeUrl());
    await heading(page, `Sign in to ${client.name}`);
    await press(page, 'Sign in with a passkey');
    const byPasskey = expect.objectContaining({ acr: 'aal2', amr: ['hwk', 'user', 'mfa'] }) as unknown;
    expect(await tokensAt(page, client)).toEqual({ access: byPasskey, id: byPasskey });
  });
});
