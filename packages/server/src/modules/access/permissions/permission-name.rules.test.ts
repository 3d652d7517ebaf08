import { permissionNames } from '@ostiary/contract';
import { describe, expect, test } from 'vitest';
import { problemOfNewPermission, problemOfPermission } from './permission-name.rules.ts';

const misspelt = 'Write permissions in small letters, with a dot between noun and verb, such as orders.read.';

describe('a permission that somebody defines', () => {
  test.each([
    'orders.read',
    'o.r',
    'order-lines_2.read-all_2',
    'shop.orders.lines.read',
    'orders.2fa',
    `orders.${'x'.repeat(93)}`,
  ])('may be called %s', (name) => {
    expect(problemOfNewPermission(name)).toBeUndefined();
    expect(problemOfPermission(name)).toBeUndefined();
  });

  test.each([
    '',
    'orders',
    'orders.',
    '.read',
    'orders..read',
    'Orders.read',
    'orders.Read',
    'orders.read ',
    ' orders.read',
    'orders.read!',
    '2orders.read',
    '-orders.read',
    'orders.*',
    'bestellungen.größe',
    `orders.${'x'.repeat(94)}`,
  ])('may not be called %j', (name) => {
    expect(problemOfNewPermission(name)).toBe(misspelt);
    expect(problemOfPermission(name)).toBe(misspelt);
  });

  // What means nothing today may mean something after an upgrade.
  test.each([
    ...new Set(permissionNames.map((name) => name.split('.')[0] ?? '')),
    ...['account', 'federation', 'groups', 'login', 'mfa', 'oauth', 'ostiary', 'passwords', 'permissions'],
    ...['tokens', 'bulk', 'compat', 'decisions', 'exports', 'imports', 'transfer'],
  ])('may not begin with %s, which is Ostiary’s', (namespace) => {
    const problem = `Permissions that begin with "${namespace}." are Ostiary’s own.`;
    expect(problemOfNewPermission(`${namespace}.invented`)).toBe(problem);
    expect(problemOfNewPermission(`${namespace}.of.several.words`)).toBe(problem);
    expect(problemOfNewPermission(`${namespace}x.invented`)).toBeUndefined();
  });
});

test.each([...permissionNames])('a role can hold %s, which nobody may define anew', (name) => {
  expect(problemOfPermission(name)).toBeUndefined();
  expect(problemOfNewPermission(name)).toMatch(/Ostiary’s own/);
});
