import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createUsersFixture, operator, refusalOf, stranger, type UsersFixture } from './users.fixture.ts';

let store: TestDatabase;
let fixture: UsersFixture;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createUsersFixture(store);
});
afterEach(() => store.close());

describe('a new user', () => {
  test('is stored, audited and told in one piece', async () => {
    const { users, clock } = fixture;
    const user = await fixture.add({
      email: 'Ann@Example.com',
      username: 'Ann',
      firstName: 'Ann',
      phone: '+1 2',
    });
    expect(user).toEqual({
      id: user.id,
      externalId: null,
      email: 'ann@example.com',
      emailVerifiedAt: null,
      isEmailClaimed: false,
      username: 'Ann',
      firstName: 'Ann',
      lastName: '',
      phone: '+1 2',
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      createdAt: clock.nowMs(),
      updatedAt: clock.nowMs(),
      lastSignInAt: null,
      version: 1,
    });
    expect(await users.get(store.database.db, user.id)).toEqual(user);
    expect(await fixture.entries()).toMatchObject([
      {
        action: 'user.create',
        outcome: 'success',
        actor: { type: 'command' },
        target: { type: 'user', id: user.id },
      },
    ]);
    expect(await fixture.events()).toEqual([
      { type: 'user.created', subject_id: user.id, data: { is_active: true } },
    ]);
  });

  test('leaves nothing behind when the rest of the transaction fails', async () => {
    const { users } = fixture;
    const half = store.database.write(async (tx) => {
      await users.insert(tx, operator.act, { email: 'ann@example.com' }, 'user.sign_up');
      throw new Error('later');
    });
    await expect(half).rejects.toThrow('later');
    expect(await users.findByLogin(store.database.db, 'ann@example.com')).toBeUndefined();
    expect(await fixture.entries()).toEqual([]);
    expect(await fixture.events()).toEqual([]);
  });

  test('cannot have an email or username that differs from another only in case or look', async () => {
    await fixture.add({ email: 'ann@example.com', username: 'coco' });
    expect(await refusalOf(fixture.add({ email: 'ANN@Example.com' }))).toEqual({
      code: 'users.email_taken',
      fields: [{ path: 'email', message: 'This email already exists.' }],
    });
    expect(await refusalOf(fixture.add({ username: 'ＣＯＣＯ' }))).toMatchObject({
      code: 'users.username_taken',
    });
    expect(await refusalOf(fixture.add({ username: 'сосо' }))).toMatchObject({
      code: 'users.username_taken',
      fields: [{ path: 'username' }],
    });
  });

  test('is checked before anything is opened', () => {
    expect(() => fixture.users.check({})).toThrow(
      expect.objectContaining({ code: 'users.invalid' }) as Error,
    );
    expect(() => fixture.users.check({ email: 'x' })).toThrow(
      expect.objectContaining({
        fields: [{ path: 'email', message: 'Enter a valid email address.' }],
      }) as Error,
    );
  });
});

describe('finding', () => {
  test('works by id, email and username, whatever the case', async () => {
    const { users } = fixture;
    const { db } = store.database;
    const ann = await fixture.add({ email: 'ann@bücher.example', username: 'Ann' });
    for (const login of ['ANN@BÜCHER.example', 'ann@xn--bcher-kva.example', ' ann ', 'aNN']) {
      expect((await users.findByLogin(db, login))?.id, login).toBe(ann.id);
      expect((await users.resolve(db, login)).id).toBe(ann.id);
    }
    expect((await users.resolve(db, ann.id)).id).toBe(ann.id);
    expect(await refusalOf(users.resolve(db, 'bob'))).toMatchObject({ code: 'users.not_found' });
    expect(await refusalOf(users.get(db, 'no id'))).toMatchObject({ code: 'users.not_found' });
  });

  test.each(['', ' ', '\0', 'a\0', 'a\ud800', '@', 'x'.repeat(1_000_000)])('%j is nobody', async (login) => {
    await fixture.add({ email: 'ann@example.com' });
    expect(await fixture.users.findByLogin(store.database.db, login)).toBeUndefined();
  });
});

describe('changing a user', () => {
  test('oneself: names and phone need no permission, everything else does', async () => {
    const { users, clock } = fixture;
    const ann = await fixture.add({ email: 'ann@example.com' });
    const caller = await fixture.asCaller(ann);
    clock.advance(1000);
    const changed = await users.update(caller, ann.id, { firstName: ' Ann ', phone: '123' });
    expect(changed).toEqual({
      ...ann,
      firstName: 'Ann',
      phone: '123',
      updatedAt: clock.nowMs(),
      version: 2,
    });
    for (const changes of [
      { isStaff: true },
      { isSuperuser: true },
      { isActive: false },
      { email: 'b@example.com' },
    ]) {
      expect(await refusalOf(users.update(caller, ann.id, changes))).toMatchObject({ code: 'access.denied' });
    }
    expect(await users.get(store.database.db, ann.id)).toEqual(changed);
    expect((await fixture.entries()).filter((entry) => entry.action === 'user.update')).toMatchObject([
      { actor: { id: ann.id }, details: { changed: ['first_name', 'phone'] } },
    ]);
    expect((await fixture.events()).at(-1)).toEqual({
      type: 'user.updated',
      subject_id: ann.id,
      data: { changed: ['first_name', 'phone'], is_active: true },
    });
  });

  test('needs users.update, and a name', async () => {
    const { users } = fixture;
    const ann = await fixture.add({ email: 'ann@example.com' });
    const bob = await fixture.asCaller(await fixture.add({ username: 'bob' }));
    const carol = await fixture.asCaller(await fixture.add({ username: 'carol' }), ['users.update']);
    expect(await refusalOf(users.update(stranger, ann.id, { firstName: 'x' }))).toMatchObject({
      code: 'access.unauthenticated',
    });
    expect(await refusalOf(users.update(bob, ann.id, { firstName: 'x' }))).toMatchObject({
      code: 'access.denied',
    });
    expect(await users.update(carol, ann.id, { email: 'NEW@example.com' })).toMatchObject({
      email: 'new@example.com',
    });
    expect(await refusalOf(users.update(carol, 'nobody', { firstName: 'x' }))).toMatchObject({
      code: 'users.not_found',
    });
  });

  test('never reaches above oneself', async () => {
    const { users } = fixture;
    const root = await fixture.add({ username: 'root', isSuperuser: true });
    const staff = await fixture.add({ username: 'staff', isStaff: true });
    const plain = await fixture.add({ username: 'plain' });
    const helper = await fixture.asCaller(await fixture.add({ username: 'helper' }), [
      'users.update',
      'users.delete',
    ]);
    for (const target of [root, staff]) {
      expect(await refusalOf(users.update(helper, target.id, { email: 'mine@example.com' }))).toMatchObject({
        code: 'access.denied',
      });
      expect(await refusalOf(users.deactivate(helper, target.id))).toMatchObject({ code: 'access.denied' });
      expect(await refusalOf(users.delete(helper, target.id))).toMatchObject({ code: 'access.denied' });
    }
    for (const flags of [{ isStaff: true }, { isSuperuser: true }]) {
      expect(await refusalOf(users.update(helper, plain.id, flags))).toMatchObject({ code: 'access.denied' });
    }
    const admin = await fixture.asCaller(root);
    expect(await users.update(admin, plain.id, { isStaff: true, isSuperuser: true })).toMatchObject({
      isStaff: true,
      isSuperuser: true,
    });
  });

  test('keeps identifiers unique and whole', async () => {
    const { users } = fixture;
    await fixture.add({ email: 'ann@example.com' });
    const bob = await fixture.add({ email: 'bob@example.com', username: 'bob@example.com' });
    expect(await refusalOf(users.update(operator, bob.id, { email: 'ANN@example.com' }))).toMatchObject({
      code: 'users.email_taken',
    });
    expect(await refusalOf(users.update(operator, bob.id, { email: null }))).toMatchObject({
      code: 'users.invalid',
    });
    expect(await refusalOf(users.update(operator, bob.id, { email: null, username: null }))).toMatchObject({
      code: 'users.invalid',
    });
    expect(await refusalOf(users.update(operator, bob.id, { firstName: 'a\0' }))).toMatchObject({
      code: 'users.invalid',
    });
    // A username that is the email follows it.
    expect(await users.update(operator, bob.id, { email: 'rob@example.com' })).toMatchObject({
      email: 'rob@example.com',
      username: 'rob@example.com',
    });
    expect(await users.findByLogin(store.database.db, 'bob@example.com')).toBeUndefined();
  });

  test('that changes nothing writes nothing', async () => {
    const ann = await fixture.add({ email: 'ann@example.com', firstName: 'Ann' });
    const before = (await fixture.entries()).length;
    expect(await fixture.users.update(operator, ann.id, { firstName: 'Ann' })).toEqual(ann);
    expect((await fixture.entries()).length).toBe(before);
  });
});

describe('deactivating and deleting', () => {
  test('ends everything once and says why', async () => {
    const { users } = fixture;
    const ann = await fixture.add({ email: 'ann@example.com' });
    expect(await users.deactivate(operator, ann.id)).toMatchObject({ isActive: false });
    await users.deactivate(operator, ann.id);
    expect(fixture.ended).toEqual([{ userId: ann.id, reason: 'user_deactivated' }]);
    expect(await users.reactivate(operator, ann.id)).toMatchObject({ isActive: true });
    await users.delete(operator, ann.id);
    expect(fixture.ended.at(-1)).toEqual({ userId: ann.id, reason: 'user_deleted' });
    expect(await users.find(store.database.db, ann.id)).toBeUndefined();
    expect((await fixture.entries()).map((entry) => entry.action)).toEqual([
      'user.create',
      'user.deactivate',
      'user.reactivate',
      'user.delete',
    ]);
    expect((await fixture.events()).map((event) => event.type)).toEqual([
      'user.created',
      'user.updated',
      'user.updated',
      'user.deleted',
    ]);
    expect(await refusalOf(users.delete(operator, ann.id))).toMatchObject({ code: 'users.not_found' });
  });

  test('lets the identifiers of a deleted user be used again', async () => {
    const ann = await fixture.add({ email: 'ann@example.com', username: 'ann' });
    await fixture.users.delete(operator, ann.id);
    expect((await fixture.add({ email: 'ann@example.com', username: 'ann' })).id).not.toBe(ann.id);
  });

  test('spares the last active administrator, and leaves no trace of trying', async () => {
    const { users } = fixture;
    const { db } = store.database;
    expect(await users.hasAdministrator(db)).toBe(false);
    const root = await fixture.add({ username: 'root', isSuperuser: true });
    expect(await users.hasAdministrator(db)).toBe(true);
    await fixture.add({ username: 'gone', isSuperuser: true, isActive: false });
    const before = await fixture.entries();
    for (const attempt of [
      users.deactivate(operator, root.id),
      users.update(operator, root.id, { isSuperuser: false }),
      users.delete(operator, root.id),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ code: 'users.last_administrator' });
    }
    expect(await users.get(db, root.id)).toEqual(root);
    expect(await fixture.entries()).toEqual(before);
    await fixture.add({ username: 'second', isSuperuser: true });
    await users.delete(operator, root.id);
    expect(await users.hasAdministrator(db)).toBe(true);
  });
});
