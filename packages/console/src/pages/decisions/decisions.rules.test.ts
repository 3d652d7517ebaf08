import { describe, expect, test } from 'vitest';
import { isWhole, questionOf, readRequirement, remedyFor, type Ask } from './decisions.rules.ts';

const nothing: Ask = { kind: 'staff', name: '', level: '', owner: '', method: '', address: '' };

describe('a question', () => {
  test('says only what belongs to its kind', () => {
    const requirement = (ask: Partial<Ask>) =>
      questionOf('u', { ...nothing, ...ask }).policy?.requirements[0];
    expect(requirement({ kind: 'permission', name: 'a.read', level: '3' })).toEqual({
      kind: 'permission',
      name: 'a.read',
    });
    expect(requirement({ kind: 'level', level: '3' })).toEqual({ kind: 'level', at_most: 3 });
    expect(requirement({ kind: 'service', name: 'Orders', level: 'editor' })).toEqual({
      kind: 'service',
      name: 'Orders',
      level: 'editor',
    });
    expect(requirement({ kind: 'service', name: 'Orders' })).toEqual({ kind: 'service', name: 'Orders' });
  });

  test('takes along the owner, the method and the address where they are given', () => {
    expect(questionOf('u', { ...nothing, kind: 'owner', owner: 'x', method: 'GET', address: '::1' })).toEqual(
      {
        subject: { user_id: 'u' },
        policy: { match: 'all', requirements: [{ kind: 'owner' }] },
        resource: { owner_id: 'x' },
        method: 'GET',
        address: '::1',
      },
    );
  });

  test('is asked when it is whole', () => {
    expect(isWhole(nothing)).toBe(true);
    expect(isWhole({ ...nothing, kind: 'role' })).toBe(false);
    expect(isWhole({ ...nothing, kind: 'level', level: 'three' })).toBe(false);
    expect(isWhole({ ...nothing, kind: 'level', level: '3' })).toBe(true);
    expect(isWhole({ ...nothing, kind: 'address_allowed' })).toBe(false);
    expect(isWhole({ ...nothing, kind: 'safe_method', method: 'GET' })).toBe(true);
  });
});

test.each([
  ['permission users.read', { kind: 'permission', name: 'users.read', level: '' }],
  ['role clerk', { kind: 'role', name: 'clerk', level: '' }],
  ['level at most 3', { kind: 'level', name: '', level: '3' }],
  ['service Back in service', { kind: 'service', name: 'Back in service', level: '' }],
  ['level editor in service Orders', { kind: 'service', name: 'Orders', level: 'editor' }],
  ['ownerOfObject', { kind: 'owner', name: '', level: '' }],
  ['active account', { kind: 'active', name: '', level: '' }],
  ['constructor', { kind: 'other', name: 'constructor', level: '' }],
])('%s is read as it was written', (text, requirement) => {
  expect(readRequirement(text)).toEqual(requirement);
});

describe('what would give it', () => {
  const roles = [
    { name: 'owner', level: 0, permissions: ['a.read', 'a.write', 'b.read'] },
    { name: 'clerk', level: 7, permissions: ['a.read'] },
    { name: 'guest', level: null, permissions: [] },
  ];
  const groups = [
    { name: 'Back office', roles: ['clerk'] },
    { name: 'Guests', roles: ['guest'] },
  ];
  const remedy = (text: string) => remedyFor(readRequirement(text), { roles, groups });

  test('begins with the role that is worth the least, and names the groups that have one', () => {
    expect(remedy('permission a.read')).toEqual({ roles: ['clerk', 'owner'], groups: ['Back office'] });
    expect(remedy('level at most 3')).toEqual({ roles: ['owner'], groups: [] });
    expect(remedy('role GUEST')).toEqual({ roles: ['guest'], groups: ['Guests'] });
  });

  test('may be nothing yet, and is no role for what roles do not give', () => {
    expect(remedy('permission c.read')).toEqual({ roles: [], groups: [] });
    expect(remedy('staff')).toBeUndefined();
    expect(remedy('service Orders')).toBeUndefined();
  });
});
