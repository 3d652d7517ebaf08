import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, operator, visitor, type MfaFixture } from '../mfa.fixture.ts';

const graceMs = 7 * 86_400_000;

let store: TestDatabase;
let fixture: MfaFixture;
let user: User;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createMfaFixture(store, { requiredRoles: ['OWNER', 'admin'] });
  await fixture.access.ensureBuiltinRoles();
  user = await fixture.addUser();
});
afterEach(() => store.close());

const requirements = () => store.database.db.selectFrom('factor_requirements').selectAll().execute();
const prove = (who = user) => codeOf(fixture.mfa.prove(visitor, who, { amr: ['pwd'] }));
const give = (role: string) => fixture.access.grantRole(operator, { userId: user.id }, role);

describe('somebody of whom nothing is asked', () => {
  test('stands with nothing, and nothing is written down', async () => {
    await give('read-only');
    expect(await fixture.mfa.standing(user)).toEqual({ has: [], isRequired: false, graceEndsAt: null });
    expect(await prove()).toBe('none');
    expect(await requirements()).toEqual([]);
  });

  test('may have a factor nonetheless, and may give it up', async () => {
    const { id } = await fixture.enrol(user);
    expect(await fixture.mfa.standing(user)).toEqual({
      ...{ has: ['totp', 'recovery_code'], isRequired: false, graceEndsAt: null },
    });
    await fixture.mfa.totp.remove(actOf(user), user, id);
    expect(await prove()).toBe('none');
  });
});

describe('somebody whose role asks for a factor', () => {
  test('has a grace from the first time that they are asked, and then no sign-in', async () => {
    await give('admin');
    const { clock } = fixture;
    const first = clock.nowMs();
    expect(await fixture.mfa.standing(user)).toEqual({
      ...{ has: [], isRequired: true, graceEndsAt: first + graceMs },
    });
    clock.advance(graceMs - 1);
    expect(await prove()).toBe('none');
    expect((await fixture.mfa.standing(user)).graceEndsAt).toBe(first + graceMs);
    clock.advance(1);
    expect(await prove()).toBe('mfa.enrolment_required');
    // A trusted browser and a made-up code are no way around it.
    const more = { otp: '123456', trustedDevice: 'x' };
    expect(await codeOf(fixture.mfa.prove(visitor, user, { amr: ['pwd'], ...more }))).toBe(
      'mfa.enrolment_required',
    );
  });

  test('is asked at a sign-in as well as on a page, also through a group', async () => {
    await fixture.access.createGroup(operator, { name: 'board' });
    await fixture.access.grantRole(
      operator,
      { groupId: (await fixture.access.getGroup('board')).id },
      'owner',
    );
    await fixture.access.addMember(operator, 'board', user.id);
    expect(await prove()).toBe('none');
    expect(await requirements()).toEqual([{ user_id: user.id, since: fixture.clock.nowMs() }]);
  });

  test('has no grace at all where none is given', async () => {
    await give('owner');
    const strict = fixture.another({ graceSeconds: 0 });
    expect(await codeOf(strict.prove(visitor, user, { amr: ['pwd'] }))).toBe('mfa.enrolment_required');
  });

  test('is not asked any more once they have it, and cannot give up the last one', async () => {
    await give('owner');
    await fixture.mfa.standing(user);
    const { id } = await fixture.enrol(user);
    expect(await requirements()).toEqual([]);
    fixture.clock.advance(2 * graceMs);
    expect(await fixture.mfa.standing(user)).toEqual({
      ...{ has: ['totp', 'recovery_code'], isRequired: true, graceEndsAt: null },
    });
    fixture.mails.length = 0;
    expect(await codeOf(fixture.mfa.totp.remove(actOf(user), user, id))).toBe('mfa.last_factor');
    expect(await fixture.mfa.totp.list(store.database.db, user.id)).toHaveLength(1);
    expect(await fixture.mfa.recoveryCodes.left(store.database.db, user.id)).toBe(10);
    expect(fixture.mails).toEqual([]);
    const another = await fixture.enrol(user);
    await fixture.mfa.totp.remove(actOf(user), user, id);
    expect(await codeOf(fixture.mfa.totp.remove(actOf(user), user, another.id))).toBe('mfa.last_factor');
  });

  test('gives up the last one when the role is gone, and has a grace again when it comes back', async () => {
    await give('owner');
    await fixture.mfa.standing(user);
    fixture.clock.advance(graceMs);
    expect(await prove()).toBe('mfa.enrolment_required');
    await fixture.access.revokeRole(operator, { userId: user.id }, 'owner');
    expect(await prove()).toBe('none');
    expect(await requirements()).toEqual([]);
    await give('owner');
    expect(await prove()).toBe('none');
    expect(await requirements()).toEqual([{ user_id: user.id, since: fixture.clock.nowMs() }]);
  });
});

describe('what a sign-in needs', () => {
  const show = (otp: string | undefined, amr = ['pwd']) => fixture.mfa.prove(visitor, user, { amr, otp });

  test('is the factor that somebody has, whatever their roles', async () => {
    const { app, recoveryCodes } = await fixture.enrol(user);
    expect(await codeOf(show(undefined))).toBe('mfa.required');
    expect(await codeOf(show(''))).toBe('mfa.required');
    expect(await codeOf(show('000000'))).toBe('mfa.invalid_code');
    expect(await show(app.code())).toEqual({ amr: ['pwd', 'otp', 'mfa'] });
    expect(await show(recoveryCodes?.[0], ['email'])).toEqual({ amr: ['email', 'otp', 'mfa'] });
  });

  test('is nothing more for two factors, and uses nothing up', async () => {
    const { app } = await fixture.enrol(user);
    const amr = ['hwk', 'user', 'mfa'];
    expect(await show(app.code(), amr)).toEqual({ amr });
    expect(await show(app.code())).toEqual({ amr: ['pwd', 'otp', 'mfa'] });
  });

  test('of somebody with nothing but a passkey is a recovery code', async () => {
    await fixture.addPasskey(user);
    expect(await codeOf(show(undefined))).toBe('mfa.required');
    const [code] = await fixture.mfa.recoveryCodes.create(actOf(user), user);
    expect((await fixture.mfa.standing(user)).has).toEqual(['passkey', 'recovery_code']);
    expect(await show(code)).toEqual({ amr: ['pwd', 'otp', 'mfa'] });
    expect(await codeOf(show(undefined, ['hwk']))).toBe('mfa.required');
  });
});
