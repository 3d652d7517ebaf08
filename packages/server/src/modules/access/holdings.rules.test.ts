import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessFrom, combineHeld, type GivenRole, type Membership } from './holdings.rules.ts';

const permissions = new Map([
  ['id-admin', ['users.read', 'users.update']],
  ['id-writer', ['orders.write']],
]);
const given = (userId: string, name: string, level: number | null = null): GivenRole => ({
  ...{ userId, name, level, roleId: `id-${name}` },
});
const member = (userId: string, group: string, name: string | null): Membership => ({
  ...{ userId, group, name, level: null, roleId: name === null ? null : `id-${name}` },
});
const admin = { name: 'admin', level: 2, permissions: ['users.read', 'users.update'], group: null };

describe('what rows of a database add up to', () => {
  test('is for each user what they were given, and by which way', () => {
    const held = combineHeld({
      given: [given('ann', 'admin', 2), given('bob', 'writer')],
      memberships: [member('ann', 'Staff', 'writer'), member('cid', 'Staff', 'writer')],
      permissions,
    });
    const writer = { name: 'writer', level: null, permissions: ['orders.write'] };
    expect(Object.fromEntries(held)).toEqual({
      ann: { roles: [admin, { ...writer, group: 'Staff' }], groups: ['Staff'] },
      bob: { roles: [{ ...writer, group: null }], groups: [] },
      cid: { roles: [{ ...writer, group: 'Staff' }], groups: ['Staff'] },
    });
  });

  test('is in order of name, what was given directly before what comes through groups', () => {
    const rows = [member('ann', 'B', 'b'), member('ann', 'A', 'b'), member('ann', 'A', 'c')];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), fc.boolean(), (memberships, isReversed) => {
        const direct = [given('ann', 'b'), given('ann', 'a')];
        const rowsGiven = isReversed ? direct.toReversed() : direct;
        const held = combineHeld({ given: rowsGiven, memberships, permissions }).get('ann');
        expect(held?.roles.map(({ name, group }) => `${name} ${group ?? '-'}`)).toEqual([
          'a -',
          'b -',
          'b A',
          'b B',
          'c A',
        ]);
        expect(held?.groups).toEqual(['A', 'B']);
      }),
    );
  });

  test('knows groups without roles, and roles without permissions', () => {
    const held = combineHeld({
      given: [given('ann', 'empty')],
      memberships: [member('ann', 'Nobodies', null)],
      permissions,
    });
    expect(held.get('ann')).toEqual({
      roles: [{ name: 'empty', level: null, permissions: [], group: null }],
      groups: ['Nobodies'],
    });
  });

  test('is nothing for nobody', () => {
    expect(combineHeld({ given: [], memberships: [], permissions }).size).toBe(0);
  });
});

test('roles add up to each name and permission once, and the most powerful level', () => {
  const reader = { name: 'reader', level: 4, permissions: ['users.read'], group: 'Staff' };
  const empty = { name: 'empty', level: null, permissions: [], group: null };
  expect(accessFrom([reader, admin, empty, { ...admin, group: 'Staff' }])).toEqual({
    roles: ['admin', 'empty', 'reader'],
    permissions: ['users.read', 'users.update'],
    level: 2,
  });
  expect(accessFrom([])).toEqual({ roles: [], permissions: [], level: null });
});
