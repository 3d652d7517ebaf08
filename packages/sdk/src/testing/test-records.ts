import type { ServiceShape } from '../types.ts';
import type { GroupRecord, JsonObject, RoleRecord, ServiceRecord, UserRecord, WireAccess } from '../wire.ts';
import type { NewGroup, NewRole, NewUser } from './testing.types.ts';

/** Everybody and everything that a test issuer knows, by id. */
export interface TestRecords<S extends ServiceShape> {
  service: ServiceRecord;
  readonly users: Map<string, UserRecord>;
  readonly roles: Map<string, RoleRecord>;
  readonly groups: Map<string, GroupRecord>;
  putUser(user: NewUser<S>): UserRecord;
  putRole(role: NewRole<S>): RoleRecord;
  putGroup(group: NewGroup<S>): GroupRecord;
}

export interface RecordsDeps {
  service: ServiceRecord;
  /** Each after it is put. */
  onRole(role: RoleRecord): void;
  onGroup(group: GroupRecord): void;
  onUser(user: UserRecord): void;
}

/** As it goes over the wire: data of the service is JSON, whatever its type says. */
function wireAccess<S extends ServiceShape>(
  access: { level: S['level'] | null; data: S['data'] } | null | undefined,
): WireAccess | null {
  if (!access) return null;
  return { level: access.level, data: JSON.parse(JSON.stringify(access.data ?? {})) as JsonObject };
}

/** A field that is undefined is one that is not there. */
function withoutUndefined<T extends object>(fields: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };
}

function findByName<T extends { name: string }>(
  records: ReadonlyMap<string, T>,
  name: string,
): T | undefined {
  return [...records.values()].find((record) => record.name === name);
}

export function createRecords<S extends ServiceShape>(deps: RecordsDeps): TestRecords<S> {
  const users = new Map<string, UserRecord>();
  const roles = new Map<string, RoleRecord>();
  const groups = new Map<string, GroupRecord>();

  const roleId = (name: string): string => (findByName(roles, name) ?? putRole({ name })).id;
  const groupId = (name: string): string => (findByName(groups, name) ?? putGroup({ name })).id;

  function putRole({ name, permissions = [], level = null, access }: NewRole<S>): RoleRecord {
    const id = findByName(roles, name)?.id ?? crypto.randomUUID();
    const names = [...new Set(permissions)].sort();
    const role: RoleRecord = { id, name, level, permissions: names, access: wireAccess<S>(access) };
    roles.set(id, role);
    deps.onRole(role);
    return role;
  }

  function putGroup({ name, roles: roleNames = [], access }: NewGroup<S>): GroupRecord {
    const id = findByName(groups, name)?.id ?? crypto.randomUUID();
    const role_ids = roleNames.map(roleId).sort();
    const group: GroupRecord = { id, name, role_ids, access: wireAccess<S>(access) };
    groups.set(id, group);
    deps.onGroup(group);
    return group;
  }

  function putUser(given: NewUser<S>): UserRecord {
    const { roles: roleNames = [], groups: groupNames = [], permissions = [], access, ...profile } = given;
    const { sub = crypto.randomUUID(), ...fields } = profile;
    const own = permissions.length > 0 ? [putRole({ name: `permissions of ${sub}`, permissions }).id] : [];
    const user: UserRecord = {
      ...{ sub, is_active: true, is_staff: false, is_superuser: false },
      ...withoutUndefined(fields),
      role_ids: [...roleNames.map(roleId), ...own].sort(),
      group_ids: groupNames.map(groupId).sort(),
      access: wireAccess<S>(access),
    };
    users.set(sub, user);
    deps.onUser(user);
    return user;
  }

  return { service: deps.service, users, roles, groups, putUser, putRole, putGroup };
}
