import { expect, test } from 'vitest';
import { usageOf } from './usage.rules.ts';

test.each([
  ['session.sign_in', 'success', undefined, 'sign_in.succeeded'],
  ['session.sign_in', 'failure', 'wrong_password', 'sign_in.wrong_credentials'],
  ['session.sign_in', 'failure', 'unknown_account', 'sign_in.wrong_credentials'],
  ['session.sign_in', 'failure', 'inactive', 'sign_in.inactive'],
  ['session.sign_in', 'failure', 'unverified', 'sign_in.inactive'],
  ['factor.refuse', 'failure', undefined, 'sign_in.second_factor'],
  ['mail.fail', 'failure', undefined, 'mail.failed'],
  ['role.grant', 'success', undefined, undefined],
] as const)('%s, %s, %s counts as %s', (...[action, outcome, reason, name]) => {
  expect(usageOf({ action, outcome, ...(reason && { details: { reason } }) })).toBe(name);
});
