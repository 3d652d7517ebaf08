import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedUp } from '../support/signed-up.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const anonymous: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: '203.0.113.7', userAgent: 'test', requestId: null },
};
const operator: Caller = {
  act: { ...anonymous, actor: { type: 'command', id: null } },
  subject: 'operator',
};
const nobody: Caller = { act: anonymous, subject: null };
const password = 'engine-no-1-difference';

let test: TestApp;
beforeEach(async () => {
  test = await testApp();
});
afterEach(() => test.close());

async function asCaller(userId: string): Promise<Caller> {
  const { users, access, database } = test.services;
  const user = await users.get(database.db, userId);
  const held = await access.accessOf(database.db, userId);
  return {
    act: { ...anonymous, actor: { type: 'user', id: userId } },
    subject: { ...held, userId, isStaff: user.isStaff, isSuperuser: user.isSuperuser },
  };
}

async function actions(): Promise<string[]> {
  const { audit, database } = test.services;
  return (await audit.list(database.db, { limit: 100 })).map((entry) => `${entry.action} ${entry.outcome}`);
}

describe('signing up', () => {
  it('makes an account with the role read-only, which can sign in', async () => {
    const { account, passwords } = test.services;
    const { user, access } = await signedUp(
      account.signUp(nobody, { email: 'Ada@Example.com', username: 'ada', password }),
    );
    expect(user).toMatchObject({
      email: 'ada@example.com',
      username: 'ada',
      isActive: true,
      isSuperuser: false,
    });
    expect(access).toMatchObject({ roles: ['read-only'], level: 4 });
    for (const login of ['ada', 'ADA', 'ada@example.com', 'ADA@EXAMPLE.COM']) {
      await expect(passwords.authenticate(anonymous, { login, password })).resolves.toMatchObject({
        id: user.id,
      });
    }
    expect(await actions()).toContain('user.sign_up success');
  });

  it('refuses another level to whoever may not give it, and makes nothing', async () => {
    const { account, users, database } = test.services;
    for (const level of [0, 1, 2, 3]) {
      await expect(
        account.signUp(nobody, { email: 'eve@example.com', password, level }),
      ).rejects.toMatchObject({
        status: 403,
      });
    }
    await expect(
      account.signUp(nobody, { email: 'eve@example.com', password, level: 9 }),
    ).rejects.toMatchObject({
      code: 'access.role_not_found',
    });
    expect(await users.findByLogin(database.db, 'eve@example.com')).toBeUndefined();
  });

  it('gives the level asked for when the caller holds as much', async () => {
    const { account } = test.services;
    const owner = await account.createAdministrator(operator.act, { email: 'owner@example.com', password });
    const caller = await asCaller(owner.id);
    const { access } = await signedUp(
      account.signUp(caller, { email: 'ian@example.com', password, level: 1 }),
    );
    expect(access.roles).toEqual(['investor']);
  });

  it('leaves no half account behind when something fails late', async () => {
    const { account, users, database } = test.services;
    await account.signUp(nobody, { email: 'one@example.com', username: 'same', password });
    await expect(
      account.signUp(nobody, { email: 'two@example.com', username: 'SAME', password }),
    ).rejects.toMatchObject({ code: 'users.username_taken' });
    expect(await users.findByLogin(database.db, 'two@example.com')).toBeUndefined();
  });

  it('lets one of many who take the same email at once win', async () => {
    const { account } = test.services;
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => account.signUp(nobody, { email: 'race@example.com', password })),
    );
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of tries) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'users.email_taken' });
    }
  });

  it('can be closed', async () => {
    await test.close();
    test = await testApp({ OSTIARY_SIGN_UP: 'off' });
    const { account } = test.services;
    await expect(account.signUp(nobody, { email: 'late@example.com', password })).rejects.toMatchObject({
      code: 'users.sign_up_closed',
    });
    await expect(account.signUp(operator, { email: 'late@example.com', password })).resolves.toBeDefined();
  });
});

describe('creating somebody else', () => {
  it('needs the permission, and never makes anybody stronger than the creator', async () => {
    const { account, access } = test.services;
    const helper = await account.createUser(operator, { email: 'helper@example.com', password });
    await expect(
      account.createUser(await asCaller(helper.id), { email: 'x@example.com', password }),
    ).rejects.toMatchObject({ code: 'access.denied' });

    await access.createRole(operator, { name: 'clerk', permissions: ['users.create', 'users.read'] });
    await access.grantRole(operator, { userId: helper.id }, 'clerk');
    const clerk = await asCaller(helper.id);
    await expect(account.createUser(clerk, { email: 'x@example.com', password })).resolves.toMatchObject({
      email: 'x@example.com',
    });
    for (const extra of [
      { isSuperuser: true },
      { isStaff: true },
      { roles: ['owner'] },
      { roles: ['admin'] },
    ]) {
      const made = account.createUser(clerk, { email: 'strong@example.com', password, ...extra });
      await expect(made).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe('the set-up link', () => {
  it('is offered until there is an administrator, and works once', async () => {
    const { account } = test.services;
    const first = await account.offerSetUp();
    const second = await account.offerSetUp();
    if (first === null || second === null) throw new Error('No link was offered');
    expect(await account.isSetUpTokenValid(first)).toBe(false);
    expect(await account.isSetUpTokenValid(second)).toBe(true);

    const tries = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) =>
        account.setUp(anonymous, second, { email: `${name}@example.com`, password }),
      ),
    );
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await account.isSetUpTokenValid(second)).toBe(false);
    expect(await account.offerSetUp()).toBeNull();
    await expect(
      account.setUp(anonymous, second, { email: 'd@example.com', password }),
    ).rejects.toMatchObject({
      code: 'login.setup_link_invalid',
    });
  });

  it('expires after a day', async () => {
    const token = await test.services.account.offerSetUp();
    test.clock.advance(24 * 60 * 60 * 1000);
    expect(await test.services.account.isSetUpTokenValid(token ?? '')).toBe(false);
  });
});

describe('sign-ups from one address', () => {
  it('are limited within the window, whether or not they succeed, but not for those who make accounts', async () => {
    await test.close();
    test = await testApp({ OSTIARY_RATE_LIMITS: 'on', OSTIARY_LIMIT_ADDRESS_SIGN_UPS: '3' });
    const { account } = test.services;
    const from = (address: string): Caller => ({
      act: { ...anonymous, origin: { ...anonymous.origin, address } },
      subject: null,
    });
    const signUp = (caller: Caller, name: string) =>
      account.signUp(caller, { email: `${name}@example.com`, password });
    await signUp(from('203.0.113.7'), 'one');
    await signUp(from('203.0.113.7'), 'two');
    await expect(signUp(from('203.0.113.7'), 'two')).rejects.toMatchObject({ code: 'users.email_taken' });
    await expect(signUp(from('::ffff:203.0.113.7'), 'three')).rejects.toMatchObject({
      code: 'request.throttled',
      retryAfterSeconds: 900,
    });
    await expect(signUp(from('203.0.113.8'), 'four')).resolves.toBeDefined();
    await expect(signUp(operator, 'five')).resolves.toBeDefined();
    test.clock.advance(900_000);
    await expect(signUp(from('203.0.113.7'), 'three')).resolves.toBeDefined();
  });
});
