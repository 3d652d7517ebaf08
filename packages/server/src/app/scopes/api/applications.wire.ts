import type {
  ApiApplication,
  ApiApplicationChanges,
  ApiApplicationCreation,
  ApiApplicationSecret,
} from '@ostiary/contract';
import type { Static } from 'typebox';
import type {
  Application,
  ApplicationChanges,
  ApplicationSecret,
  NewApplication,
} from '#modules/applications';
import { isoTime } from '#platform/clock.ts';
import { given } from './from-wire.ts';
import { isoOrNull } from './to-wire.ts';

export function applicationToWire(application: Application): Static<typeof ApiApplication> {
  return {
    id: application.id,
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
    owner_id: application.ownerId,
    origin: application.origin,
    metadata: application.metadata,
    created_at: isoTime(application.createdAt),
    updated_at: isoTime(application.updatedAt),
  };
}

export function changesFromWire(body: Static<typeof ApiApplicationChanges>): ApplicationChanges {
  return given({
    name: body.name,
    authentication: body.authentication,
    kind: body.application_type,
    grants: body.grant_types,
    redirectUris: body.redirect_uris,
    postLogoutRedirectUris: body.post_logout_redirect_uris,
    allowedOrigins: body.allowed_origins,
    scopes: body.scopes,
    jwks: body.jwks,
    jwksUri: body.jwks_uri,
    accessTokenSeconds: body.access_token_seconds,
    refreshTokenSeconds: body.refresh_token_seconds,
    backchannelLogoutUri: body.backchannel_logout_uri,
    logoUri: body.logo_uri,
    homepageUri: body.client_uri,
    policyUri: body.policy_uri,
    termsUri: body.tos_uri,
    isFirstParty: body.is_first_party,
    mayImpersonate: body.may_impersonate,
    isActive: body.is_active,
  });
}

export function applicationFromWire(body: Static<typeof ApiApplicationCreation>): NewApplication {
  const { name, client_type: clientType, owner_id: ownerId } = body;
  return { ...changesFromWire(body), name, ...given({ clientType, ownerId }) };
}

export function secretToWire(secret: ApplicationSecret): Static<typeof ApiApplicationSecret> {
  const { id, hint, createdAt, expiresAt } = secret;
  return { id, hint, created_at: isoTime(createdAt), expires_at: isoOrNull(expiresAt) };
}
