import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operator } from '../support/http-client.ts';
import { feedWorld, type Client, type FeedWorld } from './feed-world.ts';

// A service that lets in only those who were given access, and sees nobody else.
describe.each(databases())('a service with entry for some, on $name', ({ open }) => {
  let database: TestDatabase;
  let world: FeedWorld;
  let vault: Client;
  beforeEach(async () => {
    database = await open();
    world = await feedWorld(database);
    vault = await world.client('Vault', { entry: 'granted', accessLevels: ['reader', 'editor'] });
  });
  afterEach(async () => {
    await world.close();
    await database.close();
  });

  const grant = (holder: 'user' | 'group' | 'role', id: string) =>
    world.services.services.grantAccess(operator, 'Vault', { holder, id, level: 'reader' });
  const revoke = (holder: 'user' | 'group' | 'role', id: string) =>
    world.services.services.revokeAccess(operator, 'Vault', { holder, id });

  test('never hears of somebody without access, whatever becomes of them', async () => {
    const { access, users, services } = world.services;
    const orders = await world.client('Orders', { accessLevels: ['reader'] });
    await access.createRole(operator, { name: 'clerk', level: 7 });
    await access.createGroup(operator, { name: 'Sales' });
    const before = await vault.cursor();
    const ann = await world.person('ann');
    await users.update(operator, ann.id, { firstName: 'Ann' });
    await access.grantRole(operator, { userId: ann.id }, 'clerk');
    await access.addMember(operator, 'Sales', ann.id);
    await services.grantAccess(operator, 'Orders', { holder: 'user', id: ann.id, level: 'reader' });
    await access.revokeRole(operator, { userId: ann.id }, 'clerk');
    await access.removeMember(operator, 'Sales', ann.id);
    await users.deactivate(operator, ann.id);
    expect(await vault.itemsAfter(before)).toEqual([]);
    expect((await vault.get(`/users/${ann.id}`)).json()).toMatchObject({
      status: 404,
      code: 'users.not_found',
    });
    expect(JSON.stringify(await vault.snapshot())).not.toContain(ann.id);
    expect(JSON.stringify(await orders.snapshot())).toContain(ann.id);
    await users.delete(operator, ann.id);
    expect(await vault.itemsAfter(before)).toEqual([]);
  });

  test('hears of somebody from the first access to the last', async () => {
    const { users } = world.services;
    const ann = await world.person('ann');
    const before = await vault.cursor();
    await grant('user', ann.id);
    const access = { level: 'reader', data: {} };
    expect(await vault.itemsAfter(before)).toMatchObject([{ kind: 'user', sub: ann.id, user: { access } }]);
    expect(await vault.user(ann.id)).toMatchObject({ sub: ann.id, access });
    const granted = await vault.cursor();
    await users.deactivate(operator, ann.id);
    expect(await vault.itemsAfter(granted)).toMatchObject([{ sub: ann.id, user: { is_active: false } }]);
    const inactive = await vault.cursor();
    await revoke('user', ann.id);
    const lost = { kind: 'user', sub: ann.id, user: null, reason: 'no_access' };
    expect(await vault.itemsAfter(inactive)).toMatchObject([lost]);
  });

  test('is told of the deletion of somebody who had access, by themselves or by a group', async () => {
    const { access, users } = world.services;
    const [ann, bob] = [await world.person('ann'), await world.person('bob')];
    await access.createGroup(operator, { name: 'Sales' });
    await access.addMember(operator, 'Sales', bob.id);
    await grant('user', ann.id);
    await grant('group', 'Sales');
    const before = await vault.cursor();
    await users.delete(operator, ann.id);
    await users.delete(operator, bob.id);
    expect(await vault.itemsAfter(before)).toMatchObject(
      [ann, bob].map(({ id }) => ({ kind: 'user', sub: id, user: null, reason: 'deleted' })),
    );
  });

  test.each(['by a role', 'by a group', 'by a role of a group'])('sees who has access %s', async (how) => {
    const { access } = world.services;
    const [ann, bob] = [await world.person('ann'), await world.person('bob')];
    await access.createRole(operator, { name: 'clerk', level: 7 });
    await access.createGroup(operator, { name: 'Sales' });
    if (how === 'by a role of a group') {
      const { id: groupId } = await access.getGroup('Sales');
      await access.grantRole(operator, { groupId }, 'clerk');
    }
    const beforeGrant = await vault.cursor();
    await (how === 'by a group' ? grant('group', 'Sales') : grant('role', 'clerk'));
    const kinds = (await vault.itemsAfter(beforeGrant)).map(({ kind }) => kind);
    expect(kinds).toEqual([how === 'by a group' ? 'group' : 'role', 'reset']);

    const before = await vault.cursor();
    const isDirect = how === 'by a role';
    await (isDirect
      ? access.grantRole(operator, { userId: ann.id }, 'clerk')
      : access.addMember(operator, 'Sales', ann.id));
    expect(await vault.itemsAfter(before)).toMatchObject([{ sub: ann.id, user: { access: null } }]);
    const snapshot = await vault.snapshot();
    expect(snapshot.filter(({ kind }) => kind === 'user')).toMatchObject([{ user: { sub: ann.id } }]);
    expect(snapshot.at(-1)).toEqual({ kind: 'end', users: 1 });

    const held = await vault.cursor();
    await (isDirect
      ? access.revokeRole(operator, { userId: ann.id }, 'clerk')
      : access.removeMember(operator, 'Sales', ann.id));
    const lost = { kind: 'user', sub: ann.id, user: null, reason: 'no_access' };
    expect(await vault.itemsAfter(held)).toMatchObject([lost]);
    expect(JSON.stringify([await vault.page(), snapshot])).not.toContain(bob.id);
  });

  test('hears exactly who lost access, whatever has become of the role or group meanwhile', async () => {
    const { access } = world.services;
    const [ann, bob] = [await world.person('ann'), await world.person('bob')];
    await access.createRole(operator, { name: 'clerk', level: 7 });
    await access.createRole(operator, { name: 'plain', level: 8 });
    await access.createGroup(operator, { name: 'Sales' });
    await access.createGroup(operator, { name: 'Others' });
    await grant('role', 'clerk');
    await grant('group', 'Sales');
    await access.grantRole(operator, { userId: ann.id }, 'clerk');
    await access.addMember(operator, 'Sales', ann.id);
    await access.grantRole(operator, { userId: bob.id }, 'plain');
    await access.addMember(operator, 'Others', bob.id);
    const before = await vault.cursor();
    await access.revokeRole(operator, { userId: ann.id }, 'clerk');
    await access.removeMember(operator, 'Sales', ann.id);
    await access.revokeRole(operator, { userId: bob.id }, 'plain');
    await access.removeMember(operator, 'Others', bob.id);
    await access.updateRole(operator, 'clerk', { name: 'scribe' });
    await access.updateRole(operator, 'plain', { name: 'clerk' });
    await access.updateGroup(operator, 'Sales', { name: 'Trade' });
    await access.deleteGroup(operator, 'Others');
    const items = await vault.itemsAfter(before);
    expect(items.filter(({ kind }) => kind === 'user')).toMatchObject([{ sub: ann.id, reason: 'no_access' }]);
    expect(JSON.stringify(items)).not.toContain(bob.id);
  });

  test('takes a snapshot again when a role or group by which somebody may have access changes', async () => {
    const { access } = world.services;
    await access.createRole(operator, { name: 'clerk', level: 7 });
    const { id: groupId } = await access.createGroup(operator, { name: 'Sales' });
    await grant('role', 'clerk');
    let before = await vault.cursor();
    const isReset = async (): Promise<boolean> => {
      const items = await vault.itemsAfter(before);
      before = await vault.cursor();
      return items.some(({ kind }) => kind === 'reset');
    };
    await access.updateRole(operator, 'clerk', { level: 8 });
    expect(await isReset()).toBe(false);
    await access.grantRole(operator, { groupId }, 'clerk');
    expect(await isReset()).toBe(true);
    await access.revokeRole(operator, { groupId }, 'clerk');
    expect(await isReset()).toBe(true);
    await access.grantRole(operator, { groupId }, 'read-only');
    expect(await isReset()).toBe(false);
    await access.deleteGroup(operator, 'Sales');
    expect(await isReset()).toBe(true);
    await access.deleteRole(operator, 'clerk');
    expect(await isReset()).toBe(true);
  });
});
