import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, createMfaFixture, type MfaFixture } from '../mfa.fixture.ts';
import { deleteRequirement, findFactors, noteRequirement } from './factors.store.ts';

describe.each(databases())('what somebody has, on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: MfaFixture;
  let user: User;

  beforeEach(async () => {
    store = await open();
    fixture = createMfaFixture(store);
    user = await fixture.addUser();
  });
  afterEach(() => store.close());

  // First: a prepared query is seen when it is built.
  test('is read in one query, by indexes', async () => {
    const plans = await queryPlans(store.database, (db) => findFactors(db, user.id), {
      isLimitedToIndexes: true,
    });
    expect(plans).toHaveLength(1);
    expect(plans[0]?.plan).toMatch(/totp_factors_user_id/);
    expect(plans[0]?.plan).toMatch(/passkeys_user_id/);
    expect(plans[0]?.plan).not.toMatch(/SCAN (totp|pass|factor)|Seq Scan/);
  });

  test('is nothing, an app, a passkey, or both', async () => {
    const find = () => findFactors(store.database.db, user.id);
    expect(await find()).toEqual({
      hasTotp: false,
      hasPasskey: false,
      hasVoidPasskey: false,
      requiredSince: null,
    });
    await fixture.mfa.totp.begin(actOf(user), user, 'Phone');
    expect(await find()).toEqual({
      hasTotp: false,
      hasPasskey: false,
      hasVoidPasskey: false,
      requiredSince: null,
    });
    await fixture.enrol(user);
    expect(await find()).toEqual({
      hasTotp: true,
      hasPasskey: false,
      hasVoidPasskey: false,
      requiredSince: null,
    });
    const id = await fixture.addPasskey(user);
    expect(await find()).toEqual({
      hasTotp: true,
      hasPasskey: true,
      hasVoidPasskey: false,
      requiredSince: null,
    });
    await store.database.write((tx) =>
      tx.updateTable('passkeys').set({ cloned_at: 1 }).where('id', '=', id).execute(),
    );
    expect(await find()).toEqual({
      hasTotp: true,
      hasPasskey: false,
      hasVoidPasskey: true,
      requiredSince: null,
    });
  });

  test('is missing since the first time, whoever asks later or at once', async () => {
    const { database } = store;
    const note = (now: number) => database.write((tx) => noteRequirement(tx, user.id, now));
    const noted = await Promise.all([note(1_000), note(2_000), note(3_000)]);
    expect(new Set(noted).size).toBe(1);
    expect(await note(9_000)).toBe(noted[0]);
    expect((await findFactors(database.db, user.id)).requiredSince).toBe(noted[0]);
    await database.write((tx) => deleteRequirement(tx, user.id));
    expect((await findFactors(database.db, user.id)).requiredSince).toBeNull();
  });
});
