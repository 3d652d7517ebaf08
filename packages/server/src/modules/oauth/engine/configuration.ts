import type { Adapter, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { SigningKeys } from '#modules/keys';
import { assuranceLevels } from '#modules/sessions';
import { randomSecret } from '#platform/random.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { createClaimsCustomizer, opaqueExtra } from './access-token-claims.ts';
import { createFindAccount } from './account.ts';
import type { EngineClients } from './clients.ts';
import { createLoadExistingGrant } from './existing-grant.ts';
import { createFeatures } from './features.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { createPageSources } from './page-sources.ts';
import { enginePaths, interactionCookieName } from './paths.ts';
import { engineKeys } from './signing-keys.ts';
import { claimsByScope, standardScopeNames } from './standard-scopes.ts';

const minuteSeconds = 60;
const hourSeconds = 3_600;
/** A consent page may stay open over lunch. */
const interactionSeconds = hourSeconds;
/** Grants end by being deleted; the engine wants a time all the same. */
const centurySeconds = 3_155_760_000;

function lifetimes({ config, clock }: OauthDeps, clients: EngineClients): Configuration['ttl'] {
  const { tokens, oauth } = config;
  return {
    AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? tokens.accessSeconds,
    ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? tokens.accessSeconds,
    AuthorizationCode: oauth.codeSeconds,
    DeviceCode: oauth.deviceCodeSeconds,
    IdToken: oauth.idTokenSeconds,
    Interaction: interactionSeconds,
    Grant: centurySeconds,
    RefreshToken: (_ctx, _token, client) =>
      clients.knownOf(client)?.application.refreshTokenSeconds ?? tokens.refreshSeconds,
    Session: (_ctx, session) => {
      const nowSeconds = Math.floor(clock.nowMs() / 1000);
      return session.accountId === undefined || session.exp === undefined
        ? 10 * minuteSeconds
        : Math.max(1, session.exp - nowSeconds);
    },
  };
}

/** Every algorithm that needs no shared secret: client secrets are known by their hashes only. */
const signing = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256'] as const;
const algorithms: Configuration['enabledJWA'] = {
  clientAuthSigningAlgValues: [...signing],
  idTokenSigningAlgValues: [...signing],
  requestObjectSigningAlgValues: [...signing],
  userinfoSigningAlgValues: [...signing],
  introspectionSigningAlgValues: [...signing],
  authorizationSigningAlgValues: [...signing],
  dPoPSigningAlgValues: ['ES256', 'Ed25519', 'EdDSA', 'RS256', 'PS256'],
};

const discovery = {
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  ui_locales_supported: ['en', 'de'],
};

const cookie = { httpOnly: true, sameSite: 'lax', path: '/' } as const;

export interface ConfigurationInput {
  deps: OauthDeps;
  keys: SigningKeys;
  clients: EngineClients;
  adapter: (model: string) => Adapter;
}

function interactionUrl(_ctx: KoaContextWithOIDC, { uid }: { uid: string }): string {
  return `/o/interaction/${uid}`;
}

/** Everything the engine can be told. */
export function createConfiguration({ deps, keys, clients, adapter }: ConfigurationInput): Configuration {
  const { config } = deps;
  const sources = createPageSources(deps.pages, clients);
  const algorithm = keys.active?.algorithm ?? 'ES256';
  return {
    adapter,
    jwks: { keys: engineKeys(keys) },
    routes: enginePaths,
    ttl: lifetimes(deps, clients),
    features: createFeatures(deps, clients, sources),
    enabledJWA: algorithms,
    clientDefaults: { id_token_signed_response_alg: algorithm },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    responseTypes: ['code'],
    subjectTypes: ['public'],
    acrValues: [...assuranceLevels],
    scopes: standardScopeNames,
    claims: { ...claimsByScope, acr: null, auth_time: null, iss: null, sid: null, amr: null },
    discovery,
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
    cookies: {
      names: {
        session: config.sessionCookieName,
        interaction: interactionCookieName(config.cookies.isSecure),
        resume: `${interactionCookieName(config.cookies.isSecure)}_resume`,
      },
      long: { ...cookie, secure: config.cookies.isSecure, signed: false },
      short: { httpOnly: true, sameSite: 'lax', secure: config.cookies.isSecure, signed: false },
      keys: [randomSecret()],
    },
    interactions: { policy: createInteractionPolicy(deps, clients), url: interactionUrl },
    findAccount: createFindAccount(deps),
    loadExistingGrant: createLoadExistingGrant(deps, clients),
    // Whatever is revoked takes everything with it that was issued under the same authorization.
    revokeGrantPolicy: () => true,
    // Sessions end what was issued in them by themselves (grants/grant-ending.ts).
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    formats: { customizers: { jwt: createClaimsCustomizer(deps) } },
    extraTokenClaims: opaqueExtra,
    clientBasedCORS: (_ctx, origin, client) =>
      clients.knownOf(client)?.application.allowedOrigins.includes(origin) === true,
    conformIdTokenClaims: true,
    clockTolerance: 5,
    fetch: deps.fetch,
    renderError: sources.renderError,
    extraClientMetadata: { properties: ['backchannel_logout_uri', 'backchannel_logout_session_required'] },
  };
}
