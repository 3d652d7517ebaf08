import { nameKey } from '#modules/access';
import type {
  Application,
  ApplicationGrant,
  ApplicationKind,
  ApplicationSecret,
  ClientAuthentication,
  ClientType,
} from './applications.types.ts';

/** Lists, `jwks` and `metadata` are JSON; flags are 0 or 1, times epoch milliseconds. */
interface ApplicationsTable {
  id: string;
  client_id: string;
  name: string;
  /** The name without regard to case. Not unique. */
  name_key: string;
  client_type: string;
  authentication: string;
  kind: string;
  grants: string;
  redirect_uris: string;
  post_logout_redirect_uris: string;
  allowed_origins: string;
  scopes: string;
  jwks: string | null;
  jwks_uri: string | null;
  access_token_seconds: number | null;
  refresh_token_seconds: number | null;
  backchannel_logout_uri: string | null;
  logo_uri: string | null;
  homepage_uri: string | null;
  policy_uri: string | null;
  terms_uri: string | null;
  is_first_party: number;
  may_impersonate: number;
  is_active: number;
  owner_id: string | null;
  origin: string;
  metadata: string;
  created_at: number;
  updated_at: number;
  version: number;
}

interface ApplicationSecretsTable {
  id: string;
  application_id: string;
  secret_hash: string;
  hint: string;
  created_at: number;
  expires_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    applications: ApplicationsTable;
    application_secrets: ApplicationSecretsTable;
  }
}

export type ApplicationRow = ApplicationsTable;

function texts<T extends string = string>(json: string): T[] {
  return JSON.parse(json) as T[];
}

export function toApplication(row: ApplicationRow): Application {
  return {
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    clientType: row.client_type as ClientType,
    authentication: row.authentication as ClientAuthentication,
    kind: row.kind as ApplicationKind,
    grants: texts<ApplicationGrant>(row.grants),
    redirectUris: texts(row.redirect_uris),
    postLogoutRedirectUris: texts(row.post_logout_redirect_uris),
    allowedOrigins: texts(row.allowed_origins),
    scopes: texts(row.scopes),
    jwks: row.jwks === null ? null : (JSON.parse(row.jwks) as Application['jwks']),
    jwksUri: row.jwks_uri,
    accessTokenSeconds: row.access_token_seconds,
    refreshTokenSeconds: row.refresh_token_seconds,
    backchannelLogoutUri: row.backchannel_logout_uri,
    logoUri: row.logo_uri,
    homepageUri: row.homepage_uri,
    policyUri: row.policy_uri,
    termsUri: row.terms_uri,
    isFirstParty: row.is_first_party === 1,
    mayImpersonate: row.may_impersonate === 1,
    isActive: row.is_active === 1,
    ownerId: row.owner_id,
    origin: row.origin === 'registered' ? 'registered' : 'managed',
    metadata: JSON.parse(row.metadata) as Record<string, unknown>,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function toApplicationRow(application: Application): ApplicationRow {
  return {
    id: application.id,
    client_id: application.clientId,
    name: application.name,
    name_key: nameKey(application.name),
    client_type: application.clientType,
    authentication: application.authentication,
    kind: application.kind,
    grants: JSON.stringify(application.grants),
    redirect_uris: JSON.stringify(application.redirectUris),
    post_logout_redirect_uris: JSON.stringify(application.postLogoutRedirectUris),
    allowed_origins: JSON.stringify(application.allowedOrigins),
    scopes: JSON.stringify(application.scopes),
    jwks: application.jwks && JSON.stringify(application.jwks),
    jwks_uri: application.jwksUri,
    access_token_seconds: application.accessTokenSeconds,
    refresh_token_seconds: application.refreshTokenSeconds,
    backchannel_logout_uri: application.backchannelLogoutUri,
    logo_uri: application.logoUri,
    homepage_uri: application.homepageUri,
    policy_uri: application.policyUri,
    terms_uri: application.termsUri,
    is_first_party: application.isFirstParty ? 1 : 0,
    may_impersonate: application.mayImpersonate ? 1 : 0,
    is_active: application.isActive ? 1 : 0,
    owner_id: application.ownerId,
    origin: application.origin,
    metadata: JSON.stringify(application.metadata),
    created_at: application.createdAt,
    updated_at: application.updatedAt,
    version: application.version,
  };
}

/** Without its hash, which only `findKnownClient` reads. */
export function toSecret(row: Omit<ApplicationSecretsTable, 'secret_hash'>): ApplicationSecret {
  return {
    id: row.id,
    applicationId: row.application_id,
    hint: row.hint,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
