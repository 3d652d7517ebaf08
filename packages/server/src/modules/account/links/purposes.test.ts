import { sqliteDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  operator,
  otherPassword,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
let fixture: OwnAccountsFixture;

beforeEach(async () => {
  fixture = await createOwnAccountsFixture(await sqliteDatabase());
});
afterEach(() => fixture.close());

/** One link of each purpose, all of one account. */
async function linksOfAll(): Promise<Record<string, string>> {
  const { email: emails, recovery, mailedSignIn, invitations, deletion, requests } = fixture.ownAccounts;
  const ann = await invitations.invite(operator, { email });
  const tokens: Record<string, string> = { invitation: await fixture.tokenOf('invitation') };
  await emails.sendVerification(actFrom(), ann);
  tokens['verify-email'] = await fixture.tokenOf('verify-email');
  await emails.requestChange(actFrom(), ann, 'new@example.com');
  tokens['change-email'] = await fixture.tokenOf('change-email');
  await recovery.request(actFrom(), email);
  await requests.answer();
  tokens['reset-password'] = await fixture.tokenOf('reset-password');
  await mailedSignIn.requestLink(actFrom(), email, '');
  await requests.answer();
  tokens['sign-in'] = await fixture.tokenOf('sign-in-link');
  await deletion.request(actFrom(), ann);
  tokens['cancel-deletion'] = await fixture.tokenOf('deletion-requested');
  tokens['setup'] = (await fixture.account.offerSetUp()) ?? '';
  return tokens;
}

/** What looks at a link and what uses it up, by purpose. */
function usesOf() {
  const { email: emails, recovery, mailedSignIn, invitations, deletion } = fixture.ownAccounts;
  const input = { password: otherPassword, endsSessions: false };
  const setUp = { username: 'chief', password: otherPassword };
  const uses: Record<string, [(token: string) => Promise<unknown>, (token: string) => Promise<unknown>]> = {
    'verify-email': [emails.findVerification, (token) => emails.verify(actFrom(), token)],
    'change-email': [emails.findChange, (token) => emails.confirmChange(actFrom(), token)],
    'reset-password': [recovery.find, (token) => recovery.recover(actFrom(), token, input)],
    'sign-in': [mailedSignIn.findLink, (token) => mailedSignIn.redeemLink(actFrom(), token)],
    invitation: [invitations.find, (token) => invitations.accept(actFrom(), token, input)],
    'cancel-deletion': [deletion.findCancellation, (token) => deletion.cancelByLink(actFrom(), token)],
    setup: [
      async (token) => (await fixture.account.isSetUpTokenValid(token)) || undefined,
      (token) => fixture.account.setUp(actFrom(), token, setUp),
    ],
  };
  return uses;
}

describe('a link', () => {
  test('is good for what it was made for, and refused for everything else', async () => {
    const tokens = await linksOfAll();
    const uses = usesOf();
    expect(Object.keys(tokens).sort()).toEqual(Object.keys(uses).sort());
    for (const [made, token] of Object.entries(tokens)) {
      for (const [purpose, [look, use]] of Object.entries(uses)) {
        const isFound = (await look(token)) !== undefined;
        expect(isFound, `${made} looked at as ${purpose}`).toBe(made === purpose);
        if (made === purpose) continue;
        expect(await codeOf(use(token)), `${made} used as ${purpose}`).toMatch(/^login\..*link_invalid$/);
      }
    }
    // Nothing of that used any of them up.
    for (const [purpose, [look]] of Object.entries(uses)) {
      expect(await look(tokens[purpose] ?? ''), purpose).toBeDefined();
    }
  });

  test('is nothing that one could make up', async () => {
    await linksOfAll();
    for (const token of ['', ' ', 'a'.repeat(43), 'x'.repeat(100_000), '\0', '\ud800']) {
      for (const [purpose, [look, use]] of Object.entries(usesOf())) {
        expect(await look(token), purpose).toBeUndefined();
        expect(await codeOf(use(token)), purpose).toMatch(/^login\..*link_invalid$/);
      }
    }
  });

  test('is not in the database', async () => {
    const tokens = await linksOfAll();
    const rows = await fixture.database.db.selectFrom('one_time_links').selectAll().execute();
    const mails = await fixture.database.db.selectFrom('mail_outbox').selectAll().execute();
    expect(rows).toHaveLength(7);
    for (const token of Object.values(tokens)) expect(JSON.stringify([rows, mails])).not.toContain(token);
  });
});
