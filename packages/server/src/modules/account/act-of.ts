import type { Act } from '#modules/audit';
import type { User } from '#modules/users';

/** Whoever uses a link that was mailed to somebody acts as them, signed in or not. */
export function actOf(act: Act, user: Pick<User, 'id'>): Act {
  return act.actor.type === 'anonymous' ? { ...act, actor: { type: 'user', id: user.id } } : act;
}
