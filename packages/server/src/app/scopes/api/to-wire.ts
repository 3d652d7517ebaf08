import type {
  ApiAccess,
  ApiAuditEntry,
  ApiBlock,
  ApiEvent,
  ApiGroup,
  ApiKey,
  ApiPermission,
  ApiRefreshFamily,
  ApiRole,
  ApiSession,
  ApiToken,
  ApiUser,
} from '@ostiary/contract';
import type { Static } from 'typebox';
import type { AddressBlock, DefinedPermission, Group, Role } from '#modules/access';
import type { AuditEntry } from '#modules/audit';
import type { OutboxEvent } from '#modules/events';
import type { SigningKeyInfo } from '#modules/keys';
import type { Session } from '#modules/sessions';
import type { ApiToken as Token, RefreshFamilyInfo } from '#modules/tokens';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { ApiServices } from './api-app.ts';

/** Domain objects as the management API writes them: snake_case, times in ISO 8601. */

export function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : isoTime(atMs);
}

/** Epoch milliseconds of a time that a schema has checked; absent and null stay what they are. */
export function fromIso(time: string | null | undefined): number | null | undefined {
  return typeof time === 'string' ? Date.parse(time) : time;
}

export function userToWire(user: User): Static<typeof ApiUser> {
  return {
    id: user.id,
    external_id: user.externalId,
    email: user.email,
    email_verified: user.emailVerifiedAt !== null,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    phone: user.phone,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    created_at: isoTime(user.createdAt),
    updated_at: isoTime(user.updatedAt),
    last_sign_in_at: isoOrNull(user.lastSignInAt),
  };
}

export async function accessToWire(
  { access, database }: Pick<ApiServices, 'access' | 'database'>,
  userId: string,
): Promise<Static<typeof ApiAccess>> {
  const { db } = database;
  const [held, directRoles, groups] = await Promise.all([
    access.accessOf(db, userId),
    access.listDirectRoles(db, userId),
    access.listGroupsOf(db, userId),
  ]);
  return { ...held, direct_roles: directRoles, groups };
}

export function roleToWire(role: Role): Static<typeof ApiRole> {
  return {
    id: role.id,
    name: role.name,
    level: role.level,
    description: role.description,
    is_builtin: role.isBuiltin,
    permissions: role.permissions,
    created_at: isoTime(role.createdAt),
    updated_at: isoTime(role.updatedAt),
  };
}

export function groupToWire(group: Group): Static<typeof ApiGroup> {
  const { id, name, description, roles } = group;
  const times = { created_at: isoTime(group.createdAt), updated_at: isoTime(group.updatedAt) };
  return { id, name, description, roles, ...times };
}

export function permissionToWire(permission: DefinedPermission): Static<typeof ApiPermission> {
  return {
    name: permission.name,
    description: permission.description,
    is_builtin: permission.isBuiltin,
    created_at: isoOrNull(permission.createdAt),
    updated_at: isoOrNull(permission.updatedAt),
  };
}

export function blockToWire(block: AddressBlock): Static<typeof ApiBlock> {
  const { id, range, reason } = block;
  return { id, range, reason, created_at: isoTime(block.createdAt), expires_at: isoOrNull(block.expiresAt) };
}

export function sessionToWire(session: Session, currentId: string | null): Static<typeof ApiSession> {
  return {
    id: session.id,
    created_at: isoTime(session.createdAt),
    last_seen_at: isoTime(session.lastSeenAt),
    expires_at: isoTime(session.expiresAt),
    authenticated_at: isoTime(session.authenticatedAt),
    amr: session.amr,
    address: session.address,
    user_agent: session.userAgent,
    is_current: session.id === currentId,
    ended_at: isoOrNull(session.endedAt),
    end_reason: session.endReason,
  };
}

export function familyToWire(family: RefreshFamilyInfo): Static<typeof ApiRefreshFamily> {
  const { id, scope, generation } = family;
  return {
    ...{ id, scope, generation },
    session_id: family.sessionId,
    client_id: family.clientId,
    created_at: isoTime(family.createdAt),
    rotated_at: isoOrNull(family.rotatedAt),
    expires_at: isoTime(family.expiresAt),
    ended_at: isoOrNull(family.endedAt),
    end_reason: family.endReason,
  };
}

export function eventToWire(event: OutboxEvent): Static<typeof ApiEvent> {
  const { id, type, subjectId, data } = event;
  return { id, type, subject_id: subjectId, data, at: isoTime(event.at) };
}

export function tokenToWire(token: Token): Static<typeof ApiToken> {
  const { id, name, kind, scope } = token;
  return {
    ...{ id, name, kind, scope },
    created_at: isoTime(token.createdAt),
    last_used_at: isoOrNull(token.lastUsedAt),
    expires_at: isoOrNull(token.expiresAt),
    revoked_at: isoOrNull(token.revokedAt),
  };
}

export function entryToWire(entry: AuditEntry): Static<typeof ApiAuditEntry> {
  const { seq, id, actor, action, outcome, target, origin, details } = entry;
  return {
    ...{ seq, id, at: isoTime(entry.at), actor, action, outcome, target },
    address: origin.address,
    user_agent: origin.userAgent,
    request_id: origin.requestId,
    details,
  };
}

export function keyToWire(key: SigningKeyInfo): Static<typeof ApiKey> {
  const { id, algorithm } = key;
  return {
    ...{ id, algorithm, created_at: isoTime(key.createdAt) },
    retired_at: isoOrNull(key.retiredAt),
    expires_at: isoOrNull(key.expiresAt),
  };
}
