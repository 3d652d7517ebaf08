import { expect, test } from 'vitest';
import { rolesHeld, waysOf } from './ways.rules.ts';

const known = {
  roles: [
    { name: 'clerk', permissions: ['orders.read', 'orders.write'] },
    { name: 'reader', permissions: ['orders.read'] },
  ],
  groups: [
    { name: 'Back office', roles: ['clerk'] },
    { name: 'Others', roles: ['reader'] },
  ],
};
const held = {
  directRoles: ['reader'],
  groups: ['Back office'],
  permissions: ['orders.read', 'orders.write', 'x.y'],
};

test('a role is held directly and through each group that one is in', () => {
  expect(rolesHeld(held, known)).toEqual([
    { role: 'reader', group: null },
    { role: 'clerk', group: 'Back office' },
  ]);
});

test('a permission comes by every role that has it, and by none that is known where it is not listed', () => {
  expect(waysOf(held, known)).toEqual([
    {
      permission: 'orders.read',
      ways: [
        { role: 'reader', group: null },
        { role: 'clerk', group: 'Back office' },
      ],
    },
    { permission: 'orders.write', ways: [{ role: 'clerk', group: 'Back office' }] },
    { permission: 'x.y', ways: [] },
  ]);
});
