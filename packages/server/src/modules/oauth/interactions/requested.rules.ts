import { assuranceLevels, type Assurance } from '#modules/sessions';
import { claimsKey, openidScopes, type ScopesByAudience } from '../consents/consents.rules.ts';
import { standardScopeNames } from '../engine/standard-scopes.ts';

/** The parameters of an authorization request, as the engine has checked them. */
export type RequestParams = Record<string, unknown>;

function words(value: unknown): string[] {
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : [];
}

/** A text parameter; null when it is absent. */
export function textParam(params: RequestParams, name: string): string | null {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function wordParams(params: RequestParams, name: string): string[] {
  return words(params[name]);
}

export function resourcesOf({ resource }: RequestParams): string[] {
  if (typeof resource === 'string') return [resource];
  return Array.isArray(resource) ? resource.map(String) : [];
}

interface AcrRequest {
  value?: unknown;
  values?: unknown;
}

function acrClaim(params: RequestParams): AcrRequest | null {
  const text = textParam(params, 'claims');
  const { id_token: idToken } =
    text === null ? {} : (JSON.parse(text) as { id_token?: { acr?: AcrRequest | null } | null });
  return idToken?.acr ?? null;
}

/** The values of an `acr` claim request, if it has any. */
function claimedValues(params: RequestParams): unknown[] {
  const { value, values } = acrClaim(params) ?? {};
  if (Array.isArray(values)) return values;
  return value === undefined ? [] : [value];
}

/**
 * The level that a client would have best, of those there are (OpenID Connect Core sections 3.1.2.1 and 5.5.1.1,
 * RFC 9470 section 4). `acr_values` are in the order of preference and win over the claim, as in the engine.
 */
export function wantedAcr(params: RequestParams): Assurance | null {
  const preferred = wordParams(params, 'acr_values');
  const wanted: unknown[] = preferred.length > 0 ? preferred : claimedValues(params);
  const levels = wanted.flatMap((value) => assuranceLevels.filter((level) => level === value));
  return levels[0] ?? null;
}

/** The single claims that a `claims` parameter asks for; the engine has checked that it is JSON. */
function claimNames(params: RequestParams): string[] {
  const text = textParam(params, 'claims');
  if (text === null) return [];
  const { userinfo = {}, id_token: idToken = {} } = JSON.parse(text) as Record<string, object | null>;
  return [...new Set([...Object.keys(userinfo ?? {}), ...Object.keys(idToken ?? {})])];
}

/**
 * What a request asks for, by audience. `scopesOf` gives what each resource has to offer this client.
 */
export function askedOf(
  params: RequestParams,
  scopesOf: ReadonlyMap<string, ReadonlySet<string>>,
): ScopesByAudience {
  const names = words(params['scope']);
  const asked: ScopesByAudience = {
    [openidScopes]: names.filter((name) => standardScopeNames.includes(name)),
  };
  for (const [resource, scopes] of scopesOf) asked[resource] = names.filter((name) => scopes.has(name));
  const claims = claimNames(params);
  return claims.length === 0 ? asked : { ...asked, [claimsKey]: claims };
}

/** Of what was asked for, that with these names. Single claims go with the scopes: they have no box of their own. */
export function agreedOf(asked: ScopesByAudience, names: readonly string[]): ScopesByAudience {
  return Object.fromEntries(
    Object.entries(asked).map(([audience, all]) => [
      audience,
      audience === claimsKey ? all : all.filter((name) => names.includes(name)),
    ]),
  );
}
