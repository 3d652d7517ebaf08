import type { Application } from '#modules/applications';
import type { AuditEntry } from '#modules/audit';
import type { Passkey, TotpFactor, TrustedDevice } from '#modules/mfa';
import type { GrantedApplication } from '#modules/oauth';
import type { EffectiveAccess } from '#modules/services';
import type { Session } from '#modules/sessions';
import type { ApiToken } from '#modules/tokens';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';

/** What somebody is given of the things that are kept of them: named field by field, so that no secret slips in. */

type Json = Record<string, unknown>;

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : isoTime(atMs);
}

export function ofUser(user: User): Json {
  return {
    id: user.id,
    external_id: user.externalId,
    email: user.email,
    email_verified_at: isoOrNull(user.emailVerifiedAt),
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

export function ofServiceAccess({ serviceId, serviceName, mayEnter, access }: EffectiveAccess): Json {
  const { level, data } = access ?? { level: null, data: {} };
  return { service_id: serviceId, service: serviceName, may_enter: mayEnter, level, data };
}

export function ofSession(session: Session): Json {
  return {
    id: session.id,
    created_at: isoTime(session.createdAt),
    last_seen_at: isoTime(session.lastSeenAt),
    expires_at: isoTime(session.expiresAt),
    amr: session.amr,
    acr: session.acr,
    address: session.address,
    user_agent: session.userAgent,
    ended_at: isoOrNull(session.endedAt),
    end_reason: session.endReason,
  };
}

export function ofToken({ id, name, kind, scope, ...times }: ApiToken): Json {
  return {
    ...{ id, name, kind, scope },
    created_at: isoTime(times.createdAt),
    last_used_at: isoOrNull(times.lastUsedAt),
    expires_at: isoOrNull(times.expiresAt),
  };
}

export function ofTotp({ id, name, createdAt, lastUsedAt }: TotpFactor): Json {
  return { id, name, created_at: isoTime(createdAt), last_used_at: isoOrNull(lastUsedAt) };
}

export function ofPasskey({ id, name, isSynced, createdAt, lastUsedAt, clonedAt }: Passkey): Json {
  return {
    ...{ id, name, is_synced: isSynced, created_at: isoTime(createdAt) },
    last_used_at: isoOrNull(lastUsedAt),
    cloned_at: isoOrNull(clonedAt),
  };
}

export function ofTrustedDevice(device: TrustedDevice): Json {
  return {
    id: device.id,
    address: device.address,
    user_agent: device.userAgent,
    created_at: isoTime(device.createdAt),
    last_used_at: isoOrNull(device.lastUsedAt),
    expires_at: isoTime(device.expiresAt),
  };
}

export function ofGranted({ application, scopes, grantedAt, updatedAt }: GrantedApplication): Json {
  return {
    client_id: application.clientId,
    name: application.name,
    scopes: scopes.map((scope) => scope.name),
    granted_at: isoTime(grantedAt),
    updated_at: isoTime(updatedAt),
  };
}

export function ofApplication(application: Application): Json {
  return {
    id: application.id,
    client_id: application.clientId,
    name: application.name,
    kind: application.kind,
    grants: application.grants,
    redirect_uris: application.redirectUris,
    scopes: application.scopes,
    is_active: application.isActive,
    created_at: isoTime(application.createdAt),
    updated_at: isoTime(application.updatedAt),
  };
}

export function ofEntry({ seq, at, actor, action, outcome, target, origin, details }: AuditEntry): Json {
  const { address, userAgent } = origin;
  return { seq, at: isoTime(at), actor, action, outcome, target, address, user_agent: userAgent, details };
}
