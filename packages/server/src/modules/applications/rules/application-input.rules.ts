import type { Application, ApplicationChanges, NewApplication } from '../applications.types.ts';
import { readName } from './application.rules.ts';

const wireNames = {
  name: 'name',
  clientType: 'client_type',
  authentication: 'authentication',
  kind: 'application_type',
  grants: 'grant_types',
  redirectUris: 'redirect_uris',
  postLogoutRedirectUris: 'post_logout_redirect_uris',
  allowedOrigins: 'allowed_origins',
  scopes: 'scopes',
  jwks: 'jwks',
  jwksUri: 'jwks_uri',
  accessTokenSeconds: 'access_token_seconds',
  refreshTokenSeconds: 'refresh_token_seconds',
  backchannelLogoutUri: 'backchannel_logout_uri',
  logoUri: 'logo_uri',
  homepageUri: 'client_uri',
  policyUri: 'policy_uri',
  termsUri: 'tos_uri',
  isFirstParty: 'is_first_party',
  mayImpersonate: 'may_impersonate',
  isActive: 'is_active',
  metadata: 'metadata',
} as const satisfies Partial<Record<keyof Application, string>>;

type Field = keyof typeof wireNames;

const fields = Object.keys(wireNames) as Field[];

/** Only what a caller may choose, and of that only what was given. */
function chosen(input: Partial<Pick<Application, Field>>): Partial<Pick<Application, Field>> {
  const given = fields.filter((name) => input[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, input[name]]));
}

/** What Ostiary adds to what a caller chose. */
export interface ApplicationOrigin {
  id: string;
  clientId: string;
  ownerId: string | null;
  /** Epoch milliseconds. */
  now: number;
}

export function buildApplication(input: NewApplication, origin: ApplicationOrigin): Application {
  const { clientType = 'confidential' } = input;
  return {
    clientType,
    authentication: clientType === 'public' ? 'none' : 'client_secret',
    kind: 'web',
    grants: ['authorization_code', 'refresh_token'],
    redirectUris: [],
    postLogoutRedirectUris: [],
    allowedOrigins: [],
    scopes: ['openid', 'profile', 'email', 'offline_access', 'read', 'write'],
    jwks: null,
    jwksUri: null,
    accessTokenSeconds: null,
    refreshTokenSeconds: null,
    backchannelLogoutUri: null,
    logoUri: null,
    homepageUri: null,
    policyUri: null,
    termsUri: null,
    isFirstParty: false,
    mayImpersonate: false,
    isActive: true,
    metadata: {},
    ...chosen(input),
    name: readName(input.name),
    id: origin.id,
    clientId: origin.clientId,
    ownerId: origin.ownerId,
    origin: 'managed',
    createdAt: origin.now,
    updatedAt: origin.now,
    version: 1,
  };
}

/** What is not given stays. It becomes the next version. `now` in epoch milliseconds. */
export function mergeApplication(before: Application, changes: ApplicationChanges, now: number): Application {
  const { clientType } = before;
  const after = { ...before, ...chosen(changes), clientType, updatedAt: now, version: before.version + 1 };
  return { ...after, name: readName(after.name) };
}

/** Wire names of the fields that differ, for the audit log and client services. */
export function changedFields(before: Application, after: Application): string[] {
  return fields
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => wireNames[name]);
}
