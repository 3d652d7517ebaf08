import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, visitor, type MfaFixture } from '../mfa.fixture.ts';

let store: TestDatabase;
let fixture: MfaFixture;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createMfaFixture(store);
  user = await fixture.addUser({ username: 'ann', email: 'ann@example.com' });
});
afterEach(() => store.close());

const left = () => fixture.mfa.recoveryCodes.left(store.database.db, user.id);

describe('recovery codes', () => {
  test('are ten different ones, and for nobody without a factor', async () => {
    expect(await codeOf(fixture.mfa.recoveryCodes.create(actOf(user), user))).toBe('mfa.factor_not_found');
    const { recoveryCodes } = await fixture.enrol(user);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await left()).toBe(10);
  });

  test('are each good once, in place of a code; their use is audited and told by mail', async () => {
    const { recoveryCodes } = await fixture.enrol(user);
    const [code = ''] = recoveryCodes ?? [];
    fixture.mails.length = 0;
    expect(await fixture.mfa.proveCode(visitor, user, code.toUpperCase().replaceAll('-', ' '))).toEqual([
      'otp',
    ]);
    expect(await left()).toBe(9);
    expect(await codeOf(fixture.mfa.proveCode(visitor, user, code))).toBe('mfa.invalid_code');
    expect(await left()).toBe(9);
    expect(fixture.mails).toEqual([
      {
        ...{ template: 'recovery-code-used', to: 'ann@example.com', language: 'de' },
        values: {
          ...{ left: '9', time: '2026-01-15T10:01:00.000Z' },
          factorsLink: 'https://id.example/account/factors',
        },
      },
    ]);
    expect(await fixture.entries('factor.use_recovery_code')).toMatchObject([{ details: { left: 9 } }]);
    expect(await fixture.entries('factor.refuse')).toMatchObject([
      { details: { kind: 'recovery_code', reason: 'replayed' } },
    ]);
  });

  test('are another account’s of no use', async () => {
    const eve = await fixture.addUser();
    const { recoveryCodes } = await fixture.enrol(user);
    await fixture.enrol(eve);
    expect(await codeOf(fixture.mfa.proveCode(visitor, eve, recoveryCodes?.[0] ?? ''))).toBe(
      'mfa.invalid_code',
    );
    expect(await left()).toBe(10);
  });

  test('that are made anew void those before, used or not', async () => {
    const { recoveryCodes } = await fixture.enrol(user);
    const [used = '', unused = ''] = recoveryCodes ?? [];
    await fixture.mfa.proveCode(visitor, user, used);
    const [fresh = ''] = await fixture.mfa.recoveryCodes.create(actOf(user), user);
    expect(await left()).toBe(10);
    expect(await codeOf(fixture.mfa.proveCode(visitor, user, unused))).toBe('mfa.invalid_code');
    expect(await codeOf(fixture.mfa.proveCode(visitor, user, used))).toBe('mfa.invalid_code');
    expect(await fixture.mfa.proveCode(visitor, user, fresh)).toEqual(['otp']);
    expect((await fixture.entries('factor.recovery_codes')).map(({ details }) => details)).toEqual([
      { count: 10 },
      { count: 10 },
    ]);
  });

  test('are stored as keyed hashes that say nothing without their account', async () => {
    const { recoveryCodes } = await fixture.enrol(user);
    const rows = await store.database.db.selectFrom('recovery_codes').selectAll().execute();
    const all = JSON.stringify([rows, await fixture.entries(), fixture.mails]);
    for (const code of recoveryCodes ?? []) {
      expect(all).not.toContain(code);
      expect(all).not.toContain(code.replaceAll('-', ''));
    }
    expect(rows.every(({ code_hash: hash }) => /^[A-Za-z0-9_-]{43}$/.test(hash))).toBe(true);
  });

  test('go with their user', async () => {
    await fixture.enrol(user);
    await fixture.users.delete({ act: actOf(user), subject: 'operator' }, user.id);
    expect(await store.database.db.selectFrom('recovery_codes').selectAll().execute()).toEqual([]);
    expect(await store.database.db.selectFrom('totp_factors').selectAll().execute()).toEqual([]);
  });
});
