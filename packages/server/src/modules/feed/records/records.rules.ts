import type { AccessRecord, GroupRecord, RoleRecord, ServiceRecord, UserRecord } from '@ostiary/contract';
import { effectiveAccess, type HolderType, type InheritedAccess, type Service } from '#modules/services';
import { isoTime } from '#platform/clock.ts';
import type { Facts, GrantKey, GroupFacts, RoleFacts, UserFacts } from './records.types.ts';

export function grantKey(serviceId: string, holder: HolderType, holderId: string): GrantKey {
  return `${serviceId} ${holder} ${holderId}`;
}

function accessOf(facts: Facts, key: GrantKey): AccessRecord | null {
  const given = facts.grants.get(key);
  return given ? { level: given.level, data: given.data } : null;
}

/** What somebody has in a service by their groups, and by the roles that they hold in either way. */
function inheritedAccess(facts: Facts, service: Service, userId: string): InheritedAccess[] {
  const groups = facts.groupsOfUser.get(userId) ?? [];
  const roles = [
    ...(facts.rolesOfUser.get(userId) ?? []),
    ...groups.flatMap((groupId) => facts.rolesOfGroup.get(groupId) ?? []),
  ];
  const given = (holder: 'group' | 'role', holderId: string): InheritedAccess[] => {
    const access = facts.grants.get(grantKey(service.id, holder, holderId));
    return access ? [{ ...access, holder, holderId }] : [];
  };
  return [
    ...groups.flatMap((groupId) => given('group', groupId)),
    ...roles.flatMap((roleId) => given('role', roleId)),
  ];
}

/** A service that lets in only those who were given access sees nobody else. Whoever is inactive stays seen. */
export function isVisible(facts: Facts, service: Service, userId: string): boolean {
  if (service.entry === 'everyone') return true;
  const own = facts.grants.get(grantKey(service.id, 'user', userId));
  const inherited = inheritedAccess(facts, service, userId);
  return effectiveAccess(service.accessLevels, own, inherited) !== null;
}

type Profile = Pick<
  UserRecord,
  'email' | 'username' | 'first_name' | 'last_name' | 'phone' | 'external_id' | 'created_at'
>;

const profileFields: { [F in keyof Required<Profile>]: (user: UserFacts) => Required<Profile>[F] } = {
  email: ({ email }) => email,
  username: ({ username }) => username,
  first_name: ({ firstName }) => firstName,
  last_name: ({ lastName }) => lastName,
  phone: ({ phone }) => phone,
  external_id: ({ externalId }) => externalId,
  created_at: ({ createdAt }) => isoTime(createdAt),
};

function profileOf(user: UserFacts, { fields }: Service): Profile {
  return Object.fromEntries(fields.map((field) => [field, profileFields[field](user)]));
}

/** The user as this service may see them; null when it may not see them at all. */
export function userRecord(facts: Facts, service: Service, user: UserFacts): UserRecord | null {
  if (!isVisible(facts, service, user.id)) return null;
  return {
    sub: user.id,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    role_ids: facts.rolesOfUser.get(user.id) ?? [],
    group_ids: facts.groupsOfUser.get(user.id) ?? [],
    access: accessOf(facts, grantKey(service.id, 'user', user.id)),
    ...profileOf(user, service),
  };
}

export function roleRecord(facts: Facts, service: Service, role: RoleFacts): RoleRecord {
  const { id, name, level, permissions } = role;
  return { id, name, level, permissions, access: accessOf(facts, grantKey(service.id, 'role', id)) };
}

export function groupRecord(facts: Facts, service: Service, { id, name }: GroupFacts): GroupRecord {
  const roleIds = facts.rolesOfGroup.get(id) ?? [];
  return { id, name, role_ids: roleIds, access: accessOf(facts, grantKey(service.id, 'group', id)) };
}

export function serviceRecord(service: Service): ServiceRecord {
  const { id, name, audience, entry, accessLevels, fields } = service;
  return { id, name, audience, entry, access_levels: accessLevels, fields };
}
