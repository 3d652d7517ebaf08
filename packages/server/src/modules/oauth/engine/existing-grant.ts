import { errors, type Grant, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { claimsKey, commonScopes, openidScopes, type ScopesByAudience } from '../consents/consents.rules.ts';
import { findConsent } from '../consents/consents.store.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { noteGrantSession } from '../storage/grants.adapter.ts';
import type { EngineClients } from './clients.ts';

type Deps = Pick<OauthDeps, 'database' | 'sessions'>;

/** Everything that the request asks for, by audience. */
function requestedScopes(ctx: KoaContextWithOIDC): ScopesByAudience {
  const { requestParamOIDCScopes, requestParamScopes, requestParamClaims, resourceServers } = ctx.oidc;
  const asked: ScopesByAudience = { [openidScopes]: [...requestParamOIDCScopes] };
  for (const [resource, server] of Object.entries(resourceServers ?? {})) {
    asked[resource] = [...requestParamScopes].filter((name) => server.scopes.has(name));
  }
  const claims = [...requestParamClaims];
  return claims.length === 0 ? asked : { ...asked, [claimsKey]: claims };
}

function isAll(asked: ScopesByAudience, agreed: ScopesByAudience): boolean {
  return Object.entries(asked).every(([audience, names]) => names.length === (agreed[audience]?.length ?? 0));
}

/** Scopes as the engine's grant has them. */
function fill(grant: Grant, scopes: ScopesByAudience): void {
  for (const [audience, names] of Object.entries(scopes)) {
    if (names.length === 0) continue;
    if (audience === openidScopes) grant.addOIDCScope(names.join(' '));
    else if (audience === claimsKey) grant.addOIDCClaims(names);
    else grant.addResourceScope(audience, names.join(' '));
  }
}

/**
 * The grant of a request that nobody has to be asked about: for an application of one's own, or when the user
 * agreed to all of it before, or has just been asked and agreed to some.
 */
export function createLoadExistingGrant(deps: Deps, clients: EngineClients) {
  return async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { oidc } = ctx;
    const { client, account, session } = oidc;
    if (!client || !account || !session) return undefined;
    // The engine takes the word of the interaction for who signed in; the session is what counts.
    const live = await deps.sessions.findLive(session.uid);
    if (live?.user.id !== account.accountId) throw new errors.SessionNotFound('the session has ended');
    const asked = requestedScopes(ctx);
    const isFirstParty = clients.knownOf(client)?.application.isFirstParty === true;
    const consent = isFirstParty
      ? undefined
      : await findConsent(deps.database.db, account.accountId, client.clientId);
    const agreed = isFirstParty ? asked : commonScopes(asked, consent?.scopes ?? {});
    const wasAsked = oidc.result?.consent !== undefined;
    if (!isAll(asked, agreed) && !wasAsked) return undefined;
    return makeGrant(oidc.provider, {
      sessionId: session.uid,
      userId: account.accountId,
      clientId: client.clientId,
      asked,
      agreed,
    });
  };
}

async function makeGrant(
  provider: Provider,
  from: {
    sessionId: string;
    userId: string;
    clientId: string;
    asked: ScopesByAudience;
    agreed: ScopesByAudience;
  },
): Promise<Grant> {
  const { sessionId, userId, clientId, asked, agreed } = from;
  const grant = new provider.Grant({ accountId: userId, clientId });
  fill(grant, agreed);
  // What was asked for and not agreed to is settled, too: nobody is asked again in this request.
  for (const [audience, names] of Object.entries(asked)) {
    const refused = names.filter((name) => !agreed[audience]?.includes(name));
    if (refused.length === 0) continue;
    if (audience === openidScopes) grant.rejectOIDCScope(refused.join(' '));
    else if (audience === claimsKey) grant.rejectOIDCClaims(refused);
    else grant.rejectResourceScope(audience, refused.join(' '));
  }
  noteGrantSession(sessionId);
  await grant.save();
  return grant;
}
