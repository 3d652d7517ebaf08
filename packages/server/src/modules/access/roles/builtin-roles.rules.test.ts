import { permissionNames } from '@ostiary/contract';
import { expect, test } from 'vitest';
import { builtinRoles } from './builtin-roles.rules.ts';
import { checkRoleInput } from './role-input.rules.ts';

const named = (name: string) => builtinRoles.find((role) => role.name === name);

test('the built-in roles are those of the tutorial, by its levels', () => {
  expect(builtinRoles.map(({ name, level }) => [level, name])).toEqual([
    [0, 'owner'],
    [1, 'investor'],
    [2, 'admin'],
    [3, 'read-write'],
    [4, 'read-only'],
  ]);
});

test('an owner holds everything, an admin all but what only owners decide', () => {
  expect(named('owner')?.permissions).toEqual(permissionNames);
  const held = named('admin')?.permissions ?? [];
  expect(permissionNames.filter((name) => !held.includes(name))).toEqual([
    'applications.trust',
    'keys.manage',
    'roles.manage',
    'users.export_hashes',
    'users.import',
  ]);
});

test('the others hold nothing of Ostiary’s own', () => {
  for (const name of ['investor', 'read-write', 'read-only']) expect(named(name)?.permissions).toEqual([]);
});

test('each says what it is for, in a form that any role could have', () => {
  for (const role of builtinRoles) {
    expect(role.description).toMatch(/^\w.*\.$/);
    expect(() => checkRoleInput(role)).not.toThrow();
  }
});
