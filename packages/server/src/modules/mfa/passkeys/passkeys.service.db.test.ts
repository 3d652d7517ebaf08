import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, operator, publicUrl, type MfaFixture } from '../mfa.fixture.ts';
import { addPasskey, authenticatorHere, showPasskey } from './passkeys.fixture.ts';
import { createPasskeyService } from './passkeys.service.ts';

const refused = 'mfa.passkey_refused';
const minuteMs = 60_000;

describe.each(databases())('passkeys on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: MfaFixture;
  let ann: User;
  beforeEach(async () => {
    store = await open();
    fixture = createMfaFixture(store);
    ann = await fixture.addUser({ email: 'ann@example.com', firstName: 'Ann' });
  });
  afterEach(() => store.close());

  test('one that was made is shown by whoever it belongs to, without saying who', async () => {
    const { passkeys } = fixture.mfa;
    const { authenticator, passkey, recoveryCodes } = await addPasskey(passkeys, ann);
    expect(passkey).toMatchObject({ userId: ann.id, name: 'Laptop', isSynced: false, lastUsedAt: null });
    expect(recoveryCodes).toHaveLength(10);
    fixture.clock.advance(minuteMs);
    const shown = await showPasskey(passkeys, authenticator);
    expect(shown).toMatchObject({
      user: { id: ann.id },
      passkey: { id: passkey.id, lastUsedAt: fixture.clock.nowMs() },
      amr: ['hwk', 'user', 'mfa'],
    });
    expect(await passkeys.list(store.database.db, ann.id)).toEqual([shown.passkey]);
    expect(fixture.mails).toMatchObject([
      { template: 'factor-added', to: 'ann@example.com', language: 'de', values: { factor: 'Laptop' } },
    ]);
    const [entry] = await fixture.entries('factor.add');
    expect(entry).toMatchObject({
      outcome: 'success',
      target: { id: ann.id },
      details: { kind: 'passkey', factor_id: passkey.id, name: 'Laptop' },
    });
  });

  test('those with a second one get no new recovery codes', async () => {
    const { passkeys } = fixture.mfa;
    await addPasskey(passkeys, ann);
    expect((await addPasskey(passkeys, ann)).recoveryCodes).toBeNull();
  });

  test.each([-7, -8, -257] as const)('keys of the algorithm %i verify', async (algorithm) => {
    const { passkeys } = fixture.mfa;
    const { authenticator } = await addPasskey(passkeys, ann, authenticatorHere({ algorithm }));
    expect((await showPasskey(passkeys, authenticator)).user.id).toBe(ann.id);
  });

  test('what it proves depends on who keeps it and whether it knew its user', async () => {
    const { passkeys } = fixture.mfa;
    const { authenticator } = await addPasskey(passkeys, ann, authenticatorHere({ isSynced: true }));
    expect((await showPasskey(passkeys, authenticator)).amr).toEqual(['swk', 'user', 'mfa']);
    authenticator.settings.isUserVerified = false;
    expect((await showPasskey(passkeys, authenticator)).amr).toEqual(['swk']);
    authenticator.settings.isSynced = false;
    expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
  });

  test('nobody is verified who was not there', async () => {
    const { passkeys } = fixture.mfa;
    const absent = authenticatorHere({ isUserPresent: false });
    expect(await codeOf(addPasskey(passkeys, ann, absent))).toBe(refused);
    const { authenticator } = await addPasskey(passkeys, ann);
    authenticator.settings.isUserPresent = false;
    expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
  });

  test('the options say what a browser needs, and hide what is not for it', async () => {
    const { passkeys } = fixture.mfa;
    const { passkey } = await addPasskey(passkeys, ann);
    const making = await passkeys.registrationOptions(ann);
    expect(making).toMatchObject({
      rp: { id: 'id.example', name: 'Ostiary' },
      user: { name: 'ann@example.com', displayName: 'Ann' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      excludeCredentials: [{ id: passkey.id, type: 'public-key', transports: ['internal'] }],
    });
    expect(Buffer.from(making.user.id, 'base64url').toString('hex')).toBe(ann.id.replaceAll('-', ''));
    expect(making.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -257]);
    const anybody = await passkeys.authenticationOptions(null);
    expect(anybody).toMatchObject({ rpId: 'id.example', userVerification: 'preferred' });
    expect(anybody.allowCredentials ?? []).toEqual([]);
    expect((await passkeys.authenticationOptions(ann)).allowCredentials).toMatchObject([{ id: passkey.id }]);
  });

  test('a closed account is not let in', async () => {
    const { passkeys } = fixture.mfa;
    const { authenticator } = await addPasskey(passkeys, ann);
    await store.database.write((tx) => tx.updateTable('users').set({ is_active: 0 }).execute());
    expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
    expect(await codeOf(showPasskey(passkeys, authenticator, { shower: ann }))).toBe(refused);
  });

  test('one may have twenty', async () => {
    const { passkeys } = fixture.mfa;
    for (let count = 0; count < 20; count++) await addPasskey(passkeys, ann);
    expect(await codeOf(addPasskey(passkeys, ann))).toBe('mfa.too_many_factors');
    const [first] = await passkeys.list(store.database.db, ann.id);
    await passkeys.remove(actOf(ann), ann, first!.id);
    expect(await codeOf(addPasskey(passkeys, ann))).toBe('none');
  });

  test('its owner renames it and removes it, and nobody else does', async () => {
    const { passkeys } = fixture.mfa;
    const bob = await fixture.addUser();
    const { passkey, authenticator } = await addPasskey(passkeys, ann);
    const names = async () => (await passkeys.list(store.database.db, ann.id)).map(({ name }) => name);
    expect(await codeOf(passkeys.rename(actOf(bob), bob, passkey.id, 'Mine'))).toBe('mfa.factor_not_found');
    expect(await codeOf(passkeys.remove(actOf(bob), bob, passkey.id))).toBe('mfa.factor_not_found');
    await passkeys.rename(actOf(ann), ann, passkey.id, '  Blue\nkey ');
    expect(await names()).toEqual(['Blue key']);
    await passkeys.remove(actOf(ann), ann, passkey.id);
    expect(await names()).toEqual([]);
    expect(fixture.mails.at(-1)).toMatchObject({
      template: 'factor-removed',
      values: { factor: 'Blue key' },
    });
    expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
    expect(await codeOf(passkeys.remove(actOf(ann), ann, passkey.id))).toBe('mfa.factor_not_found');
  });

  test('the last factor of somebody whose role asks for one stays; a void one may go', async () => {
    await fixture.access.createRole(operator, { name: 'keeper', level: 50 });
    const guarded = fixture.another({ requiredRoles: ['keeper'] }).passkeys;
    const kim = await fixture.addUser({ username: 'kim' }, ['keeper']);
    const { passkey: first, authenticator } = await addPasskey(guarded, kim);
    expect(await codeOf(guarded.remove(actOf(kim), kim, first.id))).toBe('mfa.last_factor');
    const { passkey: second } = await addPasskey(guarded, kim);
    const removals = [first, second].map(({ id }) => codeOf(guarded.remove(actOf(kim), kim, id)));
    expect((await Promise.all(removals)).sort()).toEqual(['mfa.last_factor', 'none']);
    const [left] = await guarded.list(store.database.db, kim.id);
    const { authenticator: third } = await addPasskey(guarded, kim);
    await guarded.remove(actOf(kim), kim, left!.id);
    const clone = third.copy();
    await showPasskey(guarded, third);
    expect(await codeOf(showPasskey(guarded, clone))).toBe(refused);
    const [voided] = await guarded.list(store.database.db, kim.id);
    expect(await codeOf(guarded.remove(actOf(kim), kim, voided!.id))).toBe('none');
    expect(await codeOf(showPasskey(guarded, authenticator))).toBe(refused);
  });

  test('all of somebody’s go with a reset', async () => {
    const { passkeys } = fixture.mfa;
    const bob = await fixture.addUser();
    for (const user of [ann, ann, bob]) await addPasskey(passkeys, user);
    expect(await store.database.write((tx) => passkeys.removeAllOf(tx, ann.id))).toBe(2);
    expect(await passkeys.has(store.database.db, ann.id)).toBe(false);
    expect(await passkeys.has(store.database.db, bob.id)).toBe(true);
  });

  test.each([
    ['passkeys off', false, publicUrl],
    ['an address without a name', true, 'http://127.0.0.1:8000'],
    ['an IPv6 address', true, 'http://[::1]:8000'],
  ])('there are none with %s', async (_what, hasPasskeys, address) => {
    const { deps } = fixture;
    const passkeys = createPasskeyService({
      ...deps,
      config: { ...deps.config, hasPasskeys },
      publicUrl: address,
    });
    expect(passkeys.isOn).toBe(false);
    expect(fixture.mfa.passkeys.isOn).toBe(true);
    expect(await codeOf(passkeys.registrationOptions(ann))).toBe(refused);
    expect(await codeOf(passkeys.authenticationOptions(null))).toBe(refused);
    expect(await codeOf(addPasskey(fixture.mfa.passkeys, ann))).toBe('none');
    const response = authenticatorHere().create(await fixture.mfa.passkeys.registrationOptions(ann));
    expect(await codeOf(passkeys.register(actOf(ann), ann, { response, name: '' }))).toBe(refused);
  });
});
