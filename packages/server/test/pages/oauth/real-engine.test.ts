import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceGrant } from '#modules/applications';
import {
  oauthWorld,
  type OauthBrowser,
  type OauthWorld,
  type TestClient,
} from '../../support/oauth/index.ts';
import { webApp } from './application-world.ts';

let world: OauthWorld;
let client: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client({ name: 'Notebook' });
});
afterAll(() => world.close());

async function liveSession(browser: OauthBrowser): Promise<string | undefined> {
  const secret = browser.cookies.get('ostiary_session');
  return (await world.services.sessions.findBySecret(secret ?? ''))?.session.id;
}

describe('with the real engine', () => {
  it('somebody signs in, agrees, finds the application in their list and takes the access back', async () => {
    const person = await world.person();
    const browser = world.browser();
    const signIn = await browser.open(
      world.authorizeUrl(client, { scope: 'openid read offline_access', prompt: 'consent' }),
    );
    expect(signIn.document.querySelector('h1')?.textContent).toBe('Sign in to Notebook');
    expect(signIn.response.headers['content-security-policy']).toContain(
      "form-action 'self' https://app.example;",
    );
    const consent = await browser.signIn(person, signIn);
    expect(consent.document.querySelector('h1')?.textContent).toBe('Allow Notebook?');
    expect(consent.document.querySelector('.scopes')?.textContent).toContain('Read data in your name');
    const { body } = await world.exchange(client, browser.arrived(await browser.consent(consent)));

    const list = await browser.open('/o/authorized_tokens/');
    expect(list.document.querySelector('.rows')?.textContent).toContain('Notebook');
    const after = await browser.submit(list, {}, '/delete/');
    expect(after.document.querySelector('[role=status]')?.textContent).toContain('no access any more');
    const refused = await world.refresh(client, String(body['refresh_token']));
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_grant']);
  });

  it('somebody uses another account than the one that is signed in', async () => {
    const [ada, eve] = [await world.person(), await world.person()];
    const browser = world.browser();
    await browser.signIn(ada);
    const choice = await browser.open(world.authorizeUrl(client, { prompt: 'select_account' }));
    expect(browser.asksFor(choice)).toBe('continue');
    const form = await browser.open(`${choice.url}?account=other`);
    const consent = await browser.signIn(eve, form);
    expect(browser.asksFor(consent)).toBe('consent');
    expect(consent.document.body.textContent).toContain(`${eve.username}@example.com`);
    expect(browser.arrived(await browser.consent(consent)).code).toBeTruthy();
  });

  it('prompt=login asks for the password of the one who is signed in, and keeps the session', async () => {
    const person = await world.person();
    const browser = world.browser();
    await browser.signIn(person);
    const session = await liveSession(browser);
    const page = await browser.open(world.authorizeUrl(client, { prompt: 'login' }));
    expect(page.document.querySelector('h1')?.textContent).toBe('Confirm that it is you');
    const consent = await browser.submit(page, { password: person.password }, '/sign-in');
    expect(browser.arrived(await browser.consent(consent)).code).toBeTruthy();
    expect(await liveSession(browser)).toBe(session);
  });

  it('somebody refuses', async () => {
    const browser = world.browser();
    const page = await browser.open(world.authorizeUrl(client));
    expect(browser.arrived(await browser.deny(page)).error).toBe('access_denied');
  });

  it('ui_locales chooses the language of every page', async () => {
    const browser = world.browser({ 'accept-language': 'en' });
    const signIn = await browser.open(world.authorizeUrl(client, { ui_locales: 'fr de-AT' }));
    expect(signIn.document.documentElement.lang).toBe('de');
    const consent = await browser.signIn(await world.person(), signIn);
    expect(consent.document.querySelector('h1')?.textContent).toBe('Notebook den Zugriff erlauben?');
  });

  it('another browser gets nowhere with the address of an interaction', async () => {
    const page = await world.browser().open(world.authorizeUrl(client));
    const stolen = await world.browser().open(page.url);
    expect(stolen.status).toBe(400);
    expect(stolen.document.querySelector('h1')?.textContent).toBe('This request has expired');
  });

  it('a request that leads nowhere is a page in the language of the browser', async () => {
    const browser = world.browser({ 'accept-language': 'de' });
    const url = world.authorizeUrl({ ...client, redirectUri: 'https://evil.example/cb' });
    const page = await browser.open(url);
    expect(page.status).toBe(400);
    expect(page.arrival).toBeUndefined();
    expect(page.document.documentElement.lang).toBe('de');
    expect(page.document.querySelector('main p')?.textContent).toContain('nicht hinterlegt');
  });

  it('an application that was registered on the pages gets its first token with what they showed', async () => {
    const person = await world.person();
    const browser = world.browser();
    await browser.signIn(person);
    const form = await browser.open('/o/applications/register/');
    const fields = { ...webApp, authorization_grant_type: 'client-credentials', scopes: 'read' };
    const shown = await browser.submit(form, fields, '/register/');
    const [clientId = '', secret = ''] = [...shown.document.querySelectorAll('dd code')].map(
      ({ textContent }) => textContent ?? '',
    );
    const answer = await world.token(
      { grant_type: 'client_credentials', scope: 'read' },
      { clientId, secret },
    );
    expect(answer.status).toBe(200);
  });

  it('a device is let in by its code', async () => {
    const device = await world.client({ name: 'Television', grants: [deviceGrant, 'refresh_token'] });
    const begun = await world.post('/o/device-authorization', { form: { scope: 'openid' }, auth: device });
    const code = String(begun.body['user_code']);
    const browser = world.browser();
    await browser.signIn(await world.person());
    const wrong = await browser.submit(await browser.open('/o/device'), { user_code: 'XXXX-XXXX' });
    expect(wrong.document.getElementById('user_code-error')?.textContent).toContain('not right');
    const confirm = await browser.submit(wrong, { user_code: code });
    expect(confirm.document.querySelector('.code')?.textContent).toBe(code);
    let page = await browser.submit(confirm, { confirm: 'yes' });
    if (browser.asksFor(page) === 'continue') page = await browser.goOn(page);
    expect(page.document.querySelector('h1')?.textContent).toBe('Allow Television?');
    const done = await browser.consent(page);
    expect(done.document.querySelector('h1')?.textContent).toBe('Your device is connected');
  });
});
