import { databases } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  operator,
  otherPassword,
  password,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
const many = 50;

describe.each(databases())('of $name many who use one at the same moment', ({ open }) => {
  let fixture: OwnAccountsFixture;
  let ann: User;

  beforeEach(async () => {
    fixture = await createOwnAccountsFixture(await open());
    ann = await fixture.add({ email });
  });
  afterEach(() => fixture.close());

  /** How many came through, and what the others were told. */
  async function raced(use: () => Promise<unknown>): Promise<{ winners: number; refusals: Set<unknown> }> {
    const codes = await Promise.all(Array.from({ length: many }, () => codeOf(use())));
    const refused = codes.filter((code) => code !== undefined);
    return { winners: many - refused.length, refusals: new Set(refused) };
  }

  const oneOf = (refusal: string) => ({ winners: 1, refusals: new Set([refusal]) });

  async function asked(by: Promise<unknown>, template: string): Promise<string> {
    await by;
    await fixture.ownAccounts.requests.answer();
    return fixture.tokenOf(template);
  }

  test('one verifies an address', async () => {
    const { email: emails } = fixture.ownAccounts;
    const token = await asked(emails.sendVerification(actFrom(), ann), 'verify-email');
    expect(await raced(() => emails.verify(actFrom(), token))).toEqual(oneOf('login.link_invalid'));
    expect((await fixture.actions()).filter((action) => action.startsWith('user.verify'))).toHaveLength(1);
  });

  test('one changes an address', async () => {
    const { email: emails } = fixture.ownAccounts;
    const token = await asked(emails.requestChange(actFrom(), ann, 'new@example.com'), 'change-email');
    expect(await raced(() => emails.confirmChange(actFrom(), token))).toEqual(oneOf('login.link_invalid'));
    expect(await fixture.newMails()).toHaveLength(1);
  });

  test('one sets a new password', async () => {
    const { recovery } = fixture.ownAccounts;
    const token = await asked(recovery.request(actFrom(), email), 'reset-password');
    const input = { password: otherPassword, endsSessions: true };
    expect(await raced(() => recovery.recover(actFrom(), token, input))).toEqual(oneOf('login.link_invalid'));
    expect(await fixture.newMails()).toHaveLength(1);
  });

  test('one signs in by a link', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const token = await asked(mailedSignIn.requestLink(actFrom(), email, ''), 'sign-in-link');
    expect(await raced(() => mailedSignIn.redeemLink(actFrom(), token))).toEqual(oneOf('login.link_invalid'));
  });

  test('one signs in by a code', async () => {
    await fixture.passwords.close();
    const generous = { OSTIARY_LIMIT_ACCOUNT_FAILURES: '100' };
    fixture = await createOwnAccountsFixture(fixture.store, generous);
    const { mailedSignIn, requests } = fixture.ownAccounts;
    const { request } = await mailedSignIn.requestCode(actFrom(), email);
    await requests.answer();
    const [mail] = await fixture.newMails();
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '';
    const redeem = () => mailedSignIn.redeemCode(actFrom(), { request, code });
    expect(await raced(redeem)).toEqual(oneOf('login.code_invalid'));
  });

  test('no more guess a code than one by one', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const { request } = await mailedSignIn.requestCode(actFrom(), email);
    const guesses = Array.from({ length: many }, (_none, n) =>
      codeOf(mailedSignIn.redeemCode(actFrom(), { request, code: `${n}` })),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'login.code_invalid')).toHaveLength(5);
    expect(codes.filter((code) => code === 'request.throttled')).toHaveLength(many - 5);
  });

  test('one takes up an invitation', async () => {
    const { invitations } = fixture.ownAccounts;
    const token = await asked(invitations.invite(operator, { email: 'bob@example.com' }), 'invitation');
    const accept = () => invitations.accept(actFrom(), token, { password });
    expect(await raced(accept)).toEqual(oneOf('login.link_invalid'));
  });

  test('one answers what was asked for', async () => {
    const { recovery, requests } = fixture.ownAccounts;
    const other = await createOwnAccountsFixture(fixture.store);
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) {
      await recovery.request(actFrom(address), email);
    }
    const rounds = Array.from({ length: 10 }, (_none, n) =>
      n % 2 === 0 ? requests.answer() : other.ownAccounts.requests.answer(),
    );
    const answered = await Promise.all(rounds);
    expect(answered.reduce((sum, count) => sum + count)).toBe(3);
    expect(await fixture.newMails()).toHaveLength(3);
    await other.passwords.close();
  });

  test('a link that two ask for at once can still be used', async () => {
    const { email: emails } = fixture.ownAccounts;
    await Promise.all([1, 2, 3].map(() => emails.sendVerification(actFrom(), ann)));
    const mails = await fixture.newMails();
    expect(mails).toHaveLength(3);
    const found = await Promise.all(
      mails.map(({ text }) => emails.findVerification(/token=([\w-]+)/.exec(text)?.[1] ?? '')),
    );
    expect(found.some((look) => look !== undefined)).toBe(true);
  });
});
