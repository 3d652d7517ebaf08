import type { Configuration } from 'oidc-provider';
import { firstPartyClientId } from '#modules/tokens';
import { randomSecret } from '#platform/random.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { currentUnit } from '../storage/unit-of-work.ts';
import type { EngineClients } from './clients.ts';
import type { createPageSources } from './page-sources.ts';
import { createResources } from './resources.ts';

type Features = NonNullable<Configuration['features']>;

function registration({ config }: OauthDeps): Pick<Features, 'registration' | 'registrationManagement'> {
  const { dynamicRegistration, registrationToken } = config.oauth;
  const enabled = dynamicRegistration !== 'off';
  return {
    registration: {
      enabled,
      initialAccessToken:
        dynamicRegistration === 'token' && registrationToken !== null ? registrationToken : false,
      secretFactory: () => `ocs_${randomSecret()}`,
      issueRegistrationAccessToken: true,
    },
    registrationManagement: { enabled, rotateRegistrationAccessToken: true },
  };
}

/** Only what this list names is on. */
export function createFeatures(
  deps: OauthDeps,
  clients: EngineClients,
  sources: ReturnType<typeof createPageSources>,
): Features {
  const { defaultResource, getResourceServerInfo } = createResources(deps, clients);
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    deviceFlow: {
      enabled: true,
      charset: 'base-20',
      mask: '****-****',
      // For the page on which the user compares: where the device asked from.
      deviceInfo: () => {
        const { address, userAgent } = currentUnit().act.origin;
        return { address, userAgent };
      },
      ...sources.device,
    },
    introspection: {
      enabled: true,
      // RFC 7662 section 4: a public client proves nothing, so anybody could scan for tokens with its name.
      // Access tokens are shown to services; a refresh token has no business with anybody but its client.
      allowedPolicy: (_ctx, client, token) =>
        client.clientAuthMethod !== 'none' &&
        (token.kind !== 'RefreshToken' || token.clientId === client.clientId),
    },
    revocation: {
      enabled: true,
      // RFC 7009 section 2.1. A token of the first-party API has no client; whoever holds it may end it.
      allowedPolicy: (_ctx, client, token) =>
        token.clientId === client.clientId || token.clientId === firstPartyClientId,
    },
    userinfo: { enabled: true },
    jwtUserinfo: { enabled: true },
    claimsParameter: { enabled: true },
    dPoP: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    requestObjects: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource,
      getResourceServerInfo,
      useGrantedResource: () => true,
    },
    rpInitiatedLogout: { enabled: true, ...sources.logout },
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    clientIdMetadataDocument: { enabled: deps.config.oauth.allowsMetadataDocuments, ack: 'draft-02' },
    ...registration(deps),
  };
}
