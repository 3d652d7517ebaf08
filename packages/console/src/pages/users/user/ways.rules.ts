/** By which role somebody holds something, and by which group they hold the role: null, directly. */
export interface Way {
  role: string;
  group: string | null;
}

export interface Holdings {
  directRoles: readonly string[];
  groups: readonly string[];
  permissions: readonly string[];
}

export interface Known {
  roles: readonly { name?: string; permissions?: readonly string[] }[];
  groups: readonly { name?: string; roles?: readonly string[] }[];
}

/** Every role that somebody holds, once for each way. */
export function rolesHeld(
  held: Pick<Holdings, 'directRoles' | 'groups'>,
  { groups }: Pick<Known, 'groups'>,
): Way[] {
  const direct = held.directRoles.map((role): Way => ({ role, group: null }));
  const own = groups.filter(({ name = '' }) => held.groups.includes(name));
  return [
    ...direct,
    ...own.flatMap(({ name = '', roles = [] }) => roles.map((role): Way => ({ role, group: name }))),
  ];
}

/** Every permission with the ways by which it comes; none where a role is not among those that are known. */
export function waysOf(held: Holdings, known: Known): { permission: string; ways: Way[] }[] {
  const ways = rolesHeld(held, known);
  const permissions = new Map(known.roles.map(({ name, permissions: all = [] }) => [name, new Set(all)]));
  return held.permissions.map((permission) => ({
    permission,
    ways: ways.filter(({ role }) => permissions.get(role)?.has(permission) === true),
  }));
}
