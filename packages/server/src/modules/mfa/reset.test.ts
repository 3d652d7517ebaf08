import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, operator, visitor, type MfaFixture } from './mfa.fixture.ts';

let store: TestDatabase;
let fixture: MfaFixture;
let owner: User;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createMfaFixture(store);
  await fixture.access.ensureBuiltinRoles();
  owner = await fixture.addUser(undefined, ['owner']);
  user = await fixture.addUser({ username: 'ann', email: 'ann@example.com' });
});
afterEach(() => store.close());

describe('resetting the factors of somebody', () => {
  test('removes them all, ends sessions, is audited, and told in no language of the administrator', async () => {
    const { mfa, clock } = fixture;
    const { app } = await fixture.enrol(user);
    await fixture.addPasskey(user);
    await mfa.trustedDevices.trust(actOf(user), user);
    // Until the wait is longer than setting up another app takes.
    for (let waitMs = 1_000; waitMs <= 128_000; waitMs *= 2) {
      for (let index = 0; index < 5; index++) await codeOf(mfa.proveCode(visitor, user, '000000'));
      if (waitMs < 128_000) clock.advance(waitMs);
    }
    expect(await codeOf(mfa.proveCode(visitor, user, app.code()))).toBe('request.throttled');
    fixture.mails.length = 0;
    await mfa.reset(await fixture.callerOf(owner), user.id);
    expect(await mfa.standing(user)).toEqual({ has: [], isRequired: false, graceEndsAt: null });
    expect(await mfa.recoveryCodes.left(store.database.db, user.id)).toBe(0);
    expect(await mfa.trustedDevices.list(store.database.db, user.id)).toEqual([]);
    expect(fixture.endedSessions).toEqual([{ userId: user.id, reason: 'factors_reset' }]);
    expect(await fixture.entries('factor.reset')).toMatchObject([
      {
        ...{ actor: { type: 'user', id: owner.id }, target: { type: 'user', id: user.id } },
        details: { totp: 1, passkeys: 1, trusted_devices: 1, sessions: 2 },
      },
    ]);
    expect(fixture.mails).toMatchObject([
      { template: 'factors-reset', to: 'ann@example.com', language: 'en' },
    ]);
    expect(await mfa.prove(visitor, user, { amr: ['pwd'] })).toEqual({ amr: ['pwd'] });
    // What was failed before counts for nothing.
    const again = await fixture.enrol(user);
    clock.advance(-1);
    expect(await mfa.proveCode(visitor, user, again.app.code())).toEqual(['otp']);
  });

  test('needs the permission, and at least what they hold', async () => {
    const admin = await fixture.callerOf(await fixture.addUser(undefined, ['admin']));
    const reader = await fixture.callerOf(user);
    const { id } = await fixture.enrol(owner);
    expect(await codeOf(fixture.mfa.reset(admin, owner.id))).toBe('access.denied');
    expect(await codeOf(fixture.mfa.reset(reader, owner.id))).toBe('access.denied');
    expect(await codeOf(fixture.mfa.reset({ act: visitor, subject: null }, owner.id))).toBe(
      'access.unauthenticated',
    );
    expect(await fixture.mfa.totp.list(store.database.db, owner.id)).toMatchObject([{ id }]);
    expect(fixture.endedSessions).toEqual([]);
    expect(await codeOf(fixture.mfa.reset(admin, user.id))).toBe('none');
    expect(await codeOf(fixture.mfa.reset(operator, owner.id))).toBe('none');
  });

  test('is no way around one’s own, and finds nobody who is not there', async () => {
    await fixture.enrol(owner);
    const caller = await fixture.callerOf(owner);
    expect(await codeOf(fixture.mfa.reset(caller, owner.id))).toBe('access.denied');
    expect(await codeOf(fixture.mfa.reset(caller, 'no id'))).toBe('users.not_found');
    expect(await fixture.mfa.hasFactor(store.database.db, owner.id)).toBe(true);
  });
});
