import { sqliteDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  operator,
  password,
  publicUrl,
  tokenIn,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
const dayMs = 24 * 60 * 60_000;
let fixture: OwnAccountsFixture;
let ann: User;

beforeEach(async () => {
  fixture = await createOwnAccountsFixture(await sqliteDatabase());
  ann = await fixture.add({ email, username: 'ann' }, password);
});
afterEach(() => fixture.close());

async function verificationToken(): Promise<string> {
  await fixture.ownAccounts.email.sendVerification(actFrom(), ann);
  return fixture.tokenOf('verify-email');
}

async function changeToken(to = 'new@example.com'): Promise<string> {
  await fixture.ownAccounts.email.requestChange(actFrom(), ann, to);
  return fixture.tokenOf('change-email');
}

describe('showing that an address is one’s own', () => {
  test('takes a link, which is used up by the button and not by looking at it', async () => {
    const service = fixture.ownAccounts.email;
    const token = await verificationToken();
    for (let n = 0; n < 20; n++)
      expect(await service.findVerification(token)).toEqual({ userId: ann.id, email });
    const verified = await service.verify(actFrom(), token);
    expect(verified).toEqual(await fixture.again(ann));
    expect(verified).toMatchObject({ emailVerifiedAt: fixture.clock.nowMs(), version: 2 });
    expect(await service.findVerification(token)).toBeUndefined();
    expect(await codeOf(service.verify(actFrom(), token))).toBe('login.link_invalid');
    const entry = (await fixture.entries()).at(-1);
    expect(entry).toMatchObject({ action: 'user.verify_email', actor: { type: 'user', id: ann.id } });
    expect((await fixture.emitted()).at(-1)).toMatchObject({
      type: 'user.updated',
      data: { changed: ['email_verified'], is_active: true },
    });
  });

  test('is possible for a day, to the millisecond', async () => {
    const token = await verificationToken();
    fixture.clock.advance(dayMs - 1);
    expect(await fixture.ownAccounts.email.findVerification(token)).toBeDefined();
    fixture.clock.advance(1);
    expect(await fixture.ownAccounts.email.findVerification(token)).toBeUndefined();
    expect(await codeOf(fixture.ownAccounts.email.verify(actFrom(), token))).toBe('login.link_invalid');
  });

  test('is of no use for the address that came after', async () => {
    const token = await verificationToken();
    await fixture.database.write((tx) =>
      fixture.users.confirmEmail(tx, { userId: ann.id, email: 'new@example.com', isNew: true }),
    );
    expect(await fixture.ownAccounts.email.findVerification(token)).toBeUndefined();
    expect(await codeOf(fixture.ownAccounts.email.verify(actFrom(), token))).toBe('login.link_invalid');
    expect(await fixture.again(ann)).toMatchObject({ email: 'new@example.com' });
  });

  test('is not asked again, and not of whoever has none', async () => {
    const service = fixture.ownAccounts.email;
    await service.verify(actFrom(), await verificationToken());
    await service.sendVerification(actFrom(), await fixture.again(ann));
    expect(await fixture.newMails()).toEqual([]);
    const bare = await fixture.add({ username: 'bare' });
    expect(await codeOf(service.sendVerification(actFrom(), bare))).toBe('users.email_missing');
  });

  test('is asked of whoever cannot sign in to ask for it, if there is somebody', async () => {
    const { email: service, requests } = fixture.ownAccounts;
    for (const typed of [email, 'nobody@example.com']) await service.requestVerification(actFrom(), typed);
    await requests.answer();
    await service.verify(actFrom(), await fixture.tokenOf('verify-email'));
    await service.requestVerification(actFrom(), email);
    await requests.answer();
    expect(await fixture.newMails()).toEqual([]);
  });

  test('is limited: nobody floods a mailbox', async () => {
    const service = fixture.ownAccounts.email;
    for (let n = 0; n < 5; n++) await service.sendVerification(actFrom(), ann);
    expect(await codeOf(service.sendVerification(actFrom(), ann))).toBe('request.throttled');
    expect(await codeOf(fixture.ownAccounts.recovery.request(actFrom(), email))).toBe('request.throttled');
  });
});

describe('another address', () => {
  test('takes a link that goes there; the old one is told', async () => {
    const service = fixture.ownAccounts.email;
    const token = await changeToken('New@Example.com');
    expect(await fixture.again(ann)).toEqual(ann);
    expect(await service.findChange(token)).toEqual({ userId: ann.id, email: 'new@example.com' });
    const changed = await service.confirmChange(actFrom('198.51.100.7', 'de'), token);
    expect(changed).toEqual(await fixture.again(ann));
    expect(changed).toMatchObject({
      ...{ email: 'new@example.com', username: 'ann' },
      emailVerifiedAt: fixture.clock.nowMs(),
    });
    const [told, ...others] = await fixture.newMails();
    expect(told).toMatchObject({ template: 'email-changed', to: email });
    expect(told?.text).toContain('new@example.com');
    expect(told?.text).toContain(`${publicUrl}/forgot-password`);
    expect(others).toEqual([]);
    expect((await fixture.entries()).at(-1)).toMatchObject({
      action: 'user.change_email',
      actor: { type: 'user', id: ann.id },
      details: { changed: ['email', 'email_verified'] },
    });
    expect(await codeOf(service.confirmChange(actFrom(), token))).toBe('login.link_invalid');
  });

  test('takes the username with it that was the same', async () => {
    const bob = await fixture.add({ email: 'bob@example.com', username: 'bob@example.com' });
    await fixture.ownAccounts.email.requestChange(actFrom(), bob, 'rob@example.com');
    const token = await fixture.tokenOf('change-email');
    await fixture.ownAccounts.email.confirmChange(actFrom(), token);
    expect(await fixture.again(bob)).toMatchObject({ email: 'rob@example.com', username: 'rob@example.com' });
  });

  test('makes links void that went to the one before', async () => {
    const { email: service, recovery, requests } = fixture.ownAccounts;
    await recovery.request(actFrom(), email);
    await requests.answer();
    const recoveryToken = await fixture.tokenOf('reset-password');
    await service.confirmChange(actFrom(), await changeToken());
    await service.requestChange(actFrom(), await fixture.again(ann), email);
    const [, back] = await fixture.newMails();
    await service.confirmChange(actFrom(), tokenIn(back ?? { text: '' }));
    // The same address again: what went there before stays void.
    expect(await recovery.find(recoveryToken)).toBeUndefined();
  });

  test('somebody else’s is answered in the same way, and they are told', async () => {
    await fixture.add({ email: 'bob@example.com' }, password);
    const service = fixture.ownAccounts.email;
    expect(await service.requestChange(actFrom(), ann, 'BOB@example.com')).toBeUndefined();
    const mails = await fixture.newMails();
    expect(mails).toMatchObject([{ template: 'account-exists', to: 'bob@example.com' }]);
    expect(mails[0]?.text).not.toContain('token=');
    expect(await fixture.again(ann)).toEqual(ann);
  });

  test('that somebody took meanwhile is refused, and the link stays for when they let it go', async () => {
    const token = await changeToken('bob@example.com');
    await fixture.add({ email: 'bob@example.com' });
    const confirmed = fixture.ownAccounts.email.confirmChange(actFrom(), token);
    expect(await codeOf(confirmed)).toBe('users.email_taken');
    expect(await fixture.again(ann)).toEqual(ann);
    expect(await fixture.newMails()).toEqual([]);
  });

  test('has to be one', async () => {
    const refused = fixture.ownAccounts.email.requestChange(actFrom(), ann, 'not an address');
    await expect(refused).rejects.toMatchObject({ code: 'users.invalid', fields: [{ path: 'email' }] });
  });

  test('is limited by the new address and by where it is asked from', async () => {
    const service = fixture.ownAccounts.email;
    for (let n = 0; n < 5; n++) await service.requestChange(actFrom(), ann, 'new@example.com');
    expect(await codeOf(service.requestChange(actFrom('203.0.113.9'), ann, 'new@example.com'))).toBe(
      'request.throttled',
    );
    for (let n = 0; n < 45; n++) await service.requestChange(actFrom(), ann, `n${n}@example.com`);
    expect(await codeOf(service.requestChange(actFrom(), ann, 'last@example.com'))).toBe('request.throttled');
  });

  test('is not taken by an account that was closed', async () => {
    const token = await changeToken();
    const chief = await fixture.account.createAdministrator(operator.act, { username: 'chief', password });
    await fixture.users.deactivate(await fixture.asCaller(chief), ann.id);
    expect(await fixture.ownAccounts.email.findChange(token)).toBeUndefined();
    expect(await codeOf(fixture.ownAccounts.email.confirmChange(actFrom(), token))).toBe(
      'login.link_invalid',
    );
  });
});
