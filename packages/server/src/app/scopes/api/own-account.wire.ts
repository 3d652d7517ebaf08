import type {
  ApiDeletion,
  ApiFactors,
  ApiGrantedApplication,
  ApiMe,
  ApiPasskey,
  ApiTotpFactor,
  ApiTrustedDevice,
  ApiUserDeletion,
} from '@ostiary/contract';
import type { Static } from 'typebox';
import type { PendingDeletion } from '#modules/account';
import type { Passkey, Standing, TotpFactor, TrustedDevice } from '#modules/mfa';
import type { GrantedApplication } from '#modules/oauth';
import { isoTime } from '#platform/clock.ts';
import type { ApiServices } from './api-app.ts';
import { isoOrNull } from './to-wire.ts';

/** What belongs to one's own account, as the management API writes it. */

export function standingToWire(standing: Standing): Static<typeof ApiMe>['second_factor'] {
  const { has, isRequired, graceEndsAt } = standing;
  return { required: isRequired, has, grace_ends_at: isoOrNull(graceEndsAt) };
}

export function totpToWire({ id, name, createdAt, lastUsedAt }: TotpFactor): Static<typeof ApiTotpFactor> {
  return { id, name, created_at: isoTime(createdAt), last_used_at: isoOrNull(lastUsedAt) };
}

export function passkeyToWire(passkey: Passkey): Static<typeof ApiPasskey> {
  const { id, name } = passkey;
  return {
    ...{ id, name, is_synced: passkey.isSynced },
    created_at: isoTime(passkey.createdAt),
    last_used_at: isoOrNull(passkey.lastUsedAt),
    cloned_at: isoOrNull(passkey.clonedAt),
  };
}

export function trustedDeviceToWire(device: TrustedDevice): Static<typeof ApiTrustedDevice> {
  const { id, address, userAgent } = device;
  return {
    ...{ id, address, user_agent: userAgent },
    created_at: isoTime(device.createdAt),
    last_used_at: isoOrNull(device.lastUsedAt),
    expires_at: isoTime(device.expiresAt),
  };
}

export async function factorsToWire(
  { mfa, database }: Pick<ApiServices, 'mfa' | 'database'>,
  userId: string,
): Promise<Static<typeof ApiFactors>> {
  const { db } = database;
  const [totp, passkeys, left] = await Promise.all([
    mfa.totp.list(db, userId),
    mfa.passkeys.list(db, userId),
    mfa.recoveryCodes.left(db, userId),
  ]);
  return { totp: totp.map(totpToWire), passkeys: passkeys.map(passkeyToWire), recovery_codes_left: left };
}

export function grantedToWire(granted: GrantedApplication): Static<typeof ApiGrantedApplication> {
  const { application, scopes } = granted;
  return {
    client_id: application.clientId,
    name: application.name,
    logo_uri: application.logoUri,
    homepage_uri: application.homepageUri,
    is_first_party: application.isFirstParty,
    scopes: scopes.map(({ name, description, service }) => ({ name, description, service })),
    granted_at: isoTime(granted.grantedAt),
    updated_at: isoTime(granted.updatedAt),
  };
}

export function deletionToWire({ requestedAt, dueAt }: PendingDeletion): Static<typeof ApiDeletion> {
  return { requested_at: isoTime(requestedAt), due_at: isoTime(dueAt) };
}

export function userDeletionToWire(pending: PendingDeletion): Static<typeof ApiUserDeletion> {
  const { requestedBy, wasActive } = pending;
  return { ...deletionToWire(pending), requested_by: requestedBy, was_active: wasActive };
}
