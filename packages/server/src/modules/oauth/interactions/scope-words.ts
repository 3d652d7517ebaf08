import { isPermission, permissionCatalogue } from '@ostiary/contract';
import type { Service } from '#modules/services';
import { isAppError } from '#platform/errors.ts';
import { claimsKey, type ScopesByAudience } from '../consents/consents.rules.ts';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { RequestedScope } from '../oauth.types.ts';

type Deps = Pick<OauthDeps, 'services' | 'access' | 'config'>;

/** What each resource has to offer this client. */
export async function scopesOfResources(
  deps: Deps,
  allowed: readonly string[],
  resources: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const offered = new Map<string, ReadonlySet<string>>();
  for (const resource of resources) {
    const service = resource === ownAudience(deps) ? undefined : await deps.services.findByAudience(resource);
    const names = service ? service.scopes.map(({ name }) => name) : allowed;
    offered.set(resource, new Set(names.filter((name) => allowed.includes(name))));
  }
  return offered;
}

async function permissionWords(deps: Deps, name: string): Promise<string | null> {
  if (isPermission(name)) return permissionCatalogue[name];
  try {
    return (await deps.access.getPermission(name)).description;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

export type NamedScope = Omit<RequestedScope, 'isGranted'> & { audience: string };

/** The services that define these scopes, by the name of the scope. */
async function definingServices(deps: Deps, scopes: ScopesByAudience): Promise<Map<string, Service>> {
  const byName = new Map<string, Service>();
  for (const audience of Object.keys(scopes)) {
    const service = await deps.services.findByAudience(audience);
    for (const { name } of service?.scopes ?? []) if (service) byName.set(name, service);
  }
  return byName;
}

/** Scopes with the words of whoever defines them, each name once, those about the user first. */
export async function describeScopes(deps: Deps, scopes: ScopesByAudience): Promise<NamedScope[]> {
  const services = await definingServices(deps, scopes);
  const named = new Map<string, NamedScope>();
  for (const [audience, names] of Object.entries(scopes)) {
    if (audience === claimsKey) continue;
    for (const name of names) {
      // A service's own words come before ours, whichever audience names the scope first.
      const service = services.get(name);
      const inService = service?.scopes.find((scope) => scope.name === name)?.description;
      if (named.has(name)) continue;
      const description = inService ?? (await permissionWords(deps, name));
      named.set(name, { name, description, service: service?.name ?? null, audience });
    }
  }
  return [...named.values()];
}
