import { effectiveAccess, type InheritedAccess } from '../subject/effective-access.rules.ts';
import type { GroupRecord, RoleRecord, ServiceRecord, UserRecord, WireAccess } from '../wire.ts';

export interface Records {
  service: ServiceRecord;
  users: ReadonlyMap<string, UserRecord>;
  roles: ReadonlyMap<string, RoleRecord>;
  groups: ReadonlyMap<string, GroupRecord>;
}

function groupsOf(user: UserRecord, { groups }: Records): GroupRecord[] {
  return user.group_ids.flatMap((id) => groups.get(id) ?? []);
}

/** Direct ones and those of groups, each once. */
function rolesOf(user: UserRecord, records: Records): RoleRecord[] {
  const ids = [user.role_ids, ...groupsOf(user, records).map(({ role_ids }) => role_ids)].flat();
  return [...new Set(ids)].flatMap((id) => records.roles.get(id) ?? []);
}

function inheritedFrom(
  holder: 'group' | 'role',
  from: readonly (GroupRecord | RoleRecord)[],
): InheritedAccess[] {
  return from.flatMap(({ id, access }) => (access ? [{ holder, holderId: id, access }] : []));
}

/** What a user has in the service. */
export function accessOf(user: UserRecord, records: Records): WireAccess | null {
  return effectiveAccess(records.service.access_levels, user.access, [
    ...inheritedFrom('group', groupsOf(user, records)),
    ...inheritedFrom('role', rolesOf(user, records)),
  ]);
}

/** Whether the service is told of the user. */
export function isVisible(user: UserRecord, records: Records): boolean {
  return records.service.entry === 'everyone' || accessOf(user, records) !== null;
}

/** Names of roles and permissions, sorted, as tokens have them. */
export function namesOf(user: UserRecord, records: Records): { roles: string[]; permissions: string[] } {
  const roles = rolesOf(user, records);
  return {
    roles: roles.map(({ name }) => name).sort(),
    permissions: [...new Set(roles.flatMap(({ permissions }) => permissions))].sort(),
  };
}
