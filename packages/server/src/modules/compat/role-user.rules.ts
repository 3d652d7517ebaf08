import type { Access } from '#modules/access';
import type { User } from '#modules/users';

/** The tutorial's users always have a level, this one when nobody gave them another. */
const readOnly = 4;

export function levelOf(access: Pick<Access, 'level'>): number {
  return access.level ?? readOnly;
}

/** A user in the tutorial's words and order (seeds: UserSerializer). */
export function roleUser(user: User, access: Pick<Access, 'level'>) {
  return {
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    level: levelOf(access),
  };
}
