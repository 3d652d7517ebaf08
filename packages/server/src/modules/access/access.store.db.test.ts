import { permissionNames } from '@ostiary/contract';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createAccessFixture, operator, type AccessFixture } from './access.fixture.ts';

describe.each(databases())('access on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: AccessFixture;

  beforeEach(async () => {
    store = await open();
    fixture = createAccessFixture(store);
    await fixture.access.ensureBuiltinRoles();
  });
  afterEach(() => store.close());

  test('has the five roles of the tutorial from the first start', async () => {
    const roles = await fixture.access.listRoles();
    expect(roles.map(({ name, level, isBuiltin }) => [name, level, isBuiltin])).toEqual([
      ['owner', 0, true],
      ['investor', 1, true],
      ['admin', 2, true],
      ['read-write', 3, true],
      ['read-only', 4, true],
    ]);
    expect(roles[0]?.permissions).toEqual(permissionNames);
    const ofOwnersAlone = [
      'applications.trust',
      'keys.manage',
      'roles.manage',
      'users.export_hashes',
      'users.import',
    ];
    expect(roles[2]?.permissions).toEqual(permissionNames.filter((name) => !ofOwnersAlone.includes(name)));
    expect([1, 3, 4].map((index) => roles[index]?.permissions)).toEqual([[], [], []]);
  });

  test('makes them once, however many processes start together', async () => {
    const fresh = await open();
    const first = createAccessFixture(fresh);
    await Promise.all(
      [first.access, first.another(), first.another()].map((one) => one.ensureBuiltinRoles()),
    );
    expect(await first.access.listRoles()).toHaveLength(5);
    expect(await first.entries('role.create')).toHaveLength(5);
    await fresh.close();
  });

  test('keeps what an administrator made of them', async () => {
    await fixture.access.updateRole(operator, 'read-only', {
      description: 'Ours',
      permissions: ['users.read'],
    });
    await fixture.access.ensureBuiltinRoles();
    expect(await fixture.access.getRole('read-only')).toMatchObject({
      description: 'Ours',
      permissions: ['users.read'],
    });
  });

  test('finds a role by id, by name in any case, and by level', async () => {
    const role = await fixture.access.getRole('OWNER');
    expect(await fixture.access.getRole(role.id)).toEqual(role);
    expect(await fixture.access.findRoleByLevel(0)).toEqual(role);
    expect(await fixture.access.findRoleByLevel(7)).toBeUndefined();
    expect(await codeOf(fixture.access.getRole('nobody'))).toBe('access.role_not_found');
  });

  test('prefers the built-in role where several have one level', async () => {
    await fixture.access.createRole(operator, { name: 'another-admin', level: 2 });
    expect((await fixture.access.findRoleByLevel(2))?.name).toBe('admin');
  });

  test('lets one of fifty make a role of one name, whatever the case', async () => {
    const attempts = Array.from({ length: 50 }, (_, index) =>
      codeOf(fixture.access.createRole(operator, { name: index % 2 === 0 ? 'Editor' : 'eDITOR' })),
    );
    const codes = (await Promise.all(attempts)).sort();
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(codes.filter((code) => code === 'access.role_taken')).toHaveLength(49);
  });

  test('adds up what a user holds directly and through groups', async () => {
    const { access } = fixture;
    const userId = await fixture.addUser();
    expect(await access.accessOf(store.database.db, userId)).toEqual({
      roles: [],
      permissions: [],
      level: null,
    });
    await fixture.define('orders.read', 'orders.write');
    await access.createRole(operator, { name: 'clerk', permissions: ['orders.read', 'orders.write'] });
    await access.createRole(operator, {
      name: 'auditor',
      level: 3,
      permissions: ['audit.read', 'orders.read'],
    });
    await access.createGroup(operator, { name: 'Back office' });
    await access.grantRole(operator, { groupId: 'back OFFICE' }, 'auditor');
    await access.grantRole(operator, { groupId: 'Back office' }, 'clerk');
    await access.addMember(operator, 'Back office', userId);
    await access.grantRole(operator, { userId }, 'clerk');
    await access.grantRole(operator, { userId }, 'read-only');
    expect(await access.accessOf(store.database.db, userId)).toEqual({
      roles: ['auditor', 'clerk', 'read-only'],
      permissions: ['audit.read', 'orders.read', 'orders.write'],
      level: 3,
    });
    expect(await access.listDirectRoles(store.database.db, userId)).toEqual(['clerk', 'read-only']);
    expect(await access.listGroupsOf(store.database.db, userId)).toEqual(['Back office']);
    await access.deleteGroup(operator, 'Back office');
    await access.deleteRole(operator, 'clerk');
    expect(await access.accessOf(store.database.db, userId)).toEqual({
      roles: ['read-only'],
      permissions: [],
      level: 4,
    });
  });

  test('reads a user’s access inside the transaction that changes it', async () => {
    const userId = await fixture.addUser();
    const role = await fixture.access.getRole('owner');
    const held = await store.database.write(async (tx) => {
      await fixture.access.giveRole(tx, operator.act, userId, role);
      return fixture.access.accessOf(tx, userId);
    });
    expect(held.roles).toEqual(['owner']);
  });

  test('gives a role once, however often it is asked for at the same time', async () => {
    const userId = await fixture.addUser();
    await Promise.all(
      Array.from({ length: 20 }, () => fixture.access.grantRole(operator, { userId }, 'investor')),
    );
    expect(await fixture.entries('role.grant')).toHaveLength(1);
    expect((await fixture.events()).filter((event) => event.type === 'user.access_changed')).toHaveLength(1);
    await Promise.all(
      Array.from({ length: 20 }, () => fixture.access.revokeRole(operator, { userId }, 'investor')),
    );
    expect(await fixture.entries('role.revoke')).toHaveLength(1);
  });

  test('says so when the user or group is not there', async () => {
    const { access } = fixture;
    expect(await codeOf(access.grantRole(operator, { userId: fixture.newId() }, 'owner'))).toBe(
      'users.not_found',
    );
    expect(await codeOf(access.grantRole(operator, { groupId: 'none' }, 'owner'))).toBe(
      'access.group_not_found',
    );
    await access.createGroup(operator, { name: 'Team' });
    expect(await codeOf(access.addMember(operator, 'Team', fixture.newId()))).toBe('users.not_found');
    expect(await fixture.audit.verify()).toMatchObject({ isIntact: true });
  });

  test('never leaves the permissions of two edits at once in one role', async () => {
    await fixture.access.createRole(operator, { name: 'shared' });
    const versions = [['a.one', 'a.two'], ['b.one', 'b.two'], ['c.one']];
    await fixture.define(...versions.flat());
    await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        fixture.access.updateRole(operator, 'shared', { permissions: versions[index % 3]! }),
      ),
    );
    const { permissions } = await fixture.access.getRole('shared');
    expect(versions).toContainEqual(permissions);
  });

  test('refuses a name that another role has, even when renamed at the same moment', async () => {
    for (const name of ['one', 'two']) await fixture.access.createRole(operator, { name });
    const codes = await Promise.all(
      ['one', 'two'].map((name) => codeOf(fixture.access.updateRole(operator, name, { name: 'Three' }))),
    );
    expect(codes.sort()).toEqual(['access.role_taken', 'none']);
  });

  test('counts the active users who hold a role, each once', async () => {
    const { access } = fixture;
    const [active, inactive, member] = [
      await fixture.addUser(),
      await fixture.addUser({ isActive: false }),
      await fixture.addUser(),
    ];
    await access.createGroup(operator, { name: 'Owners' });
    await access.grantRole(operator, { groupId: 'Owners' }, 'owner');
    for (const userId of [active, inactive]) await access.grantRole(operator, { userId }, 'owner');
    for (const userId of [active, inactive, member]) await access.addMember(operator, 'Owners', userId);
    expect(await access.countHolders(store.database.db, 'Owner')).toBe(2);
    expect(await access.countHolders(store.database.db, 'admin')).toBe(0);
  });

  test('pages through the members of a group', async () => {
    const { access } = fixture;
    await access.createGroup(operator, { name: 'Team' });
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) {
      const userId = await fixture.addUser();
      ids.push(userId);
      await access.addMember(operator, 'Team', userId);
    }
    expect(await access.listMembers('team', { limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await access.listMembers('team', { limit: 2, after: ids[1]! })).toEqual(ids.slice(2));
    await access.removeMember(operator, 'Team', ids[0]!);
    expect(await access.listMembers('team', { limit: 9 })).toEqual(ids.slice(1));
  });

  test('keeps one entry for each blocked range, and drops those that ended', async () => {
    const { access, clock } = fixture;
    await access.blockAddress(operator, { range: '203.0.113.9/24', reason: 'scraper' });
    const expiresAt = clock.nowMs() + 10_000;
    await access.blockAddress(operator, { range: '203.0.113.0/24', reason: 'still', expiresAt });
    expect(await access.listBlocks()).toMatchObject([
      { range: '203.0.113.0/24', reason: 'still', expiresAt },
    ]);
    clock.advance(10_000);
    expect(await access.listBlocks()).toEqual([]);
    const prune = (): Promise<number> => store.database.write((tx) => access.prune(tx, clock.nowMs()));
    expect([await prune(), await prune()]).toEqual([1, 0]);
  });
});
