import { sqliteDatabase } from '@ostiary/testkit';
import { expect, test } from 'vitest';
import { actOf, codeOf, createMfaFixture } from '../mfa.fixture.ts';
import { addPasskey, showPasskey } from '../passkeys/passkeys.fixture.ts';

test('a passkey that is void may go, and its going begins no other grace', async () => {
  const store = await sqliteDatabase();
  const fixture = createMfaFixture(store, { requiredRoles: ['admin'] });
  await fixture.access.ensureBuiltinRoles();
  const user = await fixture.addUser(undefined, ['admin']);
  const id = await fixture.addPasskey(user);
  await store.database.write((tx) =>
    tx.updateTable('passkeys').set({ cloned_at: 1 }).where('id', '=', id).execute(),
  );
  const { graceEndsAt } = await fixture.mfa.standing(user);
  expect(graceEndsAt).toBeGreaterThan(fixture.clock.nowMs());
  fixture.clock.advance(86_400_000);
  expect(await codeOf(fixture.mfa.passkeys.remove(actOf(user), user, id))).toBe('none');
  expect((await fixture.mfa.standing(user)).graceEndsAt).toBe(graceEndsAt);
  await store.close();
});

test('a copy of the last passkey is no way to be rid of the second factor', async () => {
  const store = await sqliteDatabase();
  const fixture = createMfaFixture(store);
  const { mfa } = fixture;
  const user = await fixture.addUser();
  const { authenticator, recoveryCodes } = await addPasskey(mfa.passkeys, user);
  const copy = authenticator.copy();
  await showPasskey(mfa.passkeys, authenticator);
  expect(await codeOf(showPasskey(mfa.passkeys, copy))).toBe('mfa.passkey_refused');
  const prove = (otp?: string) => mfa.prove(actOf(user), user, { otp, amr: ['pwd'] });
  expect(await codeOf(prove())).toBe('mfa.required');
  expect(await mfa.hasFactor(store.database.db, user.id)).toBe(true);
  expect((await mfa.standing(user)).has).toEqual(['recovery_code']);
  for (const code of recoveryCodes ?? []) {
    expect((await prove(code)).amr).toEqual(['pwd', 'otp', 'mfa']);
  }
  // Nor when no code is left: whoever has none needs somebody who resets their factors.
  expect(await codeOf(prove())).toBe('mfa.required');
  expect((await mfa.standing(user)).has).toEqual(['recovery_code']);
  await store.close();
});

test('with the last one that is good go those that are void, and with the last void one the codes', async () => {
  const store = await sqliteDatabase();
  const fixture = createMfaFixture(store);
  const { mfa } = fixture;
  const { db } = store.database;
  const user = await fixture.addUser();
  const act = actOf(user);
  const voided = async (): Promise<string> => {
    const id = await fixture.addPasskey(user);
    await store.database.write((tx) =>
      tx.updateTable('passkeys').set({ cloned_at: 1 }).where('id', '=', id).execute(),
    );
    return id;
  };
  const { passkey } = await addPasskey(mfa.passkeys, user);
  await voided();
  await mfa.passkeys.remove(act, user, passkey.id);
  expect(await mfa.passkeys.list(db, user.id)).toEqual([]);
  expect(await mfa.hasFactor(db, user.id)).toBe(false);

  const good = await addPasskey(mfa.passkeys, user);
  const [first, second] = [await voided(), await voided()];
  await store.database.write((tx) =>
    tx.updateTable('passkeys').set({ cloned_at: 1 }).where('id', '=', good.passkey.id).execute(),
  );
  for (const id of [first, second]) {
    await mfa.passkeys.remove(act, user, id);
    expect(await mfa.recoveryCodes.left(db, user.id)).toBe(10);
  }
  await mfa.passkeys.remove(act, user, good.passkey.id);
  expect(await mfa.recoveryCodes.left(db, user.id)).toBe(0);
  expect(await mfa.hasFactor(db, user.id)).toBe(false);
  await store.close();
});
