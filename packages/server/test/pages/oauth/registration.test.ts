import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson } from '../../support/http-client.ts';
import { PageVisitor } from '../../support/page-visitor.ts';
import { goodPassword, signedUp } from '../people.ts';
import { applicationAt, codesIn, detailAfter, register, webApp } from './application-world.ts';
import { headingOf } from './interaction-world.ts';
import { pagesApp, type PagesApp } from './pages-app.ts';

let test: PagesApp;
beforeAll(async () => {
  test = await pagesApp();
});
afterAll(() => test.close());

describe('registering an application', () => {
  it('shows the client id and the secret once, and the secret is the right one', async () => {
    const { visitor } = await signedUp(test);
    const answer = await register(visitor);
    expect(answer.status).toBe(200);
    expect(headingOf(answer)).toBe('Your client secret');
    expect(answer.response.headers['cache-control']).toBe('no-store');
    const [clientId = '', secret = ''] = codesIn(answer);
    const known = await test.services.applications.findClient(clientId ?? '');
    expect(known && test.services.applications.isSecretOf(known, secret ?? '')).toBe(true);
    expect(answer.document.querySelector('pre')?.textContent).toContain(`export SECRET='${secret ?? ''}'`);

    const { page } = await detailAfter(visitor, answer);
    expect(headingOf(page)).toBe('Web app');
    expect(page.html).toContain(clientId);
    expect(page.html).not.toContain(secret);
  });

  it('keeps what was entered, split at spaces and lines', async () => {
    const { visitor } = await signedUp(test);
    const { path } = await detailAfter(
      visitor,
      await register(visitor, {
        ...webApp,
        redirect_uris: ' https://a.example/cb\r\nhttps://b.example/cb  https://c.example/cb\n',
        post_logout_redirect_uris: 'https://a.example/bye',
        allowed_origins: 'https://a.example',
      }),
    );
    expect(await applicationAt(test, path)).toMatchObject({
      clientType: 'confidential',
      authentication: 'client_secret',
      grants: ['authorization_code', 'refresh_token'],
      redirectUris: ['https://a.example/cb', 'https://b.example/cb', 'https://c.example/cb'],
      postLogoutRedirectUris: ['https://a.example/bye'],
      allowedOrigins: ['https://a.example'],
      scopes: ['openid', 'read'],
      isFirstParty: false,
    });
  });

  it('of a public client leads to its page: there is no secret to show', async () => {
    const { visitor } = await signedUp(test);
    const answer = await register(visitor, { ...webApp, client_type: 'public' });
    expect(answer.status).toBe(303);
    const { page } = await detailAfter(visitor, answer);
    expect(page.document.body.textContent).not.toContain('Client secrets');
  });

  it.each([
    ['client-credentials', ['client_credentials']],
    ['device-code', ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token']],
    [
      'urn:ietf:params:oauth:grant-type:device_code',
      ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    ],
  ])('takes %s as grant, without redirect URIs', async (grant, grants) => {
    const { visitor } = await signedUp(test);
    const fields = { ...webApp, authorization_grant_type: grant, redirect_uris: '' };
    const { path } = await detailAfter(visitor, await register(visitor, fields));
    expect((await applicationAt(test, path)).grants).toEqual(grants);
  });

  it.each([
    ['name', { name: ' ' }, 'Enter a name'],
    ['client_type', { client_type: 'secret' }, 'confidential or public'],
    ['authorization_grant_type', { authorization_grant_type: 'password' }, 'Choose how'],
    [
      'authorization_grant_type',
      { client_type: 'public', authorization_grant_type: 'client-credentials' },
      'needs a secret',
    ],
    ['redirect_uris', { redirect_uris: '' }, 'at least one redirect URI'],
    ['redirect_uris', { redirect_uris: 'javascript:alert(1)' }, 'https'],
    ['redirect_uris', { redirect_uris: 'https://a.example/x#y' }, 'fragment'],
    ['allowed_origins', { allowed_origins: 'https://a.example/path' }, 'origin'],
    ['scopes', { scopes: 'permissions' }, 'first-party'],
  ])('says beside %s what is wrong with %j', async (field, wrong, words) => {
    const { visitor } = await signedUp(test);
    const refused = await register(visitor, { ...webApp, ...wrong });
    expect(refused.status).toBe(400);
    expect(refused.document.getElementById(`${field}-error`)?.textContent).toContain(words);
    expect(refused.document.getElementById(field)?.getAttribute('aria-invalid')).toBe('true');
    expect((await visitor.open('/o/applications/')).document.body.textContent).toContain(
      'no application yet',
    );
  });

  it('keeps what was entered when something was wrong', async () => {
    const { visitor } = await signedUp(test);
    const fields = { ...webApp, name: '', client_type: 'public', authorization_grant_type: 'device-code' };
    const { document } = await register(visitor, fields);
    const valueOf = (id: string): unknown => document.querySelector<HTMLInputElement>(`#${id}`)?.value;
    expect(valueOf('client_type')).toBe('public');
    expect(valueOf('authorization_grant_type')).toBe('device-code');
    expect(valueOf('redirect_uris')).toBe(webApp.redirect_uris);
  });

  it('makes an application of an administrator theirs as well', async () => {
    await addPerson(test.services, {
      username: 'olga',
      email: 'olga@example.com',
      password: goodPassword,
      roles: ['owner'],
    });
    const visitor = new PageVisitor(test.app);
    await visitor.submit(await visitor.open('/sign-in'), {
      fields: { login: 'olga', password: goodPassword },
    });
    await register(visitor);
    const list = await visitor.open('/o/applications/');
    expect(list.document.querySelector('.rows')?.textContent).toContain('Web app');
  });
});
