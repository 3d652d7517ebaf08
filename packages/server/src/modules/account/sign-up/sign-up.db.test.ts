import { databases } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mustVerifyFirst } from '#modules/users';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  operator,
  otherPassword,
  password,
  publicUrl,
  tokenIn,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
const stranger = { act: actFrom('198.51.100.7', 'de'), subject: null };

describe.each(databases())('signing up on $name', ({ open }) => {
  let fixture: OwnAccountsFixture;

  async function withPolicy(policy: string, env: Record<string, string> = {}): Promise<void> {
    fixture = await createOwnAccountsFixture(await open(), { OSTIARY_EMAIL_VERIFICATION: policy, ...env });
  }
  const find = (login: string) => fixture.users.findByLogin(fixture.database.db, login);
  const mailed = async () => (await fixture.newMails()).map(({ template, to }) => [template, to]);

  afterEach(() => fixture.close());

  test('without a policy mails nothing and asks nothing', async () => {
    await withPolicy('off');
    const made = await fixture.account.signUp(stranger, { email, password });
    expect(made).toMatchObject({ user: { email, isEmailClaimed: false }, access: { roles: ['read-only'] } });
    expect(await mailed()).toEqual([]);
  });

  test('mails a link where that is wished, and goes on', async () => {
    await withPolicy('optional');
    const made = await fixture.account.signUp(stranger, { email, password });
    if (made === 'sent') throw new Error('Nobody has to wait here.');
    expect(made.user).toMatchObject({ emailVerifiedAt: null, isEmailClaimed: true });
    expect(mustVerifyFirst(made.user, 'optional')).toBe(false);
    const { sessionId } = await fixture.startSession(made.user);
    expect((await fixture.sessions.findLive(sessionId))?.user).toMatchObject({
      ...{ emailVerifiedAt: null, isEmailClaimed: true },
    });
    const token = await fixture.tokenOf('verify-email');
    const verified = await fixture.ownAccounts.email.verify(actFrom(), token);
    expect(verified).toMatchObject({ id: made.user.id, isEmailClaimed: false });
    const again = fixture.account.signUp(stranger, { email, password });
    expect(await codeOf(again)).toBe('users.email_taken');
    await fixture.account.signUp(stranger, { username: 'bare', password });
    expect(await mailed()).toEqual([]);
  });

  describe('where an address has to be confirmed', () => {
    beforeEach(() => withPolicy('required'));

    test('says no more than that a mail was sent, and lets in whoever opened its link', async () => {
      expect(await fixture.account.signUp(stranger, { email, username: 'ann', password })).toBe('sent');
      const ann = await find('ann');
      expect(ann && mustVerifyFirst(ann, 'required')).toBe(true);
      const [mail] = await fixture.newMails();
      expect(mail).toMatchObject({ template: 'verify-email', to: email });
      expect(mail?.html).toContain('lang="de"');
      const verified = await fixture.ownAccounts.email.verify(actFrom(), tokenIn(mail ?? { text: '' }));
      expect(mustVerifyFirst(verified, 'required')).toBe(false);
      expect(await fixture.actions()).toEqual([
        'user.sign_up success',
        'role.grant success',
        'user.verify_email success',
      ]);
    });

    test('says the same of an address that has an account, which is told', async () => {
      const ann = await fixture.add({ email, username: 'ann' }, password);
      const input = { email: 'ANN@example.com', username: 'other', password: otherPassword };
      expect(await fixture.account.signUp(stranger, input)).toBe('sent');
      const [mail, ...others] = await fixture.newMails();
      expect(others).toEqual([]);
      expect(mail).toMatchObject({ template: 'account-exists', to: email });
      expect(mail?.text).toContain(`${publicUrl}/sign-in`);
      expect(mail?.text).toContain(`${publicUrl}/forgot-password`);
      expect(mail?.text).not.toContain('token=');
      expect(await fixture.again(ann)).toEqual(ann);
      expect(await fixture.users.list(fixture.database.db, { limit: 10 })).toEqual([ann]);
      expect(await fixture.actions()).toEqual(['user.create success']);
      expect(await fixture.audit.verify()).toMatchObject({ isIntact: true });
      const signIn = fixture.passwords.authenticate(actFrom(), { login: email, password: otherPassword });
      expect(await codeOf(signIn)).toBe('passwords.invalid_credentials');
    });

    test('says of a username that it is taken, whether or not the address is', async () => {
      await fixture.add({ email, username: 'ann' }, password);
      for (const typed of [email, 'new@example.com']) {
        const taken = fixture.account.signUp(stranger, { email: typed, username: 'ANN', password });
        expect(await codeOf(taken)).toBe('users.username_taken');
      }
      expect(await mailed()).toEqual([]);
    });

    test('a username that repeats the address says nothing either', async () => {
      const same = { email, username: email, password };
      expect(await fixture.account.signUp(stranger, same)).toBe('sent');
      expect(await fixture.account.signUp(stranger, same)).toBe('sent');
      expect(await mailed()).toEqual([
        ['verify-email', email],
        ['account-exists', email],
      ]);
    });

    test('of many at once with one address one makes the account, and none is told so', async () => {
      const attempts = Array.from({ length: 5 }, () => fixture.account.signUp(stranger, { email, password }));
      expect(await Promise.all(attempts)).toEqual(Array<string>(5).fill('sent'));
      const templates = (await mailed()).map(([template]) => template).sort();
      expect(templates).toEqual([...Array<string>(4).fill('account-exists'), 'verify-email']);
    });

    test('needs an address', async () => {
      const bare = fixture.account.signUp(stranger, { username: 'ann', password });
      await expect(bare).rejects.toMatchObject({ code: 'users.invalid', fields: [{ path: 'email' }] });
    });

    test('mails an address no more often than anything else does, account or not', async () => {
      await fixture.add({ email }, password);
      for (const typed of [email, 'new@example.com']) {
        for (let n = 0; n < 5; n++) await fixture.account.signUp(stranger, { email: typed, password });
        const refused = fixture.account.signUp(stranger, { email: typed, password });
        expect(await codeOf(refused)).toBe('request.throttled');
      }
    });

    test('asks nobody whose account others made by right', async () => {
      const { account, ownAccounts } = fixture;
      const made = await account.signUp(operator, { email, password });
      expect(made).toMatchObject({ user: { email, isEmailClaimed: false } });
      const created = await account.createUser(operator, { email: 'bob@example.com', password });
      const first = await account.createAdministrator(operator.act, { email: 'chief@example.com', password });
      expect(await mailed()).toEqual([]);
      const invited = await ownAccounts.invitations.invite(operator, { email: 'eve@example.com' });
      for (const user of [created, first, invited]) expect(mustVerifyFirst(user, 'required')).toBe(false);
    });
  });
});
