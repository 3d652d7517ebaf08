import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createAccessFixture, operator, type AccessFixture } from '../access.fixture.ts';

describe.each(databases())('permissions on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: AccessFixture;

  beforeEach(async () => {
    store = await open();
    fixture = createAccessFixture(store);
  });
  afterEach(() => store.close());

  test('are defined once, however often at the same moment', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, () =>
        codeOf(fixture.access.createPermission(operator, { name: 'orders.read' })),
      ),
    );
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(codes.filter((code) => code === 'access.permission_taken')).toHaveLength(19);
    expect(await fixture.entries('permission.create')).toHaveLength(1);
  });

  // A role that kept a deleted permission would hold it again when somebody defines it anew.
  test('are never left in a role when they are deleted while it is given them', async () => {
    const { access } = fixture;
    const permissions = ['orders.read'];
    for (let round = 0; round < 10; round++) {
      await fixture.define('orders.read');
      const names = Array.from({ length: 6 }, (_, index) => `role-${round}-${index}`);
      await access.createRole(operator, { name: names[0]! });
      const [deleted, ...given] = await Promise.all([
        codeOf(access.deletePermission(operator, 'orders.read')),
        codeOf(access.updateRole(operator, names[0]!, { permissions })),
        ...names.slice(1).map((name) => codeOf(access.createRole(operator, { name, permissions }))),
      ]);
      expect(deleted).toBe('none');
      for (const code of given) expect(['none', 'access.permission_unknown']).toContain(code);
    }
    const left = (await access.listRoles()).flatMap((role) => role.permissions);
    expect(left).toEqual([]);
    expect(await fixture.audit.verify()).toMatchObject({ isIntact: true });
  });

  test('are deleted once, and change the version of the roles that held them', async () => {
    const { access } = fixture;
    await fixture.define('orders.read', 'orders.write');
    for (const name of ['one', 'two']) {
      await access.createRole(operator, { name, permissions: ['orders.read', 'orders.write'] });
    }
    await access.createRole(operator, { name: 'three', permissions: ['orders.write'] });
    fixture.clock.advance(7);
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => codeOf(access.deletePermission(operator, 'orders.read'))),
    );
    expect(codes.sort()).toEqual([...Array.from({ length: 4 }, () => 'access.permission_not_found'), 'none']);
    const roles = await access.listRoles();
    expect(roles.map(({ name, version, permissions }) => [name, version, permissions])).toEqual([
      ['one', 2, ['orders.write']],
      ['three', 1, ['orders.write']],
      ['two', 2, ['orders.write']],
    ]);
    expect(roles.map(({ updatedAt, createdAt }) => updatedAt - createdAt)).toEqual([7, 0, 7]);
    const told = (await fixture.events()).map(({ type, data }) => [type, data['name']]);
    // After what was told when they were made.
    expect(told.slice(roles.length)).toEqual([
      ['role.changed', 'one'],
      ['role.changed', 'two'],
    ]);
  });
});
