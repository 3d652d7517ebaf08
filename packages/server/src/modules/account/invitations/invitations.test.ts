import { sqliteDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  operator,
  password,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
const weekMs = 7 * 24 * 60 * 60_000;
let fixture: OwnAccountsFixture;

beforeEach(async () => {
  fixture = await createOwnAccountsFixture(await sqliteDatabase());
  await fixture.services.create(operator, {
    ...{ name: 'orders', audience: 'https://orders.example.org', accessLevels: ['reader', 'writer'] },
    dataSchema: { type: 'object', properties: { team: { type: 'string' } }, additionalProperties: false },
  });
  await fixture.services.create(operator, { name: 'stock', audience: 'https://stock.example.org' });
});
afterEach(() => fixture.close());

const users = () => fixture.users.list(fixture.database.db, { limit: 100 });

/** Somebody who may invite, with what else they were given. */
async function inviter(permissions: string[], level?: string): Promise<Caller> {
  const boss = await fixture.add({ email: 'boss@example.com', firstName: 'Bea', lastName: 'Boss' });
  await fixture.access.createRole(operator, { name: 'inviter', permissions });
  for (const role of ['inviter', 'read-only']) {
    await fixture.access.grantRole(operator, { userId: boss.id }, role);
  }
  if (level !== undefined) {
    await fixture.services.grantAccess(operator, 'orders', { holder: 'user', id: boss.id, level });
  }
  return fixture.asCaller(boss);
}

describe('an invitation', () => {
  test('makes the account with roles and access, and mails a link', async () => {
    const { access, database, services } = fixture;
    const caller = await inviter(['users.create', 'services.grant', 'services.manage', 'roles.grant']);
    const ann = await fixture.ownAccounts.invitations.invite(caller, {
      ...{ email: 'Ann@example.com', username: 'ann', firstName: 'Ann' },
      roles: ['read-only', 'inviter'],
      services: [
        { service: 'orders', level: 'writer', data: { team: 'red' } },
        { service: 'https://stock.example.org' },
      ],
    });
    expect(ann).toMatchObject({ email, firstName: 'Ann', emailVerifiedAt: null, isEmailClaimed: false });
    expect(await fixture.passwords.has(database.db, ann.id)).toBe(false);
    expect((await access.accessOf(database.db, ann.id)).roles).toEqual(['inviter', 'read-only']);
    const orders = await services.get(database.db, 'orders');
    expect(await services.accessOf(database.db, { serviceId: orders.id, userId: ann.id })).toEqual({
      level: 'writer',
      data: { team: 'red' },
    });
    const [mail] = await fixture.newMails();
    expect(mail).toMatchObject({ template: 'invitation', to: email });
    expect(mail?.text).toContain('Bea Boss');
    const actions = (await fixture.actions()).slice(-6);
    expect(actions).toEqual([
      'user.create success',
      'role.grant success',
      'role.grant success',
      'user.invite success',
      'service.access_grant success',
      'service.access_grant success',
    ]);
  });

  test('is all or nothing: what may not be given undoes the rest, and is audited', async () => {
    const caller = await inviter(['users.create', 'services.grant'], 'reader');
    const { invitations } = fixture.ownAccounts;
    const before = (await users()).length;
    const attempt = (services: { service: string; level?: string; data?: Record<string, unknown> }[]) =>
      codeOf(invitations.invite(caller, { email, services }));
    const reader = { service: 'orders', level: 'reader' };
    expect(await attempt([reader, { service: 'orders', level: 'writer' }])).toBe('services.cannot_grant');
    expect((await fixture.actions()).at(-1)).toBe('access.denied denied');
    expect(await attempt([reader, { service: 'stock' }])).toBe('services.cannot_grant');
    expect(await attempt([reader, { service: 'nothing' }])).toBe('services.not_found');
    expect(await users()).toHaveLength(before);
    expect(await fixture.newMails()).toEqual([]);
    expect(await fixture.database.db.selectFrom('one_time_links').selectAll().execute()).toEqual([]);
    expect(await attempt([reader])).toBeUndefined();
  });

  test('says which of the services knows no such level or data', async () => {
    const invited = fixture.ownAccounts.invitations.invite(operator, {
      email,
      services: [{ service: 'stock' }, { service: 'orders', level: 'emperor', data: { team: 7 } }],
    });
    await expect(invited).rejects.toMatchObject({
      code: 'request.invalid',
      fields: [{ path: 'services.1.level' }, { path: expect.stringMatching(/^services\.1\./) as string }],
    });
    expect(await users()).toEqual([]);
  });

  test('needs the right to make accounts, to give the roles, and to give access', async () => {
    const { invitations } = fixture.ownAccounts;
    const caller = await inviter(['users.create']);
    const stranger = { act: actFrom(), subject: null };
    expect(await codeOf(invitations.invite(stranger, { email }))).toBe('access.unauthenticated');
    expect(await codeOf(invitations.invite(caller, { email, roles: ['owner'] }))).toBe('access.cannot_grant');
    const services = [{ service: 'stock' }];
    expect(await codeOf(invitations.invite(caller, { email, services }))).toBe('access.denied');
    expect(await users()).toHaveLength(1);
    expect(await codeOf(invitations.invite(caller, { email }))).toBeUndefined();
  });

  test('needs an address that is free', async () => {
    const { invitations } = fixture.ownAccounts;
    await fixture.add({ email });
    expect(await codeOf(invitations.invite(operator, { email }))).toBe('users.email_taken');
    expect(await codeOf(invitations.invite(operator, { email: 'nobody' }))).toBe('users.invalid');
  });
});

describe('taking an invitation up', () => {
  test('sets the first password and names, verifies the address, and works once', async () => {
    const { invitations } = fixture.ownAccounts;
    const ann = await invitations.invite(operator, { email, lastName: 'Lee' });
    const token = await fixture.tokenOf('invitation');
    expect(await invitations.find(token)).toEqual({ userId: ann.id, email });
    const accepted = await invitations.accept(actFrom(), token, { password, firstName: 'Ann' });
    expect(accepted).toMatchObject({ firstName: 'Ann', lastName: 'Lee' });
    expect(accepted.emailVerifiedAt).toBe(fixture.clock.nowMs());
    const signedIn = await fixture.passwords.authenticate(actFrom(), { login: email, password });
    expect(signedIn).toEqual(accepted);
    expect(await codeOf(invitations.accept(actFrom(), token, { password }))).toBe('login.link_invalid');
    const entry = (await fixture.entries()).at(-1);
    expect(entry).toMatchObject({ action: 'user.accept_invitation', actor: { type: 'user', id: ann.id } });
  });

  test('is possible for a week, to the millisecond', async () => {
    const { invitations } = fixture.ownAccounts;
    await invitations.invite(operator, { email });
    const token = await fixture.tokenOf('invitation');
    fixture.clock.advance(weekMs - 1);
    expect(await invitations.find(token)).toBeDefined();
    fixture.clock.advance(1);
    expect(await invitations.find(token)).toBeUndefined();
    expect(await codeOf(invitations.accept(actFrom(), token, { password }))).toBe('login.link_invalid');
  });

  test('with a weak password or a name that is none leaves the link as it was', async () => {
    const { invitations } = fixture.ownAccounts;
    await invitations.invite(operator, { email });
    const token = await fixture.tokenOf('invitation');
    expect(await codeOf(invitations.accept(actFrom(), token, { password: 'short' }))).toBe(
      'passwords.too_weak',
    );
    const nameless = invitations.accept(actFrom(), token, { password, firstName: 'x'.repeat(151) });
    await expect(nameless).rejects.toMatchObject({ code: 'users.invalid', fields: [{ path: 'first_name' }] });
    expect(await invitations.find(token)).toBeDefined();
  });

  test('is over for whoever came in by recovery', async () => {
    const { invitations, recovery, requests } = fixture.ownAccounts;
    await invitations.invite(operator, { email });
    const token = await fixture.tokenOf('invitation');
    await recovery.request(actFrom(), email);
    await requests.answer();
    const reset = await fixture.tokenOf('reset-password');
    await recovery.recover(actFrom(), reset, { password, endsSessions: false });
    expect(await codeOf(invitations.accept(actFrom(), token, { password }))).toBe('login.link_invalid');
  });
});

describe('inviting again', () => {
  test('makes the link before void', async () => {
    const { invitations } = fixture.ownAccounts;
    const ann = await invitations.invite(operator, { email });
    const first = await fixture.tokenOf('invitation');
    await invitations.resend(operator, ann.id);
    const second = await fixture.tokenOf('invitation');
    expect(await invitations.find(first)).toBeUndefined();
    expect(await codeOf(invitations.accept(actFrom(), second, { password }))).toBeUndefined();
    expect(await codeOf(invitations.resend(operator, ann.id))).toBe('users.invitation_closed');
  });

  test('is not possible for what is in use or closed, without an address, or without the right', async () => {
    const { invitations } = fixture.ownAccounts;
    const bare = await fixture.add({ username: 'bare' });
    const closed = await fixture.add({ email: 'closed@example.com', isActive: false });
    const used = await fixture.add({ email: 'used@example.com' });
    await fixture.startSession(used);
    expect(await codeOf(invitations.resend(operator, bare.id))).toBe('users.email_missing');
    for (const { id } of [closed, used]) {
      expect(await codeOf(invitations.resend(operator, id))).toBe('users.invitation_closed');
    }
    const unknown = '01890000-0000-7000-8000-000000000000';
    expect(await codeOf(invitations.resend(operator, unknown))).toBe('users.not_found');
    const caller = await fixture.asCaller(used);
    expect(await codeOf(invitations.resend(caller, bare.id))).toBe('access.denied');
  });
});
