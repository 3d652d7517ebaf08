import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { djangoHashes, unusableHash } from './hashing/django-hashes.fixture.ts';
import {
  actFrom,
  createPasswordsFixture,
  operator,
  refusalOf,
  type PasswordsFixture,
} from './passwords.fixture.ts';

const password = 'walrus-tango';
let store: TestDatabase;
let fixture: PasswordsFixture;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createPasswordsFixture(store);
});
afterEach(async () => {
  await fixture.close();
  await store.close();
});

describe('signing in', () => {
  test('takes the email or the username, whatever the case', async () => {
    const ann = await fixture.add({ email: 'ann@example.com', username: 'Ann' }, password);
    for (const login of ['ann@example.com', 'ANN@EXAMPLE.COM', 'ann', ' ANN ']) {
      expect(await fixture.signIn(login, password)).toEqual(ann);
    }
    // The session that it starts is what a success is audited with.
    expect((await fixture.entries()).filter((entry) => entry.action === 'session.sign_in')).toEqual([]);
  });

  test('refuses everybody in the same way, and audits what only we may know', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' }, password);
    const idle = await fixture.add({ email: 'idle@example.com', isActive: false }, password);
    const bare = await fixture.add({ email: 'bare@example.com' });
    const django = await fixture.add({ email: 'django@example.com' });
    await fixture.storeHash(django.id, unusableHash);
    const attempts = [
      ['ann@example.com', 'Walrus-tango'],
      ['nobody@example.com', password],
      ['idle@example.com', password],
      ['bare@example.com', password],
      ['django@example.com', unusableHash],
      ['', ''],
      ['ann@example.com\0', password],
      ['ann@example.com', 'x'.repeat(5000)],
    ] as const;
    for (const [login, attempt] of attempts) {
      expect(await refusalOf(fixture.signIn(login, attempt)), login).toEqual({
        code: 'passwords.invalid_credentials',
        fields: [],
      });
    }
    const failures = (await fixture.entries()).filter((entry) => entry.action === 'session.sign_in');
    expect(failures.map((entry) => [entry.outcome, entry.target?.id, entry.details['reason']])).toEqual([
      ['failure', ann.id, 'wrong_password'],
      ['failure', undefined, 'unknown_account'],
      ['failure', idle.id, 'inactive'],
      ['failure', bare.id, 'no_password'],
      ['failure', django.id, 'wrong_password'],
      ['failure', undefined, 'unknown_account'],
      ['failure', undefined, 'unknown_account'],
      ['failure', ann.id, 'wrong_password'],
    ]);
    const written = JSON.stringify(failures);
    for (const secret of [password, 'Walrus', 'nobody@']) expect(written).not.toContain(secret);
  });

  test('with a Django hash upgrades it once', async () => {
    // Two that are quick to check; the others are tried where they are read.
    const quick = djangoHashes.filter(([, encoded]) => encoded.startsWith('pbkdf2_sha256'));
    for (const [plain, encoded] of quick) await expectUpgrade(plain, encoded);
  });

  async function expectUpgrade(plain: string, encoded: string): Promise<void> {
    const login = `ann.${plain.length}@example.com`;
    const ann = await fixture.add({ email: login });
    await fixture.storeHash(ann.id, encoded);
    expect(await refusalOf(fixture.signIn(login, `${plain}x`))).toMatchObject({
      code: 'passwords.invalid_credentials',
    });
    expect(await fixture.hashOf(ann.id)).toBe(encoded);
    await fixture.signIn(login, plain);
    const upgraded = await fixture.hashOf(ann.id);
    expect(upgraded).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    await fixture.signIn(login, plain);
    expect(await fixture.hashOf(ann.id)).toBe(upgraded);
  }

  test('with our own hash of other costs upgrades it', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' }, password);
    const stronger = createPasswordsFixture(store, { config: { passes: 2 } });
    await stronger.signIn('ann@example.com', password);
    expect(await fixture.hashOf(ann.id)).toContain('t=2');
    await stronger.close();
  });
});

describe('checking a new password', () => {
  test('gives every reason at the field that was asked for', async () => {
    expect(await refusalOf(fixture.passwords.check('12345', {}, 'new_password'))).toEqual({
      code: 'passwords.too_weak',
      fields: [
        {
          path: 'new_password',
          message: 'This password is too short. It must contain at least 8 characters.',
        },
        { path: 'new_password', message: 'This password is too common.' },
        { path: 'new_password', message: 'This password is entirely numeric.' },
      ],
    });
    expect(await refusalOf(fixture.passwords.check('xqzwvbnk1', { username: 'xqzwvbnk' }))).toMatchObject({
      fields: [{ path: 'password', message: 'The password is too similar to the username.' }],
    });
    expect(await refusalOf(fixture.passwords.check('x'.repeat(5000), {}))).toMatchObject({
      fields: [{ path: 'password', message: expect.stringMatching(/too long/) as string }],
    });
    expect(await refusalOf(fixture.passwords.check(password, {}))).toBeUndefined();
  });

  test.each(['ostiary7', 'Ostiary12', 'id.example1'])(
    'knows the names of the service: %s',
    async (guessed) => {
      expect(await refusalOf(fixture.passwords.check(guessed, {}))).toMatchObject({
        fields: [{ message: expect.stringMatching(/too easy to guess/) as string }],
      });
    },
  );
});

describe('changing one’s password', () => {
  const newPassword = 'harbour-lantern';

  test('needs the old one, ends the other sessions, audits and tells', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' }, password);
    const change = { login: 'ann@example.com', password, newPassword };
    await fixture.passwords.change(actFrom(), { ...change, keepSessionId: 'this one' });
    expect(fixture.ended).toEqual([
      { userId: ann.id, reason: 'password_changed', keepSessionId: 'this one' },
    ]);
    expect(await refusalOf(fixture.signIn('ann@example.com', password))).toMatchObject({
      code: 'passwords.invalid_credentials',
    });
    await fixture.signIn('ann@example.com', newPassword);
    expect((await fixture.entries()).filter((entry) => entry.action === 'password.change')).toMatchObject([
      { outcome: 'success', target: { type: 'user', id: ann.id } },
    ]);
    expect(await fixture.eventTypes()).toEqual(['user.created', 'user.updated']);
  });

  test('is told by mail, in the language of whoever did it; whoever has no address is not', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    await fixture.add({ username: 'bare' }, password);
    const { origin, actor } = actFrom();
    const act = { actor, origin: { ...origin, acceptLanguage: 'de' } };
    await fixture.passwords.change(act, { login: 'bare', password, newPassword });
    expect(fixture.mails).toEqual([]);
    await fixture.passwords.change(act, { login: 'ann@example.com', password, newPassword });
    const time = new Date(fixture.clock.nowMs()).toISOString();
    expect(fixture.mails).toEqual([
      {
        ...{ template: 'password-changed', to: 'ann@example.com', language: 'de' },
        values: { time, recoveryLink: 'https://id.example/forgot-password' },
      },
    ]);
  });

  test('refuses a wrong old one before it looks at the new one', async () => {
    await fixture.add({ email: 'ann@example.com' }, password);
    const wrong = { login: 'ann@example.com', password: 'wrong', newPassword: 'short' };
    expect(await refusalOf(fixture.passwords.change(actFrom(), wrong))).toMatchObject({
      code: 'passwords.invalid_credentials',
    });
    expect(await refusalOf(fixture.passwords.change(actFrom(), { ...wrong, password }))).toMatchObject({
      code: 'passwords.too_weak',
      fields: [{ path: 'new_password' }, { path: 'new_password' }],
    });
    expect((await fixture.entries()).at(-1)).toMatchObject({ action: 'password.change', outcome: 'failure' });
    expect(fixture.ended).toEqual([]);
  });

  test('of a Django password works and counts guesses like a sign-in', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' });
    const [plain, encoded] = djangoHashes[0]!;
    await fixture.storeHash(ann.id, encoded);
    const change = { login: 'ann@example.com', password: 'wrong', newPassword };
    for (let index = 0; index < 5; index++) await refusalOf(fixture.passwords.change(actFrom(), change));
    expect(await refusalOf(fixture.passwords.change(actFrom(), change))).toMatchObject({
      code: 'request.throttled',
    });
    fixture.clock.advance(1000);
    await fixture.passwords.change(actFrom(), { ...change, password: plain });
    await fixture.signIn('ann@example.com', newPassword);
  });
});

describe('resetting a password', () => {
  const newPassword = 'harbour-lantern';

  test('needs the permission and at least what the target holds', async () => {
    const root = await fixture.add({ username: 'root', isSuperuser: true }, password);
    const ann = await fixture.add({ username: 'ann' }, password);
    const bob = await fixture.asCaller(await fixture.add({ username: 'bob' }));
    const helper = await fixture.add({ username: 'helper' });
    const role = await fixture.access.createRole(operator, {
      name: 'helpers',
      permissions: ['users.reset_password'],
    });
    await fixture.access.grantRole(operator, { userId: helper.id }, role.id);
    const caller = await fixture.asCaller(helper);
    const { passwords } = fixture;
    expect(await refusalOf(passwords.reset(bob, ann.id, newPassword))).toMatchObject({
      code: 'access.denied',
    });
    expect(await refusalOf(passwords.reset(caller, root.id, newPassword))).toMatchObject({
      code: 'access.denied',
    });
    expect(await refusalOf(passwords.reset(caller, 'nobody', newPassword))).toMatchObject({
      code: 'users.not_found',
    });
    expect(await refusalOf(passwords.reset(caller, ann.id, 'short'))).toMatchObject({
      code: 'passwords.too_weak',
      fields: [{ path: 'password' }, { path: 'password' }],
    });
    expect(fixture.ended).toEqual([]);
    await passwords.reset(caller, ann.id, newPassword);
    expect(fixture.ended).toEqual([{ userId: ann.id, reason: 'password_reset' }]);
    expect((await fixture.entries()).at(-1)).toMatchObject({
      action: 'password.reset',
      actor: { type: 'user', id: helper.id },
      target: { type: 'user', id: ann.id },
    });
    await fixture.signIn('ann', newPassword);
    await fixture.signIn('root', password);
  });

  test('is told by mail, in no language of the administrator', async () => {
    const ann = await fixture.add({ email: 'ann@example.com' }, password);
    const act = { ...operator.act, origin: { ...operator.act.origin, acceptLanguage: 'de' } };
    await fixture.passwords.reset({ ...operator, act }, ann.id, newPassword);
    expect(fixture.mails).toMatchObject([
      { template: 'password-changed', to: 'ann@example.com', language: 'en' },
    ]);
  });

  test('lets in at once whoever had failed with the old one', async () => {
    const ann = await fixture.add({ username: 'ann', email: 'ann@example.com' });
    for (let index = 0; index < 8; index++) await refusalOf(fixture.signIn('ann@example.com', password));
    expect(await refusalOf(fixture.signIn('ann@example.com', password))).toMatchObject({
      code: 'request.throttled',
    });
    await fixture.passwords.reset(operator, ann.id, newPassword);
    await fixture.signIn('ann@example.com', newPassword);
  });
});
