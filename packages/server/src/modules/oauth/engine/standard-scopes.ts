import type { Client } from 'oidc-provider';
import type { EngineClients } from './clients.ts';

/** What each scope about the user lets an application know (OpenID Connect Core section 5.4). */
export const claimsByScope = {
  // The last three are of the sign-in: only ID tokens have them.
  openid: ['sub', 'auth_time', 'amr', 'acr'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username', 'updated_at'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  roles: ['roles', 'groups'],
} as const;

/** What an application gets that asks for nothing in particular (contracts/django-oauth-toolkit.md). */
const defaultScopes = ['read', 'write'];

/** Scopes that every installation has; every other one is a permission, or of a service. */
export const standardScopeNames = [...Object.keys(claimsByScope), 'offline_access', ...defaultScopes];

/** Undefined when the application may have none of them. */
export function defaultScopeOf(allowed: readonly string[]): string | undefined {
  const scope = defaultScopes.filter((name) => allowed.includes(name)).join(' ');
  return scope === '' ? undefined : scope;
}

/** The same where a user is asked, who has to agree to something. */
export function defaultUserScopeOf(allowed: readonly string[]): string | undefined {
  const aboutTheUser = Object.keys(claimsByScope).filter((name) => allowed.includes(name));
  return defaultScopeOf(allowed) ?? (aboutTheUser.length === 0 ? undefined : aboutTheUser.join(' '));
}

/** The scopes that a client may ask for. */
export function scopesAllowed(clients: EngineClients, client: Client): readonly string[] {
  return clients.knownOf(client)?.application.scopes ?? standardScopeNames;
}
