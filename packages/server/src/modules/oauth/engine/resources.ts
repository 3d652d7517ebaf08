import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { OauthDeps } from '../oauth.deps.ts';
import type { EngineClients } from './clients.ts';
import { ownAudience } from './own-audience.ts';
import { defaultScopeOf, defaultUserScopeOf, scopesAllowed, standardScopeNames } from './standard-scopes.ts';

type Deps = Pick<OauthDeps, 'services' | 'config'>;

export interface Resources {
  defaultResource(
    ctx: KoaContextWithOIDC,
    client?: Client,
    oneOf?: readonly string[],
  ): Promise<string | string[]>;
  getResourceServerInfo(ctx: KoaContextWithOIDC, resource: string, client: Client): Promise<ResourceServer>;
}

/** The requests that begin something, where what is left out gets a default. */
const beginning = new Set(['authorization', 'device_authorization', 'pushed_authorization_request']);

function isBeginning({ oidc }: KoaContextWithOIDC): boolean {
  return (
    beginning.has(oidc.route) ||
    (oidc.route === 'token' && oidc.params?.['grant_type'] === 'client_credentials')
  );
}

function refuseUnknownScopes(ctx: KoaContextWithOIDC, allowed: ReadonlySet<string>): void {
  const { params } = ctx.oidc;
  if (!isBeginning(ctx) || typeof params?.['scope'] !== 'string') return;
  // Of several services each takes the words it knows; of one the client learns what it may not have.
  const hasSeveral = Array.isArray(params['resource']);
  for (const name of params['scope'].split(' ')) {
    if (allowed.has(name) || (hasSeveral && !standardScopeNames.includes(name))) continue;
    throw new errors.InvalidScope('requested scope is not allowed', name);
  }
}

/**
 * Services as the engine knows resource servers (RFC 8707). Every token is for one of them: Ostiary itself
 * when none is named, whose tokens are signed (RFC 9068).
 */
export function createResources(deps: Deps, clients: EngineClients): Resources {
  const { tokens } = deps.config;
  const own = ownAudience(deps);

  async function serverFor(
    resource: string,
    allowed: readonly string[],
  ): Promise<ResourceServer | undefined> {
    const common = { audience: resource, accessTokenFormat: 'jwt' as const };
    if (resource === own) return { ...common, scope: allowed.join(' ') };
    const service = await deps.services.findByAudience(resource);
    if (!service) return undefined;
    const scope = service.scopes.map(({ name }) => name).filter((name) => allowed.includes(name));
    const { accessTokenSeconds, tokenFormat } = service;
    return {
      ...{ audience: resource, accessTokenFormat: tokenFormat, scope: scope.join(' ') },
      ...(accessTokenSeconds !== null && { accessTokenTTL: accessTokenSeconds }),
    };
  }

  return {
    async defaultResource(ctx, client, oneOf) {
      if (oneOf) return oneOf.includes(own) ? own : [...oneOf];
      const { params } = ctx.oidc;
      if (params && client && params['scope'] === undefined && isBeginning(ctx)) {
        const ofWhom = ctx.oidc.route === 'token' ? defaultScopeOf : defaultUserScopeOf;
        params['scope'] = ofWhom(scopesAllowed(clients, client));
      }
      return own;
    },
    async getResourceServerInfo(ctx, resource, client) {
      const allowed = scopesAllowed(clients, client);
      const server = await serverFor(resource, allowed);
      if (!server) throw new errors.InvalidTarget('there is no such resource');
      const standard = allowed.filter((name) => standardScopeNames.includes(name));
      refuseUnknownScopes(ctx, new Set([...server.scope.split(' '), ...standard]));
      const seconds =
        server.accessTokenTTL ??
        clients.knownOf(client)?.application.accessTokenSeconds ??
        tokens.accessSeconds;
      return { ...server, accessTokenTTL: seconds };
    },
  };
}
