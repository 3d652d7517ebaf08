import { accessFrom, type Held } from '#modules/access';
import { leftJoin } from '#platform/left-join.ts';
import type { ReviewedUser, UserToReview } from './access-review.types.ts';

const nothing: Held = { roles: [], groups: [] };

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** Every user, with what they hold. */
export function review(users: readonly UserToReview[], holdings: ReadonlyMap<string, Held>): ReviewedUser[] {
  const byId = new Map(users.map((user) => [user.id, user]));
  return leftJoin(byId, holdings).map(([, user, held]) => {
    const { roles, groups } = held ?? nothing;
    const { permissions, level } = accessFrom(roles);
    const names = (isDirect: boolean): string[] =>
      distinct(roles.filter(({ group }) => (group === null) === isDirect).map(({ name }) => name));
    return {
      ...user,
      roles: names(true),
      groups,
      groupRoles: names(false),
      permissions: permissions.length,
      level,
    };
  });
}
