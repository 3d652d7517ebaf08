import { expect, test } from 'vitest';
import type { Subject } from './access.types.ts';
import { narrowedTo } from './narrow.rules.ts';

const anna: Subject = {
  userId: 'user-1',
  roles: ['admin'],
  permissions: ['users.read', 'users.update'],
  level: 2,
  isStaff: true,
  isSuperuser: false,
};

test('an empty scope limits nothing', () => {
  expect(narrowedTo(anna, '')).toBe(anna);
});

test('a scope leaves the permissions that it names and the user holds, and the facts', () => {
  expect(narrowedTo(anna, 'users.update keys.manage')).toEqual({ ...anna, permissions: ['users.update'] });
  expect(narrowedTo(anna, 'openid').permissions).toEqual([]);
});

test('a scope that leaves all permissions does, to a superuser as well', () => {
  const root = { ...anna, isSuperuser: true };
  for (const subject of [anna, root]) {
    expect(narrowedTo(subject, 'permissions')).toBe(subject);
    expect(narrowedTo(subject, 'openid permissions')).toBe(subject);
  }
});

test('a superuser’s scoped token holds what the scope names and is no superuser', () => {
  const root = { ...anna, isSuperuser: true, permissions: [] };
  expect(narrowedTo(root, 'users.read keys.read')).toEqual({
    ...root,
    permissions: ['keys.read', 'users.read'],
    isSuperuser: false,
  });
});
