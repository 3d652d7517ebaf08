import type { Directory } from '../directory/directory.types.ts';
import type { ToldClaims } from '../ostiary.types.ts';
import type { Profile } from '../types.ts';
import type { AccessTokenClaims, GroupRecord, RoleRecord, UserRecord, WireAccess } from '../wire.ts';
import { effectiveAccess, type InheritedAccess } from './effective-access.rules.ts';

export type Definitions = Pick<Directory, 'findRole' | 'findRoleByName' | 'findGroup' | 'service'>;

/** Who somebody is and what they may do, before the service's own types are put on it. */
export interface Facts {
  profile: Profile;
  isStaff: boolean;
  isSuperuser: boolean;
  roles: string[];
  permissions: string[];
  level: number | null;
  access: WireAccess | null;
  /** Where Ostiary has said so. */
  mayEnter?: boolean;
}

/** Ostiary's own token API, where OAuth has a client. */
const firstPartyClientId = 'ostiary';

/** A scope of one's own applications: the token may do whatever its user may. */
const everythingScope = 'permissions';

export function scopesOf({ scope }: Partial<AccessTokenClaims>): string[] {
  return scope === undefined || scope === '' ? [] : scope.split(' ').filter((word) => word !== '');
}

/** Whether a token may do less than its user: everything but the first-party API hands out such tokens. */
export function isNarrowed(claims: Partial<AccessTokenClaims>): boolean {
  const scopes = scopesOf(claims);
  const isFirstParty = claims.client_id === undefined || claims.client_id === firstPartyClientId;
  return !(isFirstParty && scopes.length === 0) && !scopes.includes(everythingScope);
}

/** A client that acts for itself is the subject of its token (RFC 9068 section 2.2). */
export function isOfClient({ sub, client_id: clientId, sid }: Partial<AccessTokenClaims>): boolean {
  return sub !== undefined && sub === clientId && sid === undefined;
}

/** As the server orders them: by code units. */
function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

function permissionsOf(roles: readonly RoleRecord[]): string[] {
  return sorted(roles.flatMap(({ permissions }) => permissions));
}

/** The most powerful, which is the lowest. */
function levelOf(roles: readonly RoleRecord[]): number | null {
  return roles.reduce<number | null>(
    (lowest, { level }) => (level !== null && (lowest === null || level < lowest) ? level : lowest),
    null,
  );
}

function profileOf(user: UserRecord): Profile {
  const { email, username, first_name: firstName, last_name: lastName, phone } = user;
  const { external_id: externalId, created_at: createdAt } = user;
  return {
    ...(email === undefined ? {} : { email }),
    ...(username === undefined ? {} : { username }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    ...(phone === undefined ? {} : { phone }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function isFound<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function inheritedFrom(groups: readonly GroupRecord[], roles: readonly RoleRecord[]): InheritedAccess[] {
  const of = (holder: InheritedAccess['holder'], records: readonly (GroupRecord | RoleRecord)[]) =>
    records.flatMap(({ id, access }) => (access ? [{ holder, holderId: id, access }] : []));
  return [...of('group', groups), ...of('role', roles)];
}

/** A user of whom the record is known; `claims` are those of the token, null without one. */
export function resolveKnownUser(
  user: UserRecord,
  claims: Partial<AccessTokenClaims> | null,
  definitions: Definitions,
): Facts {
  const groups = user.group_ids.map((id) => definitions.findGroup(id)).filter(isFound);
  const roleIds = new Set([...user.role_ids, ...groups.flatMap(({ role_ids: ids }) => ids)]);
  const roles = [...roleIds].map((id) => definitions.findRole(id)).filter(isFound);
  const current = permissionsOf(roles);
  const narrowed = claims !== null && isNarrowed(claims);
  const granted = new Set(claims?.permissions);
  return {
    profile: profileOf(user),
    isStaff: user.is_staff,
    isSuperuser: user.is_superuser && !narrowed,
    roles: sorted(roles.map(({ name }) => name)),
    permissions: narrowed ? current.filter((name) => granted.has(name)) : current,
    level: levelOf(roles),
    access: effectiveAccess(
      definitions.service?.access_levels ?? [],
      user.access,
      inheritedFrom(groups, roles),
    ),
  };
}

/** A user of whom only the token is known, because nothing changed since it was issued. */
export function resolveTokenUser(claims: Partial<AccessTokenClaims>, definitions: Definitions): Facts {
  const names = sorted(claims.roles ?? []);
  const roles = names.map((name) => definitions.findRoleByName(name)).filter(isFound);
  const current = new Set(permissionsOf(roles));
  return {
    ...{ profile: {}, isStaff: false, isSuperuser: false },
    roles: names,
    permissions: sorted(claims.permissions ?? []).filter((name) => current.has(name)),
    level: levelOf(roles),
    access: claims.service_access ?? null,
  };
}

/** A user as Ostiary says they are at this moment, where nothing else is known that can be relied on. */
export function resolveToldUser(said: ToldClaims, definitions: Definitions): Facts {
  const { username, roles = [], permissions = [], is_staff: isStaff = false, may_enter: mayEnter } = said;
  const { is_superuser: isSuperuser = false, level, service_access: access = null } = said;
  const ofToken = resolveTokenUser(said, definitions);
  return {
    profile: username === undefined ? {} : { username },
    ...{ isStaff, isSuperuser, access },
    ...{ roles: sorted(roles), permissions: sorted(permissions) },
    level: level === undefined ? ofToken.level : level,
    ...(mayEnter === undefined ? {} : { mayEnter }),
  };
}

/** A client that acts for itself holds what its token says. */
export function resolveClient(claims: Partial<AccessTokenClaims>): Facts {
  return {
    ...{ profile: {}, isStaff: false, isSuperuser: false, roles: [], level: null, access: null },
    permissions: sorted(claims.permissions ?? []),
  };
}
