import type { User } from './users.types.ts';

/**
 * Whether an account must show its email address before it may sign in. Only those who signed up themselves must, by
 * password or whatever else does not show it by itself: for an account that somebody with the right to made, they
 * answer, and to ask for a link would lock out everybody who was imported.
 */
export function mustVerifyFirst(
  user: Pick<User, 'isEmailClaimed'>,
  policy: 'off' | 'optional' | 'required',
): boolean {
  return policy === 'required' && user.isEmailClaimed;
}
