import { expect, test } from 'vitest';
import { creationOf, emptyUser, invitationOf } from './new-user.rules.ts';

const ann = { ...emptyUser, email: 'ann@example.com', firstName: 'Ann', password: 'tulip-anvil-marsh-42' };

test('what was left empty is not there', () => {
  expect(creationOf(ann)).toEqual({
    email: 'ann@example.com',
    first_name: 'Ann',
    password: 'tulip-anvil-marsh-42',
    roles: ['read-only'],
  });
});

test('a password that was typed and then not wanted is not sent', () => {
  expect(creationOf({ ...ann, way: 'none', isSuperuser: true })).toEqual({
    email: 'ann@example.com',
    first_name: 'Ann',
    roles: ['read-only'],
    is_superuser: true,
  });
  expect(invitationOf({ ...ann, phone: '1', isStaff: true })).toEqual({
    email: 'ann@example.com',
    first_name: 'Ann',
    roles: ['read-only'],
  });
});
