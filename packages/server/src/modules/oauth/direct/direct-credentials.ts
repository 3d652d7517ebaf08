import type { Application } from '#modules/applications';
import { defaultScopeOf } from '../engine/standard-scopes.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { signAccessToken, type AccessTokenDeps } from './access-token.ts';
import { findDirectClient, type PlainRequest } from './direct-client.ts';

type Deps = AccessTokenDeps & Pick<OauthDeps, 'applications'>;

export const credentialFields: ReadonlySet<string> = new Set([
  'grant_type',
  'scope',
  'client_id',
  'client_secret',
]);

/** What the application gets of what it asks for; null when there is something to refuse. */
function scopeFor({ scopes }: Application, wish: string | undefined): string | undefined | null {
  if (wish === undefined) return defaultScopeOf(scopes);
  const words = wish.split(' ');
  return words.every((word) => scopes.includes(word)) && new Set(words).size === words.length ? wish : null;
}

/**
 * A token by client credentials (RFC 6749 section 4.4) for Ostiary itself, with the same claims that the engine
 * gives it: the request that machines send most, without what the engine has to look at for all others.
 */
export async function issueDirectly(deps: Deps, request: PlainRequest): Promise<object | undefined> {
  if (request.fields.get('grant_type') !== 'client_credentials') return undefined;
  const known = await findDirectClient(deps, request);
  if (known?.application.grants.includes('client_credentials') !== true) return undefined;
  const { application } = known;
  const scope = scopeFor(application, request.fields.get('scope'));
  if (scope === null) return undefined;
  const { token, expiresIn } = await signAccessToken(deps, application, { scope });
  const answer = { access_token: token, expires_in: expiresIn };
  return { ...answer, ...(scope !== undefined && { scope }), token_type: 'Bearer' };
}
