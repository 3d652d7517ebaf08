import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { exchangeGrant } from '#modules/applications';
import type { Claims } from '#modules/keys';
import { firstPartyClientId } from '#modules/tokens';
import type { User } from '#modules/users';
import { epochSeconds } from '#platform/clock.ts';
import { addClaims } from '../engine/access-token-claims.ts';
import type { EngineClients } from '../engine/clients.ts';
import { ownAudience } from '../engine/own-audience.ts';
import { createResources } from '../engine/resources.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { authenticationClaims } from '../signed/authentication-claims.ts';
import { readSignedAccess, type SignedAccess } from '../signed/signed-tokens.ts';
import { hasGrant } from '../storage/grants.store.ts';
import { currentUnit } from '../storage/unit-of-work.ts';
import {
  accessTokenType,
  actorChain,
  isAccessTokenType,
  narrowedScope,
  type Actor,
} from './exchange.rules.ts';

const parameters = [
  ...['subject_token', 'subject_token_type', 'actor_token', 'actor_token_type'],
  ...['requested_token_type', 'resource', 'audience', 'scope'],
];

interface Exchange {
  subject: SignedAccess & { user: User };
  /** Undefined for impersonation. */
  actor: Actor | undefined;
  resource: string;
  wish: string[] | undefined;
}

function text(ctx: KoaContextWithOIDC, name: string): string | undefined {
  const value = ctx.oidc.params?.[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new errors.InvalidRequest(`${name} must not be repeated`);
  return value;
}

async function readToken(deps: OauthDeps, ctx: KoaContextWithOIDC, role: 'subject' | 'actor') {
  const token = text(ctx, `${role}_token`);
  if (token === undefined) return undefined;
  if (!isAccessTokenType(text(ctx, `${role}_token_type`))) {
    throw new errors.InvalidRequest(`${role}_token_type must be that of an access token`);
  }
  const signed = await readSignedAccess(deps, token);
  if (!signed || !(await isGrantLive(deps, signed)))
    throw new errors.InvalidGrant(`${role}_token is not good`);
  // It is bound to a key that whoever exchanges it has not proved to hold (RFC 9449).
  if (signed.claims['cnf'] !== undefined) throw new errors.InvalidGrant(`${role}_token is bound to a key`);
  return signed;
}

async function isGrantLive({ database }: OauthDeps, { claims }: SignedAccess): Promise<boolean> {
  const grantId = claims['grant_id'];
  return typeof grantId !== 'string' || hasGrant(database.db, grantId);
}

/** Delegation by default; a client that may impersonate leaves itself out unless it names an actor. */
async function readActor(
  deps: OauthDeps,
  ctx: KoaContextWithOIDC,
  from: { claims: Claims; mayImpersonate: boolean; clientId: string },
): Promise<Actor | undefined> {
  const actor = await readToken(deps, ctx, 'actor');
  if (!actor && from.mayImpersonate && from.claims['act'] === undefined) return undefined;
  const subject = actor ? (actor.user?.id ?? actor.clientId) : from.clientId;
  const chain = actorChain(subject, from.claims);
  if (!chain) throw new errors.InvalidRequest('too many actors');
  return chain;
}

function requestedResource(deps: OauthDeps, ctx: KoaContextWithOIDC): string {
  const [resource, audience] = [text(ctx, 'resource'), text(ctx, 'audience')];
  if (resource !== undefined && audience !== undefined && resource !== audience) {
    throw new errors.InvalidTarget('resource and audience must be the same');
  }
  return resource ?? audience ?? ownAudience(deps);
}

/** What somebody signed in to a service with has no scope that says what of Ostiary itself it is good for. */
function refuseWayBack(deps: OauthDeps, { clientId, claims }: SignedAccess, resource: string): void {
  const own = ownAudience(deps);
  if (clientId !== firstPartyClientId || resource !== own || claims['aud'] === own) return;
  throw new errors.InvalidTarget('subject_token is for a service, not for this resource');
}

async function readExchange(
  deps: OauthDeps,
  clients: EngineClients,
  ctx: KoaContextWithOIDC,
): Promise<Exchange> {
  const { client } = ctx.oidc;
  const known = client && clients.knownOf(client);
  if (!known || known.application.clientType !== 'confidential') {
    throw new errors.UnauthorizedClient('only confidential clients exchange tokens');
  }
  const requested = text(ctx, 'requested_token_type');
  if (requested !== undefined && !isAccessTokenType(requested)) {
    throw new errors.InvalidRequest('only access tokens are issued');
  }
  const subject = await readToken(deps, ctx, 'subject');
  if (!subject) throw new errors.InvalidRequest("missing required parameter 'subject_token'");
  const { user, claims } = subject;
  if (!user) throw new errors.InvalidGrant('subject_token is nobody’s');
  const { mayImpersonate, clientId } = known.application;
  const actor = await readActor(deps, ctx, { claims, mayImpersonate, clientId });
  const resource = requestedResource(deps, ctx);
  refuseWayBack(deps, subject, resource);
  return { subject: { ...subject, user }, actor, resource, wish: text(ctx, 'scope')?.split(' ') };
}

/** What the subject token lets its bearer do; null for a first-party token without limit. */
function scopeOf({ claims, clientId }: SignedAccess): string[] | null {
  const { scope } = claims;
  if (typeof scope === 'string' && scope !== '') return scope.split(' ');
  return clientId === firstPartyClientId ? null : [];
}

async function issue(
  deps: OauthDeps,
  ctx: KoaContextWithOIDC,
  made: Exchange & { resourceServer: InstanceType<Provider['ResourceServer']> },
): Promise<void> {
  const { provider } = ctx.oidc;
  const { subject, actor, resourceServer, wish } = made;
  const { client } = ctx.oidc;
  if (!client) throw new TypeError('A token is exchanged by nobody');
  const outcome = narrowedScope(wish, scopeOf(subject), resourceServer.scopes);
  if (outcome.isRefused)
    throw new errors.InvalidScope('requested scope exceeds what may be had', outcome.name);
  const { exp, sid, grant_id: grantId } = subject.claims;
  const left = (exp as number) - epochSeconds(deps.clock.nowMs());
  const expiresIn = Math.min(left, resourceServer.accessTokenTTL ?? left);
  const token = new provider.AccessToken({
    ...{ accountId: subject.user.id, client, gty: exchangeGrant, expiresIn, resourceServer },
    grantId: typeof grantId === 'string' ? grantId : '',
    ...(typeof sid === 'string' && { sessionUid: sid, sid }),
    scope: outcome.scope.join(' '),
  });
  addClaims(token, {
    ...(actor && { act: actor }),
    ...authenticationClaims(subject.claims),
    // The grant is one of the client that was given the subject token.
    ...(typeof grantId === 'string' && {
      grant_client_id: subject.claims['grant_client_id'] ?? subject.clientId,
    }),
  });
  ctx.oidc.entity('AccessToken', token);
  const value = await token.save();
  record(deps, { ...made, clientId: client.clientId, scope: outcome.scope });
  ctx.body = {
    ...{ access_token: value, issued_token_type: accessTokenType, token_type: 'Bearer' },
    ...{ expires_in: expiresIn, scope: outcome.scope.join(' ') },
  };
}

function record(deps: OauthDeps, made: Exchange & { clientId: string; scope: string[] }): void {
  const unit = currentUnit();
  unit.onSuccess(async (tx) => {
    await deps.audit.record(tx, unit.act, {
      action: 'oauth.token_exchange',
      outcome: 'success',
      target: { type: 'user', id: made.subject.user.id },
      details: {
        ...{ client_id: made.clientId, subject_client_id: made.subject.clientId, audience: made.resource },
        ...{ scope: made.scope.join(' '), is_impersonation: made.actor === undefined },
      },
    });
  });
}

/** OAuth 2.0 Token Exchange (RFC 8693): a user's access token for one with less scope, or for another service. */
export function registerTokenExchange(provider: Provider, deps: OauthDeps, clients: EngineClients): void {
  const { getResourceServerInfo } = createResources(deps, clients);
  provider.registerGrantType(
    exchangeGrant,
    async (ctx) => {
      const { client } = ctx.oidc;
      if (!client) throw new TypeError('A token is exchanged by nobody');
      const exchange = await readExchange(deps, clients, ctx);
      const info = await getResourceServerInfo(ctx, exchange.resource, client);
      const resourceServer = new provider.ResourceServer(exchange.resource, info);
      await issue(deps, ctx, { ...exchange, resourceServer });
    },
    parameters,
  );
}
