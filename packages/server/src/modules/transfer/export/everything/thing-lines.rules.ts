import type { Application, ExportedSecret } from '#modules/applications';
import type { MovedFactors } from '#modules/mfa';
import type { ImportedConsent } from '#modules/oauth';
import type { ExportedServiceKey, KeptGrant, Service } from '#modules/services';
import type { ExportedApiToken } from '#modules/tokens';
import { isoTime } from '#platform/clock.ts';
import { writeKeyedHash } from '../../kinds/keyed-hash.rules.ts';

const timeOrNull = (at: number | null): string | null => (at === null ? null : isoTime(at));

export function serviceToJson(
  service: Service,
  { keys, keyId }: { keys: readonly ExportedServiceKey[]; keyId: string },
): string {
  return JSON.stringify({
    type: 'service',
    name: service.name,
    audience: service.audience,
    description: service.description,
    scopes: service.scopes.map(({ name, description }) => ({ name, description })),
    token_format: service.tokenFormat,
    access_token_seconds: service.accessTokenSeconds,
    entry: service.entry,
    access_levels: service.accessLevels,
    fields: service.fields,
    data_schema: service.dataSchema,
    created_at: isoTime(service.createdAt),
    keys: keys.map(({ hash, hint, createdAt, expiresAt }) => ({
      key_hash: writeKeyedHash({ keyId, hash }),
      hint,
      created_at: isoTime(createdAt),
      expires_at: timeOrNull(expiresAt),
    })),
  });
}

/** A hash of another system says itself how it was made. */
function secretToLine({ hash, hint, createdAt, expiresAt }: ExportedSecret, keyId: string) {
  return {
    secret_hash: hash.includes('$') ? hash : writeKeyedHash({ keyId, hash }),
    hint,
    created_at: isoTime(createdAt),
    expires_at: timeOrNull(expiresAt),
  };
}

export function applicationToJson(
  application: Application,
  { secrets, keyId }: { secrets: readonly ExportedSecret[]; keyId: string },
): string {
  const { ownerId } = application;
  return JSON.stringify({
    type: 'application',
    client_id: application.clientId,
    name: application.name,
    client_type: application.clientType,
    authentication: application.authentication,
    application_type: application.kind,
    grant_types: application.grants,
    redirect_uris: application.redirectUris,
    post_logout_redirect_uris: application.postLogoutRedirectUris,
    allowed_origins: application.allowedOrigins,
    scopes: application.scopes,
    jwks: application.jwks,
    jwks_uri: application.jwksUri,
    access_token_seconds: application.accessTokenSeconds,
    refresh_token_seconds: application.refreshTokenSeconds,
    backchannel_logout_uri: application.backchannelLogoutUri,
    logo_uri: application.logoUri,
    client_uri: application.homepageUri,
    policy_uri: application.policyUri,
    tos_uri: application.termsUri,
    is_first_party: application.isFirstParty,
    may_impersonate: application.mayImpersonate,
    is_active: application.isActive,
    metadata: application.metadata,
    owner: ownerId === null ? null : { id: ownerId },
    created_at: isoTime(application.createdAt),
    secrets: secrets.map((secret) => secretToLine(secret, keyId)),
  });
}

/** `audience` of the service, `name` of a group or role. */
export function accessToJson(
  { holder, holderId, level, data, createdAt }: KeptGrant,
  { audience, name }: { audience: string; name?: string },
): string {
  return JSON.stringify({
    type: 'service_access',
    service: audience,
    [holder]: holder === 'user' ? { id: holderId } : name,
    level,
    data,
    created_at: isoTime(createdAt),
  });
}

export function consentToJson({ userId, clientId, scopes, services, createdAt }: ImportedConsent): string {
  return JSON.stringify({
    type: 'consent',
    user: { id: userId },
    client_id: clientId,
    scopes,
    services: services ?? {},
    created_at: isoTime(createdAt),
  });
}

export function apiTokenToJson(token: ExportedApiToken, keyId: string): string {
  return JSON.stringify({
    type: 'api_token',
    user: { id: token.userId },
    name: token.name,
    token_hash: writeKeyedHash({ keyId, hash: token.hash }),
    scope: token.scope,
    created_at: isoTime(token.createdAt),
    last_used_at: timeOrNull(token.lastUsedAt),
    expires_at: timeOrNull(token.expiresAt),
  });
}

export function factorsToJson(
  { userId, totp, passkeys, recoveryCodes }: MovedFactors,
  keyId: string,
): string {
  return JSON.stringify({
    type: 'factor',
    user: { id: userId },
    totp: totp.map(({ name, secret, lastStep, createdAt, lastUsedAt }) => ({
      ...{ name, secret, last_step: lastStep },
      ...{ created_at: isoTime(createdAt), last_used_at: timeOrNull(lastUsedAt) },
    })),
    passkeys: passkeys.map((passkey) => ({
      ...{ id: passkey.id, name: passkey.name, public_key: passkey.publicKey },
      ...{ sign_count: passkey.signCount, transports: passkey.transports, aaguid: passkey.aaguid },
      ...{ is_synced: passkey.isSynced, created_at: isoTime(passkey.createdAt) },
      ...{ last_used_at: timeOrNull(passkey.lastUsedAt), cloned_at: timeOrNull(passkey.clonedAt) },
    })),
    recovery_codes: recoveryCodes.map((hash) => writeKeyedHash({ keyId, hash })),
  });
}
