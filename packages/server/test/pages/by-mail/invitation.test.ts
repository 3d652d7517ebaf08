import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { PageVisitor } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { signInAs, somebody } from '../people.ts';
import { headingOf, locationOf, mailApp, mailedLink, scan } from './mailbox.ts';

let test: TestApp;
beforeAll(async () => {
  test = await mailApp({ OSTIARY_EMAIL_VERIFICATION: 'required' });
});
afterAll(() => test.close());

const weekMs = 7 * 24 * 60 * 60_000;
const chosen = {
  ...{ first_name: 'Grace', last_name: 'Hopper' },
  ...{ password: 'walnut-ferry-copper-19', password_again: 'walnut-ferry-copper-19' },
};

async function invited(): Promise<{ email: string; userId: string; link: string }> {
  const { email } = somebody();
  const user = await test.services.ownAccounts.invitations.invite(operator, { email, roles: ['read-only'] });
  return { email, userId: user.id, link: await linkFor(email) };
}

const linkFor = (email: string): Promise<string> =>
  mailedLink(test, { to: email, template: 'invitation', path: '/invitation' });

describe('an invitation', () => {
  it('makes the account theirs: a name, a password, signed in, the address confirmed', async () => {
    const { email, userId, link } = await invited();
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(link);
    expect(page.document.querySelector('main')?.textContent).toContain(email);
    const done = await visitor.submit(page, { fields: chosen });
    expect([done.status, locationOf(done)]).toEqual([303, '/']);
    expect((await visitor.follow(done)).document.body.textContent).toContain('Grace Hopper');
    const user = await test.services.users.get(test.services.database.db, userId);
    expect(user.emailVerifiedAt).toBe(test.clock.nowMs());
    const live = await test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
    expect(live?.session.amr).toEqual(['pwd']);
    expect((await signInAs(new PageVisitor(test.app), email, chosen.password)).status).toBe(303);
  });

  it('is not used up by whatever looks at the mail; works once', async () => {
    const { link } = await invited();
    await scan(test, link);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(link);
    const answers = await Promise.all([1, 2].map(() => visitor.submit(page, { fields: chosen })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400]);
    const gone = await new PageVisitor(test.app).open(link);
    expect([gone.status, headingOf(gone)]).toEqual([400, 'This link does not work']);
    expect(gone.document.body.textContent).toContain('whoever invited you');
  });

  it('can be mended in the form, which keeps the names', async () => {
    const { link } = await invited();
    const visitor = new PageVisitor(test.app);
    const fields = { ...chosen, password: 'password1', password_again: 'password1' };
    const refused = await visitor.submit(await visitor.open(link), { fields });
    expect([refused.status, refused.document.getElementById('password-error') === null]).toEqual([
      400,
      false,
    ]);
    expect(refused.document.querySelector('#first_name')?.getAttribute('value')).toBe('Grace');
    expect((await visitor.submit(refused, { fields: chosen })).status).toBe(303);
  });

  it('has a week; another one makes the first void', async () => {
    const { email, userId, link } = await invited();
    await test.services.ownAccounts.invitations.resend(operator, userId);
    const second = await linkFor(email);
    const visitor = new PageVisitor(test.app);
    expect([(await visitor.open(link)).status, (await visitor.open(second)).status]).toEqual([400, 200]);
    test.clock.advance(weekMs);
    expect((await visitor.open(second)).status).toBe(400);
  });

  it('signs out whoever was signed in with the browser', async () => {
    const { email, link } = await invited();
    const { link: other } = await invited();
    const visitor = new PageVisitor(test.app);
    await visitor.submit(await visitor.open(other), { fields: chosen });
    const before = visitor.cookies.get('ostiary_session') ?? '';
    await visitor.submit(await visitor.open(link), { fields: chosen });
    expect((await visitor.open('/')).document.body.textContent).toContain(email);
    expect(await test.services.sessions.findBySecret(before)).toBeUndefined();
  });
});

describe('where roles need a second factor', () => {
  it('whoever takes up an account sets one up before anything else', async () => {
    const strict = await mailApp({ OSTIARY_FACTOR_ROLES: 'admin', OSTIARY_FACTOR_GRACE: '0s' });
    try {
      const { email } = somebody();
      await strict.services.ownAccounts.invitations.invite(operator, { email, roles: ['admin'] });
      const link = await mailedLink(strict, { to: email, template: 'invitation', path: '/invitation' });
      const visitor = new PageVisitor(strict.app);
      const done = await visitor.submit(await visitor.open(link), { fields: chosen });
      expect(locationOf(done)).toMatch(/^\/sign-in\/set-up-factor/);
      expect(visitor.cookies.has('ostiary_session')).toBe(false);
    } finally {
      await strict.close();
    }
  });
});
