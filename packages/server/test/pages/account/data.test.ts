import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { ada, setUpPage, signInAs } from '../people.ts';
import { elsewhere, errorOf, headingOf, locationOf, member, noticeOf, textOf } from './account-world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

const dayMs = 24 * 60 * 60 * 1000;

describe('the activity', () => {
  it('says in words what happened, when and from where', async () => {
    const someone = await member(test);
    await signInAs(new PageVisitor(test.app), someone.person.username, 'wrong');
    const page = await someone.visitor.open('/account/activity');
    const text = textOf(page);
    for (const words of ['Account created', 'Sign-in', '15 Jan 2026', 'from 127.0.0.1']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('failed');
    expect(page.document.querySelectorAll('time').length).toBeGreaterThan(1);
  });

  it('shows nothing of anybody else', async () => {
    const { visitor } = await member(test);
    const other = await member(test);
    await other.visitor.submit(await other.visitor.open('/account/profile'), { fields: { phone: '123' } });
    expect(textOf(await visitor.open('/account/activity'))).not.toContain('Profile changed');
    expect(textOf(await other.visitor.open('/account/activity'))).toContain('Profile changed');
  });

  it('comes in pages, each entry once', async () => {
    const { visitor } = await member(test);
    const profile = await visitor.open('/account/profile');
    for (let i = 0; i < 40; i++) await visitor.submit(profile, { fields: { phone: `0${String(i)}` } });
    const first = await visitor.open('/account/activity');
    expect(first.document.querySelectorAll('.rows li')).toHaveLength(30);
    const older = first.document.querySelector('a[href*="before="]')?.getAttribute('href') ?? '';
    const second = await visitor.open(older);
    expect(second.document.querySelectorAll('.rows li').length).toBeGreaterThanOrEqual(12);
    expect(textOf(second)).toContain('Account created');
    expect(second.document.querySelector('a[href="/account/activity"].back, .links a')).not.toBeNull();
  });

  it.each(['x', '-1', '1.5', '99999999999999999999', '%00'])(
    'is shown for the position %s',
    async (before) => {
      const { visitor } = await member(test);
      expect((await visitor.open(`/account/activity?before=${before}`)).status).toBe(200);
    },
  );
});

describe('the data', () => {
  it('are a file of what is known of somebody, and of no secret', async () => {
    const { visitor, user, person } = await member(test);
    const page = await visitor.open('/account/data');
    const { response } = await visitor.submit(page, { form: 'form[action="/account/data"]' });
    expect(response.headers['content-type']).toContain('application/json');
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="ostiary-account-2026-01-15.json"',
    );
    expect(response.headers['cache-control']).toBe('no-store');
    const text = response.body;
    expect(JSON.parse(text)).toBeTypeOf('object');
    for (const known of [user.id, person.email, person.username]) expect(text).toContain(known);
    for (const secret of [person.password, visitor.cookies.get('ostiary_session') ?? '-']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('deleting the account', () => {
  it('is asked for, announced on the overview, and taken back', async () => {
    const someone = await member(test);
    const other = await elsewhere(test, someone);
    const { visitor, user } = someone;
    const ask = await visitor.open('/account/delete');
    expect(textOf(ask)).toContain('14 February 2026');
    const sent = await visitor.submit(ask, { fields: { login: (user.email ?? '').toUpperCase() } });
    const overview = await visitor.follow(sent);
    expect(noticeOf(overview)).toContain('going to be deleted');
    expect(textOf(overview)).toContain('Your account is going to be deleted on 14 Feb 2026');
    expect(headingOf(await other.open('/'))).toBe('Welcome');
    expect(locationOf(await visitor.open('/account/delete'))).toBe('/account/data');

    const keep = 'form[action="/account/delete/cancel"]';
    for (let time = 0; time < 2; time++) {
      const kept = await visitor.follow(await visitor.submit(overview, { form: keep }));
      expect(noticeOf(kept)).toBe('Your account stays.');
      expect(kept.document.querySelector(keep)).toBeNull();
    }
    test.clock.advance(31 * dayMs);
    await test.services.ownAccounts.deletion.deleteDue();
    test.clock.advance(-31 * dayMs);
    expect(await test.services.users.find(test.services.database.db, user.id)).toBeDefined();
  });

  it.each(['', 'yes', 'somebody@else.example'])('is not done for %j', async (login) => {
    const { visitor, user } = await member(test);
    const refused = await visitor.submit(await visitor.open('/account/delete'), { fields: { login } });
    expect([refused.status, errorOf(refused, 'login')]).toEqual([
      400,
      expect.stringContaining('was not touched'),
    ]);
    const { ownAccounts, database } = test.services;
    expect(await ownAccounts.deletion.find(database.db, user.id)).toBeUndefined();
  });

  it('is done at once where there is no grace, which the page says', async () => {
    const hasty = await testApp({ OSTIARY_DELETION_GRACE: '0s' });
    try {
      const { visitor, user } = await member(hasty);
      const ask = await visitor.open('/account/delete');
      expect(textOf(ask)).toContain('at once');
      const sent = await visitor.submit(ask, { fields: { login: user.email ?? '' } });
      expect(locationOf(sent)).toBe('/sign-in?done=account-deleted');
      expect(visitor.cookies.has('ostiary_session')).toBe(false);
      expect(await hasty.services.users.find(hasty.services.database.db, user.id)).toBeUndefined();
    } finally {
      await hasty.close();
    }
  });

  it('is refused to the last administrator, in words', async () => {
    const { visitor, page } = await setUpPage(test);
    await visitor.submit(page, { fields: { ...ada, email: 'root@example.com', username: 'root' } });
    const refused = await visitor.submit(await visitor.open('/account/delete'), {
      fields: { login: 'root@example.com' },
    });
    expect(refused.status).toBe(409);
    expect(refused.document.querySelector('[role=alert]')?.textContent).toContain(
      'last active administrator',
    );
  });
});
