import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import type { Act } from '#modules/audit';
import type { SigningKeys } from '#modules/keys';
import { registerTokenExchange } from '../exchange/token-exchange.grant.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { createEngineAdapter } from '../storage/adapter.ts';
import { nextRefreshToken } from '../storage/refresh.adapter.ts';
import { inUnitOfWork } from '../storage/unit-of-work.ts';
import { refuseBlindRedirects, refuseBlindSignOuts } from './blind-redirects.ts';
import { useApplications, type EngineClients } from './clients.ts';
import { createConfiguration } from './configuration.ts';
import { countGrants } from './counted-grants.ts';
import { createPageSources } from './page-sources.ts';
import { noteFailure, settleRequests } from './settle.ts';

/** The engine at work: one provider for as long as the signing keys stay the same. */
export interface Engine {
  current(): Promise<{ provider: Provider; clients: EngineClients }>;
  /** Answers the request from its first byte to its last. `prepare` runs inside its unit of work. */
  answer(act: Act, response: ServerResponse, prepare: () => IncomingMessage): Promise<void>;
}

/** Tokens signed with a shared secret prove nothing to the clients of others. */
function refuseAll(response: ServerResponse): void {
  const description = 'tokens are signed with a shared secret here, so OAuth and OpenID Connect are off';
  response.writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: 'temporarily_unavailable', error_description: description }));
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Running {
  keys: SigningKeys;
  provider: Provider;
  clients: EngineClients;
  handle: Handler;
}

type EngineSession = InstanceType<Provider['Session']>;

/** As long as the engine's own ones, in which nobody is signed in. */
const anonymousSeconds = 600;

function beginSession(session: EngineSession, { config }: OauthDeps): Promise<string> | undefined {
  const options = {
    httpOnly: true,
    sameSite: 'lax',
    signed: false,
    secure: config.cookies.isSecure,
  } as const;
  Provider.ctx?.cookies.set(config.sessionCookieName, session.jti, options);
  return session.save(anonymousSeconds);
}

/** Where the engine's own behaviour is replaced; its documentation names none of these as settings. */
function adapt(provider: Provider, deps: OauthDeps): void {
  Object.assign(provider.RefreshToken.prototype, { generateTokenId: () => nextRefreshToken(deps) });
  const persist: unknown = Reflect.get(provider.Session.prototype, 'persist');
  if (typeof persist !== 'function') throw new TypeError('The engine does not persist its sessions any more');
  Object.assign(provider.Session.prototype, {
    // A form is shown again, also to a browser without a session, which the engine would not give it.
    persist(this: EngineSession): unknown {
      return this.exp === undefined ? beginSession(this, deps) : Reflect.apply(persist, this, []);
    },
    // Our sign-in has changed the secret of the cookie already.
    resetIdentifier: () => undefined,
    ensureClientContainer(this: InstanceType<Provider['Session']>, clientId: string): void {
      this.sidFor(clientId, this.uid);
    },
  });
}

/** Of what failed where the engine itself catches nothing. That somebody left is no failure. */
function tellFailures(provider: Provider, { onBackgroundError }: OauthDeps): void {
  const listener = (error: unknown, ctx?: Pick<KoaContextWithOIDC, 'req'>): void => {
    if (ctx?.req.socket.errored !== error) onBackgroundError(error);
  };
  Reflect.apply(provider.on, provider, ['error', listener]);
}

function start(deps: OauthDeps, keys: SigningKeys): Running {
  const later: { clients?: EngineClients } = {};
  // Clients can be told apart only once there is a provider, and the provider wants to know how.
  const clients: EngineClients = { knownOf: (client: Client) => later.clients?.knownOf(client) };
  const adapter = createEngineAdapter(deps);
  const provider = new Provider(deps.config.publicUrl, createConfiguration({ deps, keys, clients, adapter }));
  later.clients = useApplications(provider, deps.applications);
  adapt(provider, deps);
  registerTokenExchange(provider, deps, clients);
  refuseBlindRedirects(provider, clients);
  countGrants(provider, deps);
  // The address that the app put into these headers is the public one, whatever the client sent.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => noteFailure(error));
  tellFailures(provider, deps);
  const { renderError } = createPageSources(deps.pages, clients);
  provider.use(settleRequests(deps, renderError));
  provider.use(refuseBlindSignOuts(deps.applications));
  const callback = provider.callback();
  return {
    keys,
    provider,
    clients,
    handle: async (request, response) => void (await callback(request, response)),
  };
}

export function createEngine(deps: OauthDeps): Engine {
  let running: Running | undefined;

  async function current(): Promise<Running> {
    const keys = await deps.keys.signingKeys();
    if (running?.keys !== keys) running = start(deps, keys);
    return running;
  }

  return {
    current,
    async answer(act, response, prepare) {
      const { handle, keys } = await current();
      if (!keys.active) return refuseAll(response);
      await inUnitOfWork(act, () => handle(prepare(), response));
    },
  };
}
