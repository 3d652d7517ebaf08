import { accessFrom, type Held } from '#modules/access';
import { leftJoin } from '#platform/left-join.ts';
import type { EffectiveAccess } from '#modules/services';
import type { ReviewedUser, UserToReview } from './access-review.types.ts';

const nothing: Held = { roles: [], groups: [] };

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** What users hold, and what they have in services; whoever has nothing may be absent. */
export interface Found {
  holdings: ReadonlyMap<string, Held>;
  access: ReadonlyMap<string, readonly EffectiveAccess[]>;
}

/** Every user, with what they hold. */
export function review(users: readonly UserToReview[], { holdings, access }: Found): ReviewedUser[] {
  const byId = new Map(users.map((user) => [user.id, user]));
  return leftJoin(byId, holdings).map(([id, user, held]) => {
    const { roles, groups } = held ?? nothing;
    const entered = (access.get(id) ?? []).filter(({ mayEnter }) => mayEnter);
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
      services: entered.map((each) => ({ name: each.serviceName, level: each.access?.level ?? null })),
    };
  });
}
