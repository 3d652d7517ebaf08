import { sqliteDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  otherPassword,
  password,
  publicUrl,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
let fixture: OwnAccountsFixture;

beforeEach(async () => {
  fixture = await createOwnAccountsFixture(await sqliteDatabase());
});
afterEach(() => fixture.close());

/** Asks, has it answered, and reads the mail. */
async function askedFor(typed = email): Promise<string> {
  const { recovery, requests } = fixture.ownAccounts;
  await recovery.request(actFrom(), typed);
  await requests.answer();
  return fixture.tokenOf('reset-password');
}

describe('a new password for somebody who forgot theirs', () => {
  test('is set by the link of a mail, once', async () => {
    const ann = await fixture.add({ email, username: 'ann' }, password);
    const { recovery } = fixture.ownAccounts;
    const token = await askedFor();
    expect(await recovery.find(token)).toEqual({ userId: ann.id, email });
    const input = { password: otherPassword, endsSessions: false };
    const recovered = await recovery.recover(actFrom(), token, input);
    expect(recovered).toMatchObject({ id: ann.id, emailVerifiedAt: fixture.clock.nowMs() });
    const signIn = { login: 'ann', password: otherPassword };
    expect(await fixture.passwords.authenticate(actFrom(), signIn)).toEqual(recovered);
    expect(await codeOf(recovery.recover(actFrom(), token, input))).toBe('login.link_invalid');
    expect(await recovery.find(token)).toBeUndefined();
  });

  test('is audited as done by its owner, and told to client services and by mail', async () => {
    const ann = await fixture.add({ email }, password);
    const token = await askedFor();
    const input = { password: otherPassword, endsSessions: false };
    await fixture.ownAccounts.recovery.recover(actFrom('198.51.100.7', 'de'), token, input);
    const [mail] = await fixture.newMails();
    expect(mail).toMatchObject({ template: 'password-changed', to: email });
    expect(mail?.text).toContain(`${publicUrl}/forgot-password`);
    expect((await fixture.emitted()).map(({ type, data }) => [type, data]).slice(1)).toEqual([
      ['user.updated', { changed: ['email_verified'], is_active: true }],
      ['user.updated', { changed: ['password'] }],
    ]);
    const entries = await fixture.entries();
    expect(entries.at(-1)).toMatchObject({
      action: 'password.recover',
      actor: { type: 'user', id: ann.id },
      target: { type: 'user', id: ann.id },
      details: { ends_sessions: false, changed: ['email_verified'] },
    });
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${token}|${password}|${otherPassword}`));
  });

  test('ends sessions and static tokens only if wished', async () => {
    const { recovery } = fixture.ownAccounts;
    const ann = await fixture.add({ email }, password);
    const { tokens, sessions, database } = fixture;
    const left = async (): Promise<number[]> => [
      (await sessions.list(database.db, ann.id)).length,
      (await tokens.listApiTokens(database.db, ann.id)).length,
    ];
    await fixture.startSession(ann);
    await tokens.createApiToken(await fixture.asCaller(ann), { userId: ann.id, name: 'script' });
    const stay = { password: otherPassword, endsSessions: false };
    await recovery.recover(actFrom(), await askedFor(), stay);
    expect(await left()).toEqual([1, 1]);
    await fixture.newMails();
    await recovery.recover(actFrom(), await askedFor(), { password, endsSessions: true });
    expect(await left()).toEqual([0, 0]);
  });

  test('ends the sessions of whoever signed up with an address that was not theirs', async () => {
    const { account, ownAccounts, sessions, database } = fixture;
    const stranger = { act: actFrom(), subject: null };
    const made = await account.signUp(stranger, { email, password });
    if (made === 'sent') throw new Error('not required here');
    expect(made.user.isEmailClaimed).toBe(true);
    await fixture.startSession(made.user);
    await fixture.newMails();
    const input = { password: otherPassword, endsSessions: false };
    const recovered = await ownAccounts.recovery.recover(actFrom(), await askedFor(), input);
    expect(recovered.isEmailClaimed).toBe(false);
    expect(await sessions.list(database.db, made.user.id)).toEqual([]);
  });

  test('forgets the failures with the old one, and every other way in by mail', async () => {
    await fixture.add({ email, username: 'ann' }, password);
    const { recovery, mailedSignIn, requests } = fixture.ownAccounts;
    const wrong = { login: 'ann', password: 'wrong' };
    for (let n = 0; n < 12; n++) await codeOf(fixture.passwords.authenticate(actFrom('192.0.2.1'), wrong));
    expect(await codeOf(fixture.passwords.authenticate(actFrom(), wrong))).toBe('request.throttled');
    await mailedSignIn.requestLink(actFrom(), email, '');
    await requests.answer();
    const signInLink = await fixture.tokenOf('sign-in-link');
    const token = await askedFor();
    await recovery.recover(actFrom(), token, { password: otherPassword, endsSessions: false });
    const right = { login: email, password: otherPassword };
    expect(await codeOf(fixture.passwords.authenticate(actFrom(), right))).toBeUndefined();
    expect(await mailedSignIn.findLink(signInLink)).toBeUndefined();
  });

  test('ends sign-ins that wait for a second factor, begun with the old one, and forgets trusted browsers', async () => {
    const ann = await fixture.add({ email }, password);
    const now = fixture.clock.nowMs();
    const waiting = { secret_hash: 'x', user_id: ann.id, created_at: now, expires_at: now + 600_000 };
    const trusted = { ...waiting, id: 'x', address: null, user_agent: null, last_used_at: null };
    await fixture.database.write(async (tx) => {
      await tx
        .insertInto('pending_sign_ins')
        .values({ ...waiting, amr: '["pwd"]' })
        .execute();
      await tx.insertInto('trusted_devices').values(trusted).execute();
    });
    const input = { password: otherPassword, endsSessions: false };
    await fixture.ownAccounts.recovery.recover(actFrom(), await askedFor(), input);
    for (const table of ['pending_sign_ins', 'trusted_devices'] as const) {
      expect(await fixture.database.db.selectFrom(table).select('user_id').execute(), table).toEqual([]);
    }
  });

  test('is not taken when it is weak, and the link stays good', async () => {
    await fixture.add({ email }, password);
    const { recovery } = fixture.ownAccounts;
    const token = await askedFor();
    const weak = recovery.recover(actFrom(), token, { password: email, endsSessions: false });
    await expect(weak).rejects.toMatchObject({ code: 'passwords.too_weak', fields: [{ path: 'password' }] });
    expect(await recovery.find(token)).toBeDefined();
  });

  test('the link is good for half an hour, to the millisecond', async () => {
    await fixture.add({ email }, password);
    const { recovery } = fixture.ownAccounts;
    const token = await askedFor();
    fixture.clock.advance(30 * 60_000 - 1);
    expect(await recovery.find(token)).toBeDefined();
    fixture.clock.advance(1);
    expect(await recovery.find(token)).toBeUndefined();
    const late = recovery.recover(actFrom(), token, { password: otherPassword, endsSessions: false });
    expect(await codeOf(late)).toBe('login.link_invalid');
  });

  test('a newer link makes the older one void', async () => {
    await fixture.add({ email }, password);
    const first = await askedFor();
    const second = await askedFor(' ANN@example.com ');
    expect(await fixture.ownAccounts.recovery.find(first)).toBeUndefined();
    expect(await fixture.ownAccounts.recovery.find(second)).toBeDefined();
  });

  test('the link that went to an address of before is good for nothing', async () => {
    const ann = await fixture.add({ email }, password);
    const { recovery } = fixture.ownAccounts;
    const token = await askedFor();
    await fixture.users.update(await callerOverUsers(), ann.id, { email: 'new@example.com' });
    expect(await recovery.find(token)).toBeUndefined();
    const late = recovery.recover(actFrom(), token, { password: otherPassword, endsSessions: false });
    expect(await codeOf(late)).toBe('login.link_invalid');
  });

  test('the link is good for nothing once the account is closed', async () => {
    const ann = await fixture.add({ email }, password);
    const token = await askedFor();
    await fixture.users.deactivate(await callerOverUsers(), ann.id);
    expect(await fixture.ownAccounts.recovery.find(token)).toBeUndefined();
  });
});

async function callerOverUsers() {
  const { account } = fixture;
  const chief = { email: 'chief@example.com', password };
  const administrator = await account.createAdministrator(actFrom(), chief);
  return fixture.asCaller(administrator);
}

describe('asking for it', () => {
  test('mails nothing to whoever has no open account, and nobody by their username', async () => {
    await fixture.add({ email: 'gone@example.com', isActive: false }, password);
    await fixture.add({ email, username: 'ann' }, password);
    const { recovery, requests } = fixture.ownAccounts;
    for (const typed of ['nobody@example.com', 'gone@example.com', 'ann', '', 'a@b\0', '\ud800@x.org']) {
      await recovery.request(actFrom(), typed);
    }
    expect(await requests.answer()).toBe(6);
    expect(await fixture.newMails()).toEqual([]);
    expect(fixture.backgroundErrors).toEqual([]);
    expect(await requests.answer()).toBe(0);
  });

  test('is written down sealed, in the language of the browser', async () => {
    await fixture.add({ email }, password);
    const { recovery, requests } = fixture.ownAccounts;
    await recovery.request(actFrom('198.51.100.7', 'de-CH, en;q=0.5'), email);
    const [row] = await fixture.database.db.selectFrom('account_requests').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain('example.com');
    await requests.answer();
    const [mail] = await fixture.newMails();
    expect(mail?.html).toContain('lang="de"');
  });

  test('is limited by the address typed, however it is written, whether or not somebody has it', async () => {
    await fixture.add({ email }, password);
    const { recovery } = fixture.ownAccounts;
    for (const typed of [email, 'nobody@example.com']) {
      const ways = [typed, ` ${typed}`, typed.toUpperCase(), typed, typed];
      for (const way of ways) await recovery.request(actFrom(), way);
      const refused = recovery.request(actFrom('203.0.113.1'), typed);
      await expect(refused).rejects.toMatchObject({ code: 'request.throttled', retryAfterSeconds: 900 });
    }
    fixture.clock.advance(900_000);
    expect(await codeOf(recovery.request(actFrom(), email))).toBeUndefined();
  });

  test('is limited by where it comes from, ten times as often', async () => {
    const { recovery } = fixture.ownAccounts;
    const ask = (n: number, address: string) =>
      codeOf(recovery.request(actFrom(address), `n${n}@example.com`));
    for (let n = 0; n < 50; n++) expect(await ask(n, '2001:db8::1')).toBeUndefined();
    expect(await ask(50, '2001:db8::2')).toBe('request.throttled');
    expect(await ask(50, '2001:db8:1::1')).toBeUndefined();
  });

  test('is dropped when nobody answered within an hour', async () => {
    await fixture.add({ email }, password);
    const { recovery, requests } = fixture.ownAccounts;
    await recovery.request(actFrom(), email);
    fixture.clock.advance(60 * 60_000);
    await requests.answer();
    expect(await fixture.newMails()).toEqual([]);
    await recovery.request(actFrom(), email);
    fixture.clock.advance(60 * 60_000 + 1);
    const { account, clock, database } = fixture;
    expect(await database.write((tx) => account.prune(tx, clock.nowMs()))).toBe(1);
    expect(await requests.answer()).toBe(0);
  });

  test('is dropped under another master key, and keeps nobody else waiting', async () => {
    await fixture.add({ email }, password);
    const { recovery, requests } = fixture.ownAccounts;
    await recovery.request(actFrom(), email);
    await fixture.database.write((tx) =>
      tx.updateTable('account_requests').set({ request_sealed: 'nonsense' }).execute(),
    );
    await recovery.request(actFrom(), email);
    expect(await requests.answer()).toBe(2);
    expect(await fixture.newMails()).toHaveLength(1);
  });

  test('comes soon when the job runs', async () => {
    await fixture.add({ email }, password);
    const { recovery, requests } = fixture.ownAccounts;
    requests.start();
    try {
      await recovery.request(actFrom(), email);
      await expect.poll(() => fixture.newMails(), { timeout: 10_000 }).toHaveLength(1);
    } finally {
      await requests.stop();
    }
  });

  test('is refused where no mail is sent', async () => {
    await fixture.close();
    fixture = await createOwnAccountsFixture(await sqliteDatabase(), {
      OSTIARY_MAIL: 'off',
      OSTIARY_SIGN_IN_LINK: 'off',
      OSTIARY_SIGN_IN_CODE: 'off',
    });
    expect(await codeOf(fixture.ownAccounts.recovery.request(actFrom(), email))).toBe('mail.off');
  });
});
