import type { Access, Role, Subject } from './access.types.ts';
import { allOf, anyOf, levelAtMost, permission, staff, superuser, type Policy } from './policy.rules.ts';

/** What one role, or what somebody holds altogether, is worth. */
type Holdings = Pick<Access, 'permissions' | 'level'>;

/** Has every one of these permissions, and a level at least as powerful. */
function holdsAllOf({ permissions, level }: Holdings): Policy {
  return allOf(...permissions.map(permission), ...(level === null ? [] : [levelAtMost(level)]));
}

/** May give or take this role: nobody passes on or takes away what they do not hold. */
export function mayGrant(...roles: Holdings[]): Policy {
  return anyOf(superuser(), allOf(permission('roles.grant'), ...roles.map(holdsAllOf)));
}

/** May decide what these roles are: hold all that they are worth, before the change and after it. */
export function mayDefine(...versions: Holdings[]): Policy {
  return anyOf(superuser(), allOf(permission('roles.manage'), ...versions.map(holdsAllOf)));
}

/**
 * May act upon this user, as in resetting a password: holds at least what the user holds. The staff
 * flag counts as something held; a superuser yields only to another, or to themselves.
 */
export function atLeast(target: Subject): Policy {
  if (target.isSuperuser) return superuser();
  return anyOf(superuser(), allOf(holdsAllOf(target), ...(target.isStaff ? [staff()] : [])));
}

/**
 * Whether an edit makes a role worth more: a more powerful level, a permission it did not have, or
 * another name, which policies of services may trust. Nobody does that to a role of their own.
 */
export function isStronger(before: Role, after: Pick<Role, 'name' | 'level' | 'permissions'>): boolean {
  const isMorePowerful = after.level !== null && (before.level === null || after.level < before.level);
  const hasMore = after.permissions.some((name) => !before.permissions.includes(name));
  return isMorePowerful || hasMore || after.name !== before.name;
}

export function isSameHoldings(a: Holdings, b: Holdings): boolean {
  return a.level === b.level && a.permissions.join('\n') === b.permissions.join('\n');
}

export interface HoldingRow {
  name: string;
  level: number | null;
  permission: string | null;
}

/** One row for each permission of each role held, in any order, as one answer. */
export function combineHoldings(rows: readonly HoldingRow[]): Access {
  const roles = new Set<string>();
  const permissions = new Set<string>();
  let level: number | null = null;
  for (const row of rows) {
    roles.add(row.name);
    if (row.permission !== null) permissions.add(row.permission);
    if (row.level !== null) level = Math.min(level ?? row.level, row.level);
  }
  return { roles: [...roles].sort(), permissions: [...permissions].sort(), level };
}
