import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeGrant, type Application } from '#modules/applications';
import { addPerson, operator } from '../../support/http-client.ts';
import { PageVisitor } from '../../support/page-visitor.ts';
import { formToken, goodPassword, signedUp } from '../people.ts';
import { applicationAt, codesIn, detailAfter, register, webApp } from './application-world.ts';
import { headingOf, locationOf } from './interaction-world.ts';
import { pagesApp, type PagesApp } from './pages-app.ts';

let test: PagesApp;
beforeAll(async () => {
  test = await pagesApp();
});
afterAll(() => test.close());

describe('your applications', () => {
  it('are listed page by page, and nobody else’s are', async () => {
    const { visitor } = await signedUp(test);
    const { visitor: eve } = await signedUp(test);
    await register(eve, { ...webApp, name: 'Of Eve' });
    for (let i = 10; i < 32; i++) await register(visitor, { ...webApp, name: `App ${String(i)}` });
    const first = await visitor.open('/o/applications/');
    const more = first.document.querySelector('a[href*="after="]')?.getAttribute('href') ?? '';
    const second = await visitor.open(more);
    const names = [first, second].flatMap(({ document }) =>
      [...document.querySelectorAll('.rows a')].map(({ textContent }) => textContent),
    );
    expect(names).toEqual(Array.from({ length: 22 }, (_, i) => `App ${String(i + 10)}`));
    expect(second.document.querySelector('a[href*="after="]')).toBeNull();
  });

  it('can be changed, except for their type', async () => {
    const { visitor } = await signedUp(test);
    const { path } = await detailAfter(visitor, await register(visitor));
    const form = await visitor.open(`${path}update/`);
    expect(form.document.getElementById('client_type')).toBeNull();
    expect(form.document.querySelector('textarea')?.textContent).toBe(
      webApp.redirect_uris.replace(' ', '\n'),
    );
    const fields = { name: 'Renamed', scopes: 'read', client_type: 'public' };
    const saved = await visitor.submit(form, { fields });
    expect(locationOf(saved)).toEqual([303, `${path}?done=application-saved`]);
    expect(headingOf(await visitor.follow(saved))).toBe('Renamed');
    expect(await applicationAt(test, path)).toMatchObject({
      clientType: 'confidential',
      scopes: ['read'],
      redirectUris: webApp.redirect_uris.split(' '),
    });
  });

  it('are not changed over somebody else’s change', async () => {
    const { visitor } = await signedUp(test);
    const { path } = await detailAfter(visitor, await register(visitor));
    const form = await visitor.open(`${path}update/`);
    await visitor.submit(form, { fields: { name: 'First' } });
    const late = await visitor.submit(form, { fields: { name: 'Second' } });
    expect(late.status).toBe(412);
    expect(late.document.querySelector('[role=alert]')?.textContent).toContain('changed since');
    expect((await applicationAt(test, path)).name).toBe('First');
  });

  it('keep grants that the form does not know', async () => {
    const { visitor } = await signedUp(test);
    const { path } = await detailAfter(visitor, await register(visitor));
    const { id } = await applicationAt(test, path);
    const change = (grants: Application['grants']) =>
      test.services.applications.update(operator, id, { grants });
    for (const grants of [
      ['authorization_code', 'refresh_token', exchangeGrant],
      [exchangeGrant],
    ] as Application['grants'][]) {
      await change(grants);
      const saved = await visitor.submit(await visitor.open(`${path}update/`), { fields: { name: 'Kept' } });
      expect(saved.status).toBe(303);
      expect((await applicationAt(test, path)).grants).toEqual(grants);
    }
    await visitor.submit(await visitor.open(`${path}update/`), {
      fields: { authorization_grant_type: 'client-credentials' },
    });
    expect((await applicationAt(test, path)).grants).toEqual(['client_credentials']);
  });

  it('are deleted after a question', async () => {
    const { visitor } = await signedUp(test);
    const { path } = await detailAfter(visitor, await register(visitor));
    const question = await visitor.open(`${path}delete/`);
    expect(headingOf(question)).toBe('Delete Web app?');
    expect((await visitor.open(path)).status).toBe(200);
    const deleted = await visitor.submit(question);
    expect(locationOf(deleted)).toEqual([303, '/o/applications/?done=application-deleted']);
    expect((await visitor.open(path)).status).toBe(404);
  });

  it('have two secrets at most, each shown once and removable', async () => {
    const { visitor } = await signedUp(test);
    const { path, page } = await detailAfter(visitor, await register(visitor));
    const add = `form[action="${path}secrets/"]`;
    const shown = await visitor.submit(page, { form: add });
    expect(shown.status).toBe(200);
    const [clientId = '', secret = ''] = codesIn(shown);
    const known = await test.services.applications.findClient(clientId ?? '');
    expect(known && test.services.applications.isSecretOf(known, secret ?? '')).toBe(true);

    const full = await visitor.open(path);
    expect(full.document.querySelectorAll('form[action*="/secrets/"]')).toHaveLength(2);
    expect(full.document.querySelector(add)).toBeNull();
    expect(full.html).not.toContain(secret);
    const third = await visitor.submit(page, { form: add });
    expect(third.status).toBe(409);
    expect(third.document.querySelector('[role=alert]')?.textContent).toContain('at most two secrets');

    const remove = 'form[action$="/delete/"]';
    for (let twice = 0; twice < 2; twice++) {
      const removed = await visitor.submit(full, { form: remove });
      expect(locationOf(removed)).toEqual([303, `${path}?done=secret-removed`]);
    }
    expect((await visitor.open(path)).document.querySelectorAll(remove)).toHaveLength(1);
  });
});

const pathsOf = (path: string): { gets: string[]; posts: string[] } => ({
  gets: [path, `${path}update/`, `${path}delete/`],
  posts: [
    `${path}update/`,
    `${path}delete/`,
    `${path}secrets/`,
    `${path}secrets/019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a/delete/`,
  ],
});

describe('the applications of somebody else', () => {
  it('are nothing that can be seen or changed, not even as an administrator', async () => {
    const { visitor: owner } = await signedUp(test);
    const { path } = await detailAfter(owner, await register(owner));
    const { clientId } = await applicationAt(test, path);
    const { visitor: eve } = await signedUp(test);
    const { visitor: administrator, person } = await signedUp(test);
    const user = await test.services.users.findByLogin(test.services.database.db, person.username);
    await test.services.access.grantRole(operator, { userId: user?.id ?? '' }, 'owner');
    for (const visitor of [eve, administrator]) {
      const token = formToken(await visitor.open('/o/applications/register/'));
      for (const base of [path, `/o/applications/${clientId}/`]) {
        const { gets, posts } = pathsOf(base);
        for (const url of gets) expect((await visitor.open(url)).status, url).toBe(404);
        for (const url of posts) {
          const entered = new URLSearchParams({ ...webApp, form_token: token, name: 'Stolen' });
          expect((await visitor.post(url, entered)).status, url).toBe(404);
        }
      }
    }
    expect((await applicationAt(test, path)).name).toBe('Web app');
  });

  it.each(['%00', 'x', '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a', '%E2%82%AC', 'a%2Fb'])(
    'are as little there as %s',
    async (id) => {
      const { visitor } = await signedUp(test);
      const page = await visitor.open(`/o/applications/${id}/`);
      expect(page.status).toBe(404);
      expect(headingOf(page)).toBe('There is nothing here');
    },
  );
});

describe('somebody who is not signed in', () => {
  it('is sent to sign in, and back', async () => {
    const { person } = await signedUp(test);
    const visitor = new PageVisitor(test.app);
    for (const path of ['/o/applications/', '/o/applications/register/', '/o/authorized_tokens/']) {
      expect(locationOf(await visitor.open(path))).toEqual([
        303,
        `/sign-in?next=${encodeURIComponent(path)}`,
      ]);
    }
    const signIn = await visitor.browse('/o/applications/?after=x%26y');
    const fields = { login: person.username, password: person.password };
    expect(locationOf(await visitor.submit(signIn, { fields }))).toEqual([
      303,
      '/o/applications/?after=x%26y',
    ]);
  });

  it('cannot send a form: afterwards the page of the form is there', async () => {
    const visitor = new PageVisitor(test.app);
    const id = '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a';
    const expected = [
      ['/o/applications/register/', '/o/applications/register/'],
      [`/o/applications/${id}/update/`, `/o/applications/${id}/update/`],
      [`/o/applications/${id}/delete/`, `/o/applications/${id}/delete/`],
      [`/o/applications/${id}/secrets/`, `/o/applications/${id}/`],
      [`/o/applications/${id}/secrets/${id}/delete/`, `/o/applications/${id}/`],
      ['/o/authorized_tokens/client-1/delete/', '/o/authorized_tokens/'],
    ] as const;
    for (const [path, next] of expected) {
      const sent = await visitor.post(path, new URLSearchParams(webApp));
      expect(locationOf(sent)).toEqual([303, `/sign-in?next=${encodeURIComponent(next)}`]);
    }
  });
});

describe('a form of the application pages', () => {
  it('is refused from another site, even with a good token, and without its token', async () => {
    const { visitor } = await signedUp(test);
    const { path } = await detailAfter(visitor, await register(visitor));
    const token = formToken(await visitor.open(path));
    const posts = [...pathsOf(path).posts, '/o/applications/register/', '/o/authorized_tokens/x/delete/'];
    for (const url of posts) {
      const good = new URLSearchParams({ ...webApp, form_token: token });
      const foreign = await visitor.post(url, good, { origin: 'https://evil.example' });
      expect(foreign.status, url).toBe(403);
      const bare = await visitor.post(url, new URLSearchParams(webApp));
      expect(bare.status, url).toBe(403);
    }
    expect(test.oauth.asked).toEqual([]);
    expect(await test.services.applications.listSecrets(operator, path.split('/')[3] ?? '')).toHaveLength(1);
    const list = await visitor.open('/o/applications/');
    expect(list.document.querySelectorAll('.rows li')).toHaveLength(1);
  });

  it('is neither offered nor taken when only administrators may register applications', async () => {
    const closed = await pagesApp({ OSTIARY_APPLICATION_REGISTRATION: 'administrators' });
    try {
      const { visitor } = await signedUp(closed);
      expect((await visitor.open('/o/applications/')).html).not.toContain('register/');
      expect((await visitor.open('/o/applications/register/')).status).toBe(403);
      const form = { ...webApp, form_token: formToken(await visitor.open('/sign-out')) };
      const refused = await visitor.post('/o/applications/register/', new URLSearchParams(form));
      expect(refused.status).toBe(403);
      expect(headingOf(refused)).toBe('You may not do this');

      await addPerson(closed.services, { username: 'ada', password: goodPassword, roles: ['admin'] });
      const admin = new PageVisitor(closed.app);
      await admin.submit(await admin.open('/sign-in'), { fields: { login: 'ada', password: goodPassword } });
      expect((await admin.open('/o/applications/')).html).toContain('/o/applications/register/');
      expect((await register(admin)).status).toBe(200);
    } finally {
      await closed.close();
    }
  });
});
