import { expect, test } from 'vitest';
import { isPowerful } from './powerful-scopes.rules.ts';

const holding = (...permissions: string[]) => ({ permissions, isSuperuser: false });
const superuser = { permissions: [], isSuperuser: true };

test.each([
  ['a permission that changes something', 'openid users.update', holding('users.update')],
  ['one of several', 'users.read roles.grant', holding('users.read', 'roles.grant')],
  ['all that the user may do', 'openid permissions', holding('keys.manage')],
  [
    'hashes, which are only read, and lead to accounts',
    'users.export_hashes',
    holding('users.export_hashes'),
  ],
  ['a superuser, who needs to hold nothing', 'users.update', superuser],
  ['a superuser, who may do everything', 'permissions', superuser],
])('%s is powerful', (_what, scope, held) => {
  expect(isPowerful(scope, held)).toBe(true);
});

test.each([
  ['nothing', '', holding('users.update')],
  ['what every application asks for', 'openid profile read write', holding('users.update')],
  ['a permission that the user does not hold', 'users.update', holding('users.read')],
  ['permissions that only look', 'users.read access.review access.decide', superuser],
  ['all that somebody may do who may only look', 'permissions', holding('users.read')],
  ['all that somebody may do who may do nothing', 'permissions', holding()],
  ['a permission of a service', 'orders.write permissions', holding('orders.write')],
])('%s is not', (_what, scope, held) => {
  expect(isPowerful(scope, held)).toBe(false);
});
