import type { ClientMetadata } from 'oidc-provider';
import type { Application } from '#modules/applications';
import { firstPartyClientId } from '#modules/tokens';
import { standardScopeNames } from './standard-scopes.ts';

/**
 * The engine wants a secret for clients that have one. Ours are known by their hashes only, and compared by
 * `applications`; nothing is ever checked against, or signed with, this.
 */
const placeholderSecret = 'kept-as-hashes-by-the-module-applications';

const methodOf = {
  client_secret: 'client_secret_basic',
  private_key_jwt: 'private_key_jwt',
  none: 'none',
} as const;

/** An application in the words of RFC 7591. What is null is left out. */
export function toClientMetadata(application: Application): ClientMetadata {
  const { authentication, grants } = application;
  const optional = {
    jwks: application.jwks,
    jwks_uri: application.jwksUri,
    logo_uri: application.logoUri,
    client_uri: application.homepageUri,
    policy_uri: application.policyUri,
    tos_uri: application.termsUri,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null));
  const scope = application.scopes.filter((name) => standardScopeNames.includes(name)).join(' ');
  return {
    ...application.metadata,
    client_id: application.clientId,
    client_name: application.name,
    application_type: application.kind,
    token_endpoint_auth_method: methodOf[authentication],
    ...(authentication === 'client_secret' && { client_secret: placeholderSecret }),
    grant_types: [...grants],
    response_types: grants.includes('authorization_code') ? ['code'] : [],
    redirect_uris: [...application.redirectUris],
    post_logout_redirect_uris: [...application.postLogoutRedirectUris],
    // The engine knows no empty one; what a client without any may ask for, engine/resources.ts looks after.
    ...(scope !== '' && { scope }),
    ...given,
  };
}

/** The token API of Ostiary itself, so that its tokens have a client where one is asked for. It can do nothing. */
export const firstPartyMetadata: ClientMetadata = {
  client_id: firstPartyClientId,
  client_name: 'Ostiary',
  token_endpoint_auth_method: 'none',
  grant_types: [],
  response_types: [],
  redirect_uris: [],
};

/** Whether what a registration says is the placeholder, which nobody is told. */
export function isPlaceholder(secret: unknown): boolean {
  return secret === placeholderSecret;
}
