import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createAccessFixture, operator, subjectOf, type AccessFixture } from '../access.fixture.ts';
import type { AccessService, Caller } from '../access.types.ts';

let store: TestDatabase;
let fixture: AccessFixture;
let access: AccessService;
let owner: Caller;
let admin: Caller;
let root: Caller;
let bob: string;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createAccessFixture(store);
  access = fixture.access;
  await access.ensureBuiltinRoles();
  owner = await fixture.addCaller(['owner']);
  admin = await fixture.addCaller(['admin']);
  root = await fixture.addCaller([], { isSuperuser: true });
  bob = await fixture.addUser();
});
afterEach(() => store.close());

function denials(): Promise<number> {
  return fixture.entries('access.denied').then((all) => all.length);
}

async function rolesOf(userId: string): Promise<string[]> {
  return (await access.accessOf(store.database.db, userId)).roles;
}

describe('defining roles', () => {
  test('is for those who hold roles.manage: not for admins', async () => {
    expect(await codeOf(access.createRole(admin, { name: 'mine' }))).toBe('access.denied');
    expect(await codeOf(access.updateRole(admin, 'read-only', { permissions: ['users.read'] }))).toBe(
      'access.denied',
    );
    expect(await codeOf(access.deleteRole(admin, 'read-only'))).toBe('access.denied');
  });

  test('an owner makes, changes and deletes a role of what they hold', async () => {
    const role = await access.createRole(owner, { name: 'Helpdesk', level: 3, permissions: ['users.read'] });
    expect(role).toMatchObject({ name: 'Helpdesk', level: 3, isBuiltin: false, permissions: ['users.read'] });
    fixture.clock.advance(5);
    const changed = await access.updateRole(owner, 'helpdesk', {
      level: null,
      permissions: ['users.update', 'users.read', 'users.read'],
    });
    expect(changed).toMatchObject({ level: null, permissions: ['users.read', 'users.update'] });
    expect(changed.updatedAt).toBe(role.updatedAt + 5);
    expect(await access.getRole(role.id)).toEqual(changed);
    await access.deleteRole(owner, role.id);
    expect(await codeOf(access.getRole(role.id))).toBe('access.role_not_found');
    expect((await fixture.events()).filter((event) => event.subjectId === role.id)).toEqual([
      { type: 'role.changed', subjectId: role.id, data: { name: 'Helpdesk' } },
      { type: 'role.changed', subjectId: role.id, data: { name: 'Helpdesk', previous_name: 'Helpdesk' } },
      { type: 'role.changed', subjectId: role.id, data: { name: 'Helpdesk', is_deleted: true } },
    ]);
    const actions = (await fixture.entries()).filter((entry) => entry.target?.id === role.id);
    expect(actions.map((entry) => entry.action)).toEqual(['role.create', 'role.update', 'role.delete']);
  });

  test('a new description alone is no news for services', async () => {
    const before = (await fixture.events()).length;
    await access.updateRole(owner, 'read-only', { description: 'Looks, does not touch.' });
    expect(await fixture.events()).toHaveLength(before);
  });

  describe('by somebody with roles.manage and little else', () => {
    let manager: Caller;

    beforeEach(async () => {
      const permissions = ['roles.manage', 'roles.grant', 'users.read'];
      await access.createRole(operator, { name: 'manager', level: 3, permissions });
      manager = await fixture.addCaller(['manager']);
    });

    test.each([
      ['a permission they lack', { name: 'x', permissions: ['users.delete'] }],
      ['a permission of a service they lack', { name: 'x', permissions: ['orders.read'] }],
      ['a more powerful level', { name: 'x', level: 2 }],
    ])('cannot make a role with %s', async (_what, input) => {
      expect(await codeOf(access.createRole(manager, input))).toBe('access.cannot_grant');
      expect(await denials()).toBe(1);
    });

    test.each([
      ['to a more powerful level', 'read-only', { level: 0 }],
      ['with a permission they lack', 'read-only', { permissions: ['users.delete'] }],
      ['that is more powerful, even to weaken it', 'admin', { level: null, permissions: [] }],
      ['that is more powerful, even its description', 'owner', { description: 'x' }],
      ['they hold, by renaming it', 'manager', { name: 'boss' }],
      [
        'they hold, by adding a permission, though they hold that elsewhere',
        'manager',
        { permissions: ['roles.manage', 'roles.grant', 'users.read', 'users.update'] },
      ],
    ])('cannot change a role %s', async (_what, name, changes) => {
      const before = await access.getRole(name);
      await access.createRole(operator, { name: 'updater', permissions: ['users.update'] });
      await access.grantRole(operator, { userId: subjectOf(manager).userId }, 'updater');
      manager = await fixture.signedIn(subjectOf(manager).userId);
      expect(await codeOf(access.updateRole(manager, name, changes))).toBe('access.cannot_grant');
      expect(await access.getRole(name)).toEqual(before);
      expect(await denials()).toBe(1);
    });

    test('cannot raise themselves by way of a role of their own, through a group either', async () => {
      await access.createRole(manager, { name: 'ladder', level: 4 });
      await access.createGroup(manager, { name: 'Ladder' });
      await access.grantRole(manager, { groupId: 'Ladder' }, 'ladder');
      await access.addMember(manager, 'Ladder', subjectOf(manager).userId);
      manager = await fixture.signedIn(subjectOf(manager).userId);
      expect(await codeOf(access.updateRole(manager, 'ladder', { level: 3 }))).toBe('access.cannot_grant');
      expect(await codeOf(access.updateRole(manager, 'ladder', { permissions: ['users.read'] }))).toBe(
        'access.cannot_grant',
      );
      await access.updateRole(manager, 'ladder', { level: null });
    });

    test('cannot delete a role that is worth more than they are', async () => {
      await access.createRole(operator, { name: 'bigger', permissions: ['users.delete'] });
      expect(await codeOf(access.deleteRole(manager, 'bigger'))).toBe('access.cannot_grant');
      expect(await access.getRole('bigger')).toBeDefined();
    });

    test('cannot give the group they may fill a role they lack, nor fill a group that has one', async () => {
      await access.createGroup(operator, { name: 'Admins' });
      expect(await codeOf(access.grantRole(manager, { groupId: 'Admins' }, 'admin'))).toBe(
        'access.cannot_grant',
      );
      await access.grantRole(operator, { groupId: 'Admins' }, 'admin');
      const self = subjectOf(manager).userId;
      expect(await codeOf(access.addMember(manager, 'Admins', self))).toBe('access.cannot_grant');
      expect(await codeOf(access.removeMember(manager, 'Admins', bob))).toBe('access.cannot_grant');
      expect(await codeOf(access.revokeRole(manager, { groupId: 'Admins' }, 'admin'))).toBe(
        'access.cannot_grant',
      );
      expect(await codeOf(access.deleteGroup(manager, 'Admins'))).toBe('access.cannot_grant');
      expect(await access.getGroup('Admins')).toMatchObject({ roles: ['admin'] });
      expect(await access.listMembers('Admins', { limit: 9 })).toEqual([]);
      expect(await rolesOf(self)).toEqual(['manager']);
    });
  });

  test('a built-in role keeps its name and stays', async () => {
    expect(await codeOf(access.deleteRole(operator, 'investor'))).toBe('access.role_builtin');
    expect(await codeOf(access.updateRole(root, 'investor', { name: 'x' }))).toBe('access.role_builtin');
  });

  test('a superuser changes even roles that they hold', async () => {
    const held = await fixture.addCaller(['investor'], { isSuperuser: true });
    await fixture.define('shares.read');
    await access.updateRole(held, 'investor', { permissions: ['shares.read'] });
    expect((await access.getRole('investor')).permissions).toEqual(['shares.read']);
  });

  test.each([
    ['an unknown permission of Ostiary', ['users.fly']],
    ['a namespace that Ostiary keeps for itself', ['oauth.anything']],
    ['no namespace', ['read']],
    ['capital letters', ['Orders.read']],
    ['an empty part', ['orders..read']],
    ['a wildcard', ['orders.*']],
    ['a permission that is too long', [`orders.${'x'.repeat(100)}`]],
  ])('refuses %s', async (_what, permissions) => {
    await expect(access.createRole(operator, { name: 'x', permissions })).rejects.toMatchObject({
      code: 'access.permission_unknown',
      fields: [{ path: 'permissions.0' }],
    });
  });

  test.each([
    '',
    ' ',
    'a b',
    '-a',
    'a-',
    'a'.repeat(65),
    'о' + 'wner',
    'a\0b',
    'a\n',
    '018f0000-0000-7000-8000-000000000000',
  ])('refuses %j as a name', async (name) => {
    await expect(access.createRole(operator, { name })).rejects.toMatchObject({
      code: 'request.invalid',
      fields: [{ path: 'name' }],
    });
  });

  test.each([-1, 1.5, 1_001, Number.NaN])('refuses %s as a level', async (level) => {
    await expect(access.createRole(operator, { name: 'x', level })).rejects.toMatchObject({
      code: 'request.invalid',
      fields: [{ path: 'level' }],
    });
  });

  test('refuses a description that a database could not keep', async () => {
    for (const description of ['x'.repeat(501), 'a\0', 'a\u{d800}']) {
      expect(await codeOf(access.createRole(operator, { name: 'x', description }))).toBe('request.invalid');
    }
  });
});
