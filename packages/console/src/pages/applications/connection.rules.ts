import type { Schemas } from '../../api/client.ts';
import type { ServerMetadata } from './applications.queries.ts';
import type { Connection } from './snippets/snippet.types.ts';

export type ServiceScopes = Pick<Schemas['SparseService'], 'id' | 'name' | 'audience' | 'scopes'>;

/** Shown where the secret itself is not known any more. */
export const placeholder = 'YOUR_CLIENT_SECRET';

type Wanted = Pick<
  Schemas['Application'],
  'client_id' | 'authentication' | 'redirect_uris' | 'post_logout_redirect_uris' | 'scopes'
>;

/** The first service that knows one of these scopes, other than those that every installation has. */
export function serviceOf(
  scopes: readonly string[],
  services: readonly ServiceScopes[],
  standard: readonly string[],
): ServiceScopes | undefined {
  const asked = scopes.filter((scope) => !standard.includes(scope));
  return services.find((service) => service.scopes?.some(({ name }) => asked.includes(name)));
}

export interface ConnectionInput {
  application: Wanted;
  metadata: ServerMetadata;
  services: readonly ServiceScopes[];
  /** Only right after it was made. */
  secret: string | null;
}

/** What the configuration of a program is made of. */
export function connectionOf({ application, metadata, services, secret }: ConnectionInput): Connection {
  const hasSecret = application.authentication === 'client_secret';
  return {
    issuer: metadata.issuer,
    clientId: application.client_id,
    clientSecret: hasSecret ? (secret ?? placeholder) : null,
    redirectUri: application.redirect_uris[0] ?? '',
    postLogoutUri: application.post_logout_redirect_uris[0] ?? null,
    scopes: application.scopes,
    resource: serviceOf(application.scopes, services, metadata.scopes_supported)?.audience ?? null,
    algorithm: metadata.id_token_signing_alg_values_supported[0] ?? 'ES256',
    endpoints: {
      authorization: metadata.authorization_endpoint,
      token: metadata.token_endpoint,
      userinfo: metadata.userinfo_endpoint,
      jwks: metadata.jwks_uri,
      endSession: metadata.end_session_endpoint,
      device: metadata.device_authorization_endpoint ?? '',
    },
  };
}
