import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { formToken } from '../people.ts';
import { headingOf, locationOf, longMs, member, type Member } from './account-world.ts';

let test: TestApp;
let someone: Member;
beforeAll(async () => {
  test = await testApp();
  someone = await member(test);
});
afterAll(() => test.close());

const open = [
  '/account/',
  '/account/profile',
  '/account/email',
  '/account/password',
  '/account/sessions',
  '/account/applications',
  '/account/tokens',
  '/account/activity',
];
const sensitive = [
  '/account/email/change',
  '/account/factors',
  '/account/factors/apps/new',
  '/account/factors/apps/confirm?id=x',
  '/account/factors/apps/remove?id=x',
  '/account/factors/passkeys/new',
  '/account/factors/passkeys/rename?id=x',
  '/account/factors/passkeys/remove?id=x',
  '/account/factors/recovery-codes',
  '/account/tokens/new',
  '/account/data',
  '/account/delete',
];

function writes(): string[] {
  const isOurs = ({ method, path }: { method: string; path: string }): boolean =>
    method === 'POST' && path.startsWith('/account/');
  return test.app.routeTable.filter(isOurs).map(({ path }) => path);
}

describe('the account pages', () => {
  it('are all here', () => {
    const pages = test.app.routeTable
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/account'))
      .map(({ path }) => path.replace(/\/$/, ''));
    const known = [...open, ...sensitive].map((path) => path.replace(/\?.*$/, '').replace(/\/$/, ''));
    expect([...new Set(pages)].sort()).toEqual(known.sort());
    expect(writes().length).toBeGreaterThan(15);
  });

  it.each([...open, ...sensitive])('lead strangers to the sign-in page and back: %s', async (path) => {
    const visited = await new PageVisitor(test.app).open(path);
    expect([visited.status, locationOf(visited)]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(path).replaceAll('%20', '+')}`,
    ]);
  });

  it.each(open)('are there for whoever is signed in, however long ago: %s', async (path) => {
    const { visitor } = await member(test);
    test.clock.advance(longMs);
    const visited = await visitor.open(path);
    expect(visited.status).toBe(200);
    expect(visited.document.querySelector('.account-nav [aria-current=page]')).not.toBeNull();
  });

  it('are found without the slash at the end, too', async () => {
    expect(headingOf(await someone.visitor.open('/account'))).toBe('Account overview');
  });

  it.each(sensitive)('ask once more who somebody is, and lead back: %s', async (path) => {
    const { visitor } = await member(test);
    test.clock.advance(longMs);
    const visited = await visitor.open(path);
    expect([visited.status, locationOf(visited)]).toEqual([303, `/confirm?next=${encodeURIComponent(path)}`]);
  });

  it('go on once somebody has shown who they are', async () => {
    const { visitor, person } = await member(test);
    test.clock.advance(longMs);
    const confirm = await visitor.browse('/account/data');
    const back = await visitor.submit(confirm, {
      form: 'main form',
      fields: { password: person.password },
    });
    expect(locationOf(back)).toBe('/account/data');
    expect(headingOf(await visitor.follow(back))).toBe('Your data');
  });
});

describe('the forms of the account pages', () => {
  it('are refused from another site, whatever they are', async () => {
    const page = await someone.visitor.open('/account/profile');
    for (const path of writes()) {
      const entered = new URLSearchParams({ form_token: formToken(page) });
      const refused = await someone.visitor.post(path, entered, { origin: 'https://evil.example' });
      expect(refused.status, path).toBe(403);
    }
  });

  it('are refused without the token of a page of ours', async () => {
    for (const path of writes()) {
      const refused = await someone.visitor.post(path, new URLSearchParams({ form_token: 'x' }));
      expect(refused.status, path).toBe(403);
    }
  });

  it('lead strangers to the sign-in page', async () => {
    for (const path of writes()) {
      const sent = await new PageVisitor(test.app).post(path, new URLSearchParams());
      expect([sent.status, locationOf(sent)], path).toEqual([
        303,
        expect.stringMatching(/^\/sign-in\?next=%2Faccount%2F/),
      ]);
    }
  });

  it('do nothing sensitive long after the sign-in', async () => {
    const { visitor, user } = await member(test);
    const make = await visitor.open('/account/tokens/new');
    const remove = await visitor.open('/account/delete');
    test.clock.advance(longMs);
    const made = await visitor.submit(make, { fields: { name: 'script' } });
    expect(locationOf(made)).toBe('/confirm?next=%2Faccount%2Ftokens%2Fnew');
    const removed = await visitor.submit(remove, { fields: { login: user.email ?? '' } });
    expect(locationOf(removed)).toBe('/confirm?next=%2Faccount%2Fdelete');
    const { tokens, ownAccounts, database } = test.services;
    expect(await tokens.listApiTokens(database.db, user.id)).toEqual([]);
    expect(await ownAccounts.deletion.find(database.db, user.id)).toBeUndefined();
  });
});
