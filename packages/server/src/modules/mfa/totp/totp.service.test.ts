import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { Secret, URI } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, appWith, codeOf, createMfaFixture, visitor, type MfaFixture } from '../mfa.fixture.ts';

let store: TestDatabase;
let fixture: MfaFixture;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createMfaFixture(store);
  user = await fixture.addUser({ username: 'ann', email: 'ann@example.com' });
});
afterEach(() => store.close());

const db = () => store.database.db;

describe('setting up an app', () => {
  test('gives a secret of 160 bits and an address that says whose it is where', async () => {
    const { mfa } = fixture;
    const { id, secret, uri } = await mfa.totp.begin(actOf(user), user, 'Phone');
    expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
    expect(URI.parse(uri)).toMatchObject({
      ...{ issuer: 'id.example', label: 'ann@example.com', algorithm: 'SHA1', digits: 6, period: 30 },
      secret: { base32: secret },
    });
    expect(await mfa.totp.unconfirmed(user, id)).toEqual({ name: 'Phone', secret, uri });
    const another = await mfa.totp.begin(actOf(user), user, 'Tablet');
    expect(another.secret).not.toBe(secret);
  });

  test('is good for nothing before its first code', async () => {
    const { mfa, clock } = fixture;
    const { secret } = await mfa.totp.begin(actOf(user), user, 'Phone');
    expect(await mfa.totp.list(db(), user.id)).toEqual([]);
    expect(await mfa.hasFactor(db(), user.id)).toBe(false);
    const { code } = appWith(secret, clock);
    expect(await codeOf(mfa.proveCode(visitor, user, code()))).toBe('mfa.invalid_code');
  });

  test('ends with the first code: recovery codes, an audit entry and a mail in the reader’s language', async () => {
    const { mfa, clock, mails } = fixture;
    const { id, secret } = await mfa.totp.begin(actOf(user), user, ' My\tphone ');
    const { factor, recoveryCodes } = await mfa.totp.confirm(actOf(user), user, {
      ...{ id, code: appWith(secret, clock).code().replace(/^.../, '$& ') },
    });
    expect(factor).toEqual({
      ...{ id, userId: user.id, name: 'My phone', createdAt: clock.nowMs(), lastUsedAt: null },
    });
    expect(recoveryCodes).toHaveLength(10);
    expect(await mfa.totp.list(db(), user.id)).toEqual([factor]);
    expect(await mfa.hasFactor(db(), user.id)).toBe(true);
    expect(await mfa.totp.unconfirmed(user, id)).toBeUndefined();
    expect(await fixture.entries('factor.add')).toMatchObject([
      {
        ...{ actor: { type: 'user', id: user.id }, outcome: 'success', target: { id: user.id } },
        details: { kind: 'totp', factor_id: id, name: 'My phone' },
      },
    ]);
    expect(mails).toEqual([
      {
        ...{ template: 'factor-added', to: 'ann@example.com', language: 'de' },
        values: {
          factor: 'My phone',
          time: '2026-01-15T10:00:00.000Z',
          factorsLink: 'https://id.example/account/factors',
        },
      },
    ]);
  });

  test('makes recovery codes only where there are none', async () => {
    const first = await fixture.enrol(user);
    const second = await fixture.enrol(user);
    expect([first.recoveryCodes?.length, second.recoveryCodes]).toEqual([10, null]);
  });

  test('is refused for another’s app, a wrong code and an app that is an hour old', async () => {
    const { mfa, clock } = fixture;
    const eve = await fixture.addUser();
    const { id, secret } = await mfa.totp.begin(actOf(user), user, 'Phone');
    const app = appWith(secret, clock);
    const confirm = (who: User, code: string) => codeOf(mfa.totp.confirm(actOf(who), who, { id, code }));
    expect(await confirm(eve, app.code())).toBe('mfa.factor_not_found');
    expect(await mfa.totp.unconfirmed(eve, id)).toBeUndefined();
    expect(await confirm(user, app.code(90_000))).toBe('mfa.invalid_code');
    clock.advance(60 * 60_000);
    expect(await confirm(user, app.code())).toBe('mfa.factor_not_found');
    expect(await store.database.write((tx) => mfa.prune(tx, clock.nowMs()))).toBe(1);
  });

  test('has room for five, and forgets what was begun again and again', async () => {
    const { mfa } = fixture;
    for (let index = 0; index < 5; index++) await fixture.enrol(user);
    expect(await codeOf(mfa.totp.begin(actOf(user), user, 'Phone'))).toBe('mfa.too_many_factors');
    const bea = await fixture.addUser();
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push((await mfa.totp.begin(actOf(bea), bea, 'Phone')).id);
    const found = await Promise.all(
      ids.map(async (id) => (await mfa.totp.unconfirmed(bea, id)) !== undefined),
    );
    expect(found).toEqual([false, false, true, true, true]);
  });

  test('leaves no secret in clear', async () => {
    const { secret } = await fixture.enrol(user);
    const rows = await db().selectFrom('totp_factors').selectAll().execute();
    const entries = await fixture.entries();
    expect(JSON.stringify([rows, entries, fixture.mails])).not.toContain(secret);
  });
});

describe('a code', () => {
  test('is taken one step early and late, and no more', async () => {
    const { app } = await fixture.enrol(user);
    const prove = (ahead: number) => codeOf(fixture.mfa.proveCode(visitor, user, app.code(ahead)));
    expect(await prove(-60_000)).toBe('mfa.invalid_code');
    expect(await prove(60_000)).toBe('mfa.invalid_code');
    expect(await prove(-30_000)).toBe('none');
    expect(await prove(0)).toBe('none');
    expect(await prove(30_000)).toBe('none');
  });

  test('is taken once, and none before it afterwards', async () => {
    const { mfa } = fixture;
    const { app, id } = await fixture.enrol(user);
    expect(await mfa.proveCode(visitor, user, app.code())).toEqual(['otp']);
    expect(await codeOf(mfa.proveCode(visitor, user, app.code()))).toBe('mfa.invalid_code');
    expect(await codeOf(mfa.proveCode(visitor, user, app.code(-30_000)))).toBe('mfa.invalid_code');
    expect((await fixture.entries('factor.refuse')).map(({ details }) => details)).toEqual([
      { kind: 'totp', reason: 'replayed' },
      { kind: 'totp', reason: 'replayed' },
    ]);
    expect(await mfa.totp.list(db(), user.id)).toMatchObject([{ id, lastUsedAt: fixture.clock.nowMs() }]);
  });

  test('of the setting up is no code for a sign-in as well', async () => {
    const { mfa, clock } = fixture;
    const { id, secret } = await mfa.totp.begin(actOf(user), user, 'Phone');
    const { code } = appWith(secret, clock);
    await mfa.totp.confirm(actOf(user), user, { id, code: code() });
    expect(await codeOf(mfa.proveCode(visitor, user, code()))).toBe('mfa.invalid_code');
  });

  test('of any of several apps will do, of another account’s will not', async () => {
    const { mfa } = fixture;
    const eve = await fixture.addUser();
    const one = await fixture.enrol(user);
    const other = await fixture.enrol(user);
    const evil = await fixture.enrol(eve);
    expect(await codeOf(mfa.proveCode(visitor, user, evil.app.code()))).toBe('mfa.invalid_code');
    expect(await mfa.proveCode(visitor, user, other.app.code())).toEqual(['otp']);
    expect(await mfa.proveCode(visitor, user, one.app.code())).toEqual(['otp']);
  });
});

describe('removing an app', () => {
  test('is told by mail; the last takes recovery codes and trusted browsers along', async () => {
    const { mfa, mails } = fixture;
    const one = await fixture.enrol(user, 'One');
    const other = await fixture.enrol(user, 'Other');
    await mfa.trustedDevices.trust(actOf(user), user);
    mails.length = 0;
    await mfa.totp.remove(actOf(user), user, one.id);
    expect(await mfa.recoveryCodes.left(db(), user.id)).toBe(10);
    expect(await mfa.trustedDevices.list(db(), user.id)).toHaveLength(1);
    await mfa.totp.remove(actOf(user), user, other.id);
    expect(await mfa.recoveryCodes.left(db(), user.id)).toBe(0);
    expect(await mfa.trustedDevices.list(db(), user.id)).toEqual([]);
    expect(await mfa.hasFactor(db(), user.id)).toBe(false);
    expect(mails.map(({ template, values }) => [template, values['factor']])).toEqual([
      ['factor-removed', 'One'],
      ['factor-removed', 'Other'],
    ]);
    expect((await fixture.entries('factor.remove')).map(({ details }) => details['factor_id'])).toEqual([
      ...[one.id, other.id],
    ]);
  });

  test('leaves recovery codes where there is a passkey', async () => {
    const { id } = await fixture.enrol(user);
    await fixture.addPasskey(user);
    await fixture.mfa.totp.remove(actOf(user), user, id);
    expect(await fixture.mfa.recoveryCodes.left(db(), user.id)).toBe(10);
  });

  test('is refused for another’s, and tells nobody of one that was never good', async () => {
    const { mfa, mails } = fixture;
    const eve = await fixture.addUser();
    const { id } = await mfa.totp.begin(actOf(user), user, 'Phone');
    expect(await codeOf(mfa.totp.remove(actOf(eve), eve, id))).toBe('mfa.factor_not_found');
    await mfa.totp.remove(actOf(user), user, id);
    expect(mails).toEqual([]);
    expect(await codeOf(mfa.totp.remove(actOf(user), user, id))).toBe('mfa.factor_not_found');
  });
});
