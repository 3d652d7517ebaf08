import type { Role } from './roles.queries.ts';

/** What is to become of one role: permissions that come (true) and go (false). */
export type RoleChanges = Readonly<Record<string, boolean>>;

/** Changes of several roles, by their ids. */
export type Changes = Readonly<Record<string, RoleChanges>>;

type Held = Pick<Role, 'permissions'>;

export function holds({ permissions }: Held, changes: RoleChanges | undefined, permission: string): boolean {
  return changes?.[permission] ?? permissions.includes(permission);
}

/** What is as it was is no change. */
export function withPermission(
  role: Held,
  changes: RoleChanges | undefined,
  { permission, isHeld }: { permission: string; isHeld: boolean },
): RoleChanges {
  const { [permission]: _before, ...others } = changes ?? {};
  return role.permissions.includes(permission) === isHeld ? others : { ...others, [permission]: isHeld };
}

export function withRole(changes: Changes, roleId: string, ofRole: RoleChanges): Changes {
  const { [roleId]: _before, ...others } = changes;
  return Object.keys(ofRole).length === 0 ? others : { ...others, [roleId]: ofRole };
}

/**
 * The same changes to roles as they are now: what somebody else has done already, and what there is no role or no
 * permission for any more, is left out.
 */
export function rebased(
  changes: Changes,
  roles: readonly Role[],
  permissions: readonly { name: string }[],
): Changes {
  const isKnown = new Set(permissions.map(({ name }) => name));
  let kept: Changes = {};
  for (const role of roles) {
    const wanted = Object.entries(changes[role.id] ?? {}).filter(
      ([permission, isHeld]) => isKnown.has(permission) && role.permissions.includes(permission) !== isHeld,
    );
    kept = withRole(kept, role.id, Object.fromEntries(wanted));
  }
  return kept;
}

export function countChanges(changes: Changes): { changes: number; roles: number } {
  const ofRoles = Object.values(changes).map((ofRole) => Object.keys(ofRole).length);
  return { changes: ofRoles.reduce((sum, each) => sum + each, 0), roles: ofRoles.length };
}

export function added(changes: RoleChanges): string[] {
  return Object.keys(changes)
    .filter((name) => changes[name] === true)
    .sort();
}

export function removed(changes: RoleChanges): string[] {
  return Object.keys(changes)
    .filter((name) => changes[name] === false)
    .sort();
}

/** Every permission that the role is to have: the API takes them as a whole. */
export function permissionsAfter({ permissions }: Held, changes: RoleChanges): string[] {
  const kept = permissions.filter((name) => changes[name] !== false);
  return [...new Set([...kept, ...added(changes)])].sort();
}

/** Whether a role holds now what was shown when its changes were made. */
export function isAsShown(shown: Held, now: Held): boolean {
  const text = ({ permissions }: Held): string => [...permissions].sort().join('\n');
  return text(shown) === text(now);
}
