import type { AdapterPayload } from 'oidc-provider';
import {
  deviceGrant,
  type Application,
  type ApplicationGrant,
  type ClientAuthentication,
} from '#modules/applications';

/** What a client that registers itself may have; all else is for administrators to give. */
const openGrants: readonly ApplicationGrant[] = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  deviceGrant,
];
const openScopes = ['openid', 'profile', 'email', 'phone', 'offline_access', 'read', 'write'];

/** Metadata that has a column of its own. */
const known = new Set([
  ...['client_id', 'client_secret', 'client_name', 'client_uri', 'client_secret_expires_at'],
  ...['client_id_issued_at', 'application_type', 'token_endpoint_auth_method', 'grant_types'],
  ...['response_types', 'redirect_uris', 'post_logout_redirect_uris', 'scope', 'jwks', 'jwks_uri'],
  ...['logo_uri', 'policy_uri', 'tos_uri', 'backchannel_logout_uri', 'backchannel_logout_session_required'],
]);

function authenticationOf(method: string | undefined): ClientAuthentication {
  if (method === 'none') return 'none';
  return method === 'private_key_jwt' ? 'private_key_jwt' : 'client_secret';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A registration as an application; scopes and grants that nobody may take for themselves are left out. */
export function toApplication(
  metadata: AdapterPayload,
  identity: Pick<Application, 'id' | 'clientId' | 'createdAt' | 'updatedAt' | 'version'>,
): Application {
  const authentication = authenticationOf(metadata.token_endpoint_auth_method);
  const isPublic = authentication === 'none';
  const asked = metadata.scope?.split(' ') ?? openScopes;
  const grants = openGrants.filter((grant) => metadata.grant_types?.includes(grant));
  return {
    ...identity,
    name: textOf(metadata.client_name) ?? identity.clientId,
    clientType: isPublic ? 'public' : 'confidential',
    authentication,
    kind: metadata.application_type === 'native' ? 'native' : 'web',
    grants: grants.filter((grant) => !isPublic || grant !== 'client_credentials'),
    redirectUris: [...(metadata.redirect_uris ?? [])],
    postLogoutRedirectUris: [...(metadata.post_logout_redirect_uris ?? [])],
    allowedOrigins: [],
    scopes: openScopes.filter((name) => asked.includes(name)),
    jwks: (metadata.jwks as Application['jwks']) ?? null,
    jwksUri: textOf(metadata.jwks_uri),
    accessTokenSeconds: null,
    refreshTokenSeconds: null,
    backchannelLogoutUri: textOf(metadata['backchannel_logout_uri']),
    logoUri: textOf(metadata.logo_uri),
    homepageUri: textOf(metadata.client_uri),
    policyUri: textOf(metadata.policy_uri),
    termsUri: textOf(metadata.tos_uri),
    isFirstParty: false,
    mayImpersonate: false,
    isActive: true,
    ownerId: null,
    origin: 'registered',
    metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !known.has(name))),
  };
}
