import { errors, Provider, type Client, type ClientMetadata } from 'oidc-provider';
import { deviceGrant, type ApplicationService, type KnownClient } from '#modules/applications';
import { firstPartyClientId } from '#modules/tokens';
import { randomSecret } from '#platform/random.ts';
import { firstPartyMetadata, toClientMetadata } from './client-metadata.ts';

/** The applications behind the engine's clients. */
export interface EngineClients {
  /** Undefined for a client by metadata document, which is nobody's application. */
  knownOf(client: Client): KnownClient | undefined;
}

const notItsGrant = 'requested grant type is not allowed for this client';

/** RFC 6749 section 5.2: `unauthorized_client`, where the engine would say `invalid_request`. */
function isRequestFor(type: string): boolean {
  const { route, params } = Provider.ctx?.oidc ?? {};
  if (route === 'device_authorization') return type === deviceGrant;
  return route === 'token' && params?.['grant_type'] === type;
}

/**
 * A change of a registration may repeat the secret (RFC 7592 section 2.2), which the engine compares with the one
 * it knows: it is shown the repeated one if that is right, and otherwise one that is nobody's.
 */
function keepSecretHashed(client: Client, isSecret: (secret: string) => boolean): void {
  const placeholder = client.clientSecret;
  Object.defineProperty(client, 'clientSecret', {
    enumerable: true,
    get: () => {
      const { route, body } = Provider.ctx?.oidc ?? {};
      const repeated: unknown = route === 'client_update' ? body?.['client_secret'] : undefined;
      if (repeated === undefined) return placeholder;
      return typeof repeated === 'string' && isSecret(repeated) ? repeated : randomSecret();
    },
  });
}

type ClientClass = Provider['Client'];
/** What the types of the engine leave out. */
type BuildClient = new (metadata: ClientMetadata) => Client;

/**
 * Makes the engine take its clients from `applications`, which keeps them in memory: one is built and checked
 * again only when it was changed. The engine by itself would hash its metadata at each request.
 */
export function useApplications(
  provider: Provider,
  applications: Pick<ApplicationService, 'findClient' | 'isSecretOf' | 'proveSecret'>,
): EngineClients {
  const { Client: ClientOfEngine } = provider;
  const BuiltClient: BuildClient = ClientOfEngine;
  const built = new WeakMap<KnownClient, Client>();
  const known = new WeakMap<Client, KnownClient>();
  const findElsewhere: ClientClass['find'] = ClientOfEngine.find.bind(ClientOfEngine);
  let ownApi: Client | undefined;

  function build(found: KnownClient): Client {
    const client = new BuiltClient(toClientMetadata(found.application));
    if (client.clientSecret !== undefined)
      keepSecretHashed(client, (secret) => applications.isSecretOf(found, secret));
    built.set(found, client);
    known.set(client, found);
    return client;
  }

  ClientOfEngine.find = async (id) => {
    if (id === firstPartyClientId) return (ownApi ??= new BuiltClient(firstPartyMetadata));
    const found = typeof id === 'string' && id !== '' ? await applications.findClient(id) : undefined;
    return found ? (built.get(found) ?? build(found)) : findElsewhere(id);
  };
  const isGrantOf: Client['grantTypeAllowed'] = ClientOfEngine.prototype.grantTypeAllowed;
  Object.assign(ClientOfEngine.prototype, {
    grantTypeAllowed(this: Client, type: string): boolean {
      const isAllowed = isGrantOf.call(this, type);
      if (!isAllowed && isRequestFor(type)) throw new errors.UnauthorizedClient(notItsGrant);
      return isAllowed;
    },
    async compareClientSecret(this: Client, presented: string): Promise<boolean> {
      const found = known.get(this);
      return found !== undefined && applications.proveSecret(found, presented);
    },
    // Ours is the session everywhere, so that whoever is told of its end knows which one is meant.
    includeSid: () => true,
  });
  return { knownOf: (client) => known.get(client) };
}
