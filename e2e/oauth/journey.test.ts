import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { clientTest } from '../support/client-test.ts';
import { arrival, exchange, postForm, type OauthClient } from '../support/oauth-client.ts';
import { enter, fillSignIn, fillSignUp, heading, press } from '../support/people.ts';
import { somebody, type Person } from '../support/site.ts';
import { watchPage } from '../support/watch-page.ts';

const test = clientTest();

/** Sent by the client: signs in and agrees. */
async function visit(page: Page, client: OauthClient, person: Person): Promise<URLSearchParams> {
  await page.goto(client.authorizeUrl());
  await heading(page, `Sign in to ${client.name}`);
  await fillSignIn(page, person);
  await heading(page, `Allow ${client.name}?`);
  await press(page, 'Allow');
  return arrival(page, client);
}

async function idTokenOf(client: OauthClient, code: string | null): Promise<Record<string, unknown>> {
  const { status, body } = await exchange(test.browser.site, client, code);
  expect(status).toBe(200);
  return decodeJwt(String(body['id_token']));
}

describe('somebody whom an application sends here', () => {
  it('signs in, agrees and is sent to another origin, which the policy of the page lets them', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const person = await test.browser.site.addPerson();
    const watch = watchPage(page);
    const told = await visit(page, client, person);
    expect(Object.fromEntries(told)).toEqual({
      ...{ code: expect.any(String) as string, state: 'state-1', iss: test.browser.site.url },
    });
    expect(await idTokenOf(client, told.get('code'))).toMatchObject({ email: person.email });
    expect(watch.complaints).toEqual([]);
  });

  it('is asked nothing the second time, and agrees again after taking it back', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const first = await visit(page, client, await test.browser.site.addPerson());
    const { body } = await exchange(test.browser.site, client, first.get('code'));
    await page.goto(client.authorizeUrl({ state: 'again' }));
    expect((await arrival(page, client)).get('state')).toBe('again');

    await page.goto('/o/authorized_tokens/');
    await press(page, `Take back the access of ${client.name}`);
    await page.getByText('You have given no application access to your account.').waitFor();
    const form = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) };
    const refreshed = await postForm(test.browser.site, '/o/token', { form, client });
    expect(refreshed).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await page.goto(client.authorizeUrl());
    await heading(page, `Allow ${client.name}?`);
  });

  it.each([
    ['at the sign-in', 'Cancel'],
    ['when asked for consent', 'Deny'],
  ])('refuses %s, and the client is told', async (_when, button) => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const person = await test.browser.site.addPerson();
    await page.goto(client.authorizeUrl());
    if (button === 'Deny') await fillSignIn(page, person);
    await press(page, button);
    const told = await arrival(page, client);
    expect(told.get('error')).toBe('access_denied');
    expect([told.get('code'), told.get('state')]).toEqual([null, 'state-1']);
  });

  it('mends a wrong password on the way', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const person = await test.browser.site.addPerson();
    await page.goto(client.authorizeUrl());
    await fillSignIn(page, { email: person.email, password: 'wrong' });
    await page.getByRole('alert').waitFor();
    await fillSignIn(page, person);
    await press(page, 'Allow');
    expect((await arrival(page, client)).has('code')).toBe(true);
  });

  it('signs up in the middle, and goes on', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const person = somebody();
    await page.goto(client.authorizeUrl());
    await page.getByRole('link', { name: 'Sign up' }).click();
    await heading(page, 'Sign up');
    await fillSignUp(page, person);
    // Signed in by now: one click instead of a password.
    await press(page, 'Continue as Ada Lovelace');
    await press(page, 'Allow');
    const told = await arrival(page, client);
    expect(await idTokenOf(client, told.get('code'))).toMatchObject({ email: person.email });
  });
});

describe('prompt=select_account', () => {
  it('lets somebody go on as they are, or as somebody else', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const [ada, eve] = [await test.browser.site.addPerson(), await test.browser.site.addPerson()];
    await visit(page, client, ada);
    await page.goto(client.authorizeUrl({ prompt: 'select_account' }));
    await heading(page, `Continue to ${client.name}`);
    await press(page, 'Continue as Ada Lovelace');
    const asAda = await arrival(page, client);
    expect(await idTokenOf(client, asAda.get('code'))).toMatchObject({ email: ada.email });

    await page.goto(client.authorizeUrl({ prompt: 'select_account' }));
    await page.getByRole('link', { name: 'Use another account' }).click();
    await heading(page, `Sign in to ${client.name}`);
    await fillSignIn(page, eve);
    // Eve has agreed to nothing yet.
    await heading(page, `Allow ${client.name}?`);
    await press(page, 'Allow');
    const asEve = await arrival(page, client);
    expect(await idTokenOf(client, asEve.get('code'))).toMatchObject({ email: eve.email });
    await page.goto('/');
    expect(await page.getByRole('main').textContent()).toContain(eve.email);
  });
});

describe('prompt=login', () => {
  it('asks for the password again, and says when', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    const person = await test.browser.site.addPerson();
    const first = await idTokenOf(client, (await visit(page, client, person)).get('code'));
    await page.goto(client.authorizeUrl({ prompt: 'login' }));
    await heading(page, 'Confirm that it is you');
    await enter(page, { Password: 'wrong' });
    await press(page, 'Confirm');
    await page.getByRole('alert').waitFor();
    await enter(page, { Password: person.password });
    await press(page, 'Confirm');
    const second = await idTokenOf(client, (await arrival(page, client)).get('code'));
    expect([second['sub'], second['sid']]).toEqual([first['sub'], first['sid']]);
    expect(Number(second['auth_time'])).toBeGreaterThanOrEqual(Number(first['auth_time']));
  });

  it('prompt=none never shows a page', async () => {
    const client = await test.addClient();
    const page = await test.browser.newPage();
    await page.goto(client.authorizeUrl({ prompt: 'none' }));
    expect((await arrival(page, client)).get('error')).toBe('login_required');
  });
});

describe('in a pop-up', () => {
  it('the client keeps its opener through sign-up, sign-in and consent', async () => {
    const client = await test.addClient({ redirect_uris: [`${test.pages.origin}/popup.html`] });
    const person = await test.browser.site.addPerson();
    test.pages.files.set(
      '/popup.html',
      '<!doctype html><title>Back</title><script>opener.postMessage(location.search, origin); close()</script>',
    );
    test.pages.files.set(
      '/opener.html',
      `<!doctype html><title>Client</title><button>Sign in</button><output></output><script>
         document.querySelector('button').onclick = () => open(${JSON.stringify(client.authorizeUrl())});
         onmessage = ({ data }) => (document.querySelector('output').textContent = data);
       </script>`,
    );
    const page = await test.browser.newPage();
    await page.goto(`${test.pages.origin}/opener.html`);
    const opened = page.waitForEvent('popup');
    await press(page, 'Sign in');
    const popup = await opened;
    await popup.getByRole('link', { name: 'Sign up' }).click();
    await popup.getByRole('link', { name: 'Sign in' }).click();
    await fillSignIn(popup, person);
    await press(popup, 'Continue as Ada Lovelace');
    await press(popup, 'Allow');
    await expect.poll(() => page.locator('output').textContent(), { timeout: 20_000 }).toMatch(/code=/);
  });
});

describe('response_mode=form_post', () => {
  it('brings the answer by a form that sends itself, or by a button without JavaScript', async () => {
    const client = await test.addClient();
    const person = await test.browser.site.addPerson();
    for (const javaScriptEnabled of [true, false]) {
      const page = await test.browser.newPage({}, { javaScriptEnabled });
      const posted = page.waitForRequest((one) => one.url() === client.redirectUri);
      await page.goto(client.authorizeUrl({ response_mode: 'form_post', prompt: 'consent' }));
      await fillSignIn(page, person);
      await press(page, 'Allow');
      if (!javaScriptEnabled) await press(page, 'Continue');
      const request = await posted;
      expect(request.method()).toBe('POST');
      const told = new URLSearchParams(request.postData() ?? '');
      expect((await exchange(test.browser.site, client, told.get('code'))).status).toBe(200);
    }
  });
});
