import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, combineHoldings, isSameHoldings, isStronger, mayDefine, mayGrant } from './access.rules.ts';
import type { Role, Subject } from './access.types.ts';
import { decide } from './decide.rules.ts';
import type { Policy } from './policy.rules.ts';

const nobody: Subject = {
  ...{ userId: 'ann', roles: [], permissions: [], level: null, isStaff: false, isSuperuser: false },
};
const passes = (policy: Policy, subject: Partial<Subject>): boolean =>
  decide(policy, { subject: { ...nobody, ...subject } }).isAllowed;

describe.each([
  ['give a role', 'roles.grant', mayGrant],
  ['decide what a role is', 'roles.manage', mayDefine],
] as const)('to %s one needs', (_what, permission, policyFor) => {
  const role = { permissions: ['users.read', 'users.update'], level: 2 };
  const policy = policyFor(role);

  test('the permission to, and all that the role is worth', () => {
    const permissions = [permission, ...role.permissions];
    expect(passes(policy, { permissions, level: 2 })).toBe(true);
    expect(passes(policy, { permissions, level: 0 })).toBe(true);
    expect(passes(policy, { permissions, level: 3 })).toBe(false);
    expect(passes(policy, { permissions, level: null })).toBe(false);
    for (const lacking of permissions) {
      expect(passes(policy, { permissions: permissions.filter((one) => one !== lacking), level: 2 })).toBe(
        false,
      );
    }
  });

  test('no level for a role without one', () => {
    expect(passes(policyFor({ permissions: [], level: null }), { permissions: [permission] })).toBe(true);
  });

  test('what every one of several is worth', () => {
    const both = policyFor(role, { permissions: ['keys.manage'], level: null });
    expect(passes(both, { permissions: [permission, ...role.permissions], level: 2 })).toBe(false);
    expect(passes(both, { permissions: [permission, ...role.permissions, 'keys.manage'], level: 2 })).toBe(
      true,
    );
  });

  test('nothing of it as a superuser', () => {
    expect(passes(policy, { isSuperuser: true })).toBe(true);
  });
});

describe('to act upon a user one needs', () => {
  const target: Subject = { ...nobody, userId: 'bob', permissions: ['users.read'], level: 2 };

  test('all that they hold', () => {
    expect(passes(atLeast(target), { permissions: ['users.read'], level: 2 })).toBe(true);
    expect(passes(atLeast(target), { permissions: ['users.read'], level: 3 })).toBe(false);
    expect(passes(atLeast(target), { permissions: [], level: 0 })).toBe(false);
    expect(passes(atLeast(nobody), {})).toBe(true);
  });

  test('the staff flag where they have it, and no flag where they have not', () => {
    const staff = { ...target, isStaff: true };
    const holding = { permissions: ['users.read'], level: 2 };
    expect(passes(atLeast(staff), holding)).toBe(false);
    expect(passes(atLeast(staff), { ...holding, isStaff: true })).toBe(true);
  });

  test('to be a superuser, for a superuser, and nothing else as one', () => {
    const superuser = { ...target, isSuperuser: true };
    expect(passes(atLeast(superuser), { permissions: ['users.read'], level: 0, isStaff: true })).toBe(false);
    expect(passes(atLeast(superuser), { isSuperuser: true })).toBe(true);
    expect(passes(atLeast({ ...target, isStaff: true }), { isSuperuser: true })).toBe(true);
  });
});

describe('an edit of a role', () => {
  const before = { name: 'helper', level: 3, permissions: ['users.read', 'users.update'] } as Role;
  const isMore = (changes: Partial<Role>, of: Role = before): boolean =>
    isStronger(of, { ...of, ...changes });

  test.each<[string, Partial<Role>, boolean]>([
    ['nothing', {}, false],
    ['a more powerful level', { level: 2 }, true],
    ['a less powerful level', { level: 4 }, false],
    ['no level any more', { level: null }, false],
    ['a permission more', { permissions: ['users.read', 'users.update', 'keys.read'] }, true],
    ['a permission for another', { permissions: ['keys.read'] }, true],
    ['a permission less', { permissions: ['users.read'] }, false],
    ['the same permissions in another order', { permissions: ['users.update', 'users.read'] }, false],
    ['another name, which services may trust', { name: 'owner' }, true],
  ])('that gives it %s: makes it worth more %s', (_what, changes, isWorthMore) => {
    expect(isMore(changes)).toBe(isWorthMore);
  });

  test('that gives a level to one without makes it worth more', () => {
    const without = { ...before, level: null };
    expect(isMore({ level: 1_000 }, without)).toBe(true);
    expect(isMore({}, without)).toBe(false);
  });
});

test('the same level and the same permissions are the same holdings', () => {
  const one = { level: 2, permissions: ['a.b', 'c.d'] };
  expect(isSameHoldings(one, { ...one, permissions: [...one.permissions] })).toBe(true);
  expect(isSameHoldings(one, { ...one, level: 3 })).toBe(false);
  expect(isSameHoldings(one, { ...one, level: null })).toBe(false);
  expect(isSameHoldings(one, { ...one, permissions: ['a.b'] })).toBe(false);
  expect(isSameHoldings(one, { ...one, permissions: ['a.bc.d'] })).toBe(false);
});

describe('rows of roles and permissions', () => {
  const rows = [
    { name: 'b', level: null, permission: 'users.read' },
    { name: 'a', level: 3, permission: 'users.read' },
    { name: 'a', level: 3, permission: 'keys.read' },
    { name: 'c', level: 1, permission: null },
    { name: 'd', level: 2, permission: null },
  ];

  test('add up to the same in any order: all names and permissions, and the most powerful level', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(combineHoldings(shuffled)).toEqual({
          ...{ roles: ['a', 'b', 'c', 'd'], permissions: ['keys.read', 'users.read'], level: 1 },
        });
      }),
    );
  });

  test('have the level that is above all, and none where no role has one', () => {
    expect(combineHoldings([{ name: 'owner', level: 0, permission: null }, ...rows]).level).toBe(0);
    expect(combineHoldings([{ name: 'b', level: null, permission: null }]).level).toBeNull();
    expect(combineHoldings([])).toEqual({ roles: [], permissions: [], level: null });
  });
});
