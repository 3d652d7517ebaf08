import { combineHoldings } from './access.rules.ts';
import type { Access } from './access.types.ts';
import type { Held, HeldRole } from './holdings.types.ts';

/** A role that somebody was given directly. */
export interface GivenRole {
  userId: string;
  roleId: string;
  name: string;
  level: number | null;
}

/** A group that somebody is in, with one of its roles, or with null when it has none. */
export interface Membership {
  userId: string;
  group: string;
  roleId: string | null;
  name: string | null;
  level: number | null;
}

interface Rows {
  given: readonly GivenRole[];
  memberships: readonly Membership[];
  /** By the id of the role. */
  permissions: ReadonlyMap<string, readonly string[]>;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What was given directly before what comes through groups. */
const groupKey = ({ group }: HeldRole): string => group ?? '';

function byName(a: HeldRole, b: HeldRole): number {
  return compare(a.name, b.name) || compare(groupKey(a), groupKey(b));
}

/** What every user of these rows holds. */
export function combineHeld({ given, memberships, permissions }: Rows): Map<string, Held> {
  const found = new Map<string, { roles: HeldRole[]; groups: Set<string> }>();
  const heldBy = (userId: string) => {
    let held = found.get(userId);
    if (!held) found.set(userId, (held = { roles: [], groups: new Set() }));
    return held;
  };
  const permissionsOf = (roleId: string): readonly string[] => permissions.get(roleId) ?? [];
  for (const { userId, roleId, name, level } of given) {
    heldBy(userId).roles.push({ name, level, permissions: permissionsOf(roleId), group: null });
  }
  for (const { userId, roleId, name, level, group } of memberships) {
    const held = heldBy(userId);
    held.groups.add(group);
    if (roleId !== null && name !== null) {
      held.roles.push({ name, level, permissions: permissionsOf(roleId), group });
    }
  }
  const finished = [...found].map(([userId, { roles, groups }]): [string, Held] => [
    userId,
    { roles: roles.sort(byName), groups: [...groups].sort() },
  ]);
  return new Map(finished);
}

/** What it adds up to: the same as `accessOf` reads. */
export function accessFrom(roles: readonly HeldRole[]): Access {
  return combineHoldings(
    roles.flatMap(({ name, level, permissions }) =>
      [...permissions, null].map((permission) => ({ name, level, permission })),
    ),
  );
}
