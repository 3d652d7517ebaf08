import type { AdapterPayload } from 'oidc-provider';
import { apiTokenPrefix, firstPartyClientId, isDrfTokenText, refreshPrefix } from '#modules/tokens';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { ModelAdapter } from '../storage/adapter.types.ts';
import { createArtifactAdapter, toArtifact } from '../storage/artifacts.adapter.ts';
import { upsertArtifact } from '../storage/artifacts.store.ts';
import { currentUnit } from '../storage/unit-of-work.ts';
import { findApiToken } from './api-token-payload.ts';
import { tokenBehind } from './handles.ts';
import { findOldAccess } from './old-access-payload.ts';
import { findLiveAccess } from './opaque-tokens.ts';
import {
  isUnderOwnGrant,
  noteSignedAccess,
  notedSignedAccess,
  readSignedAccess,
  revokedModel,
  toAccessPayload,
  type SignedAccess,
} from './signed-tokens.ts';

type Model = 'AccessToken' | 'ClientCredentials';

async function findSigned(deps: OauthDeps, token: string, route: string | undefined) {
  const signed = await readSignedAccess(deps, token);
  if (!signed) return (await findOldAccess(deps, token))?.payload;
  noteSignedAccess(signed);
  const { aud, ...payload } = toAccessPayload(signed);
  // The user's details are ours to give to whoever holds a token for us.
  const isForUs = route === 'userinfo' && aud === ownAudience(deps);
  return isForUs ? payload : { ...payload, aud };
}

/** Ends a signed token: its session, the denial of itself, or nothing where its grant ends as well. */
function revokeSigned(deps: OauthDeps, { claims, clientId, tokenId, user }: SignedAccess): void {
  const unit = currentUnit();
  const { sid, exp } = claims;
  if (clientId === firstPartyClientId && typeof sid === 'string') {
    unit.inAnyCase(async (tx) => {
      await deps.sessions.end(tx, unit.act, sid, 'token_revoked');
    });
    return;
  }
  if (isUnderOwnGrant(claims)) return;
  const payload = { exp: exp as number, clientId };
  const artifact = toArtifact(deps, revokedModel, { id: tokenId, payload, expiresIn: undefined });
  unit.inAnyCase(async (tx) => {
    await upsertArtifact(tx, artifact);
    const data = { user_id: user?.id ?? null, client_id: clientId, jti: tokenId };
    await deps.events.emit(tx, { type: 'token.revoked', subjectId: tokenId, data });
    await deps.audit.record(tx, unit.act, {
      action: 'token.revoke',
      outcome: 'success',
      target: { type: 'token', id: tokenId },
      details: { client_id: clientId },
    });
  });
}

/**
 * Access tokens of every kind: signed ones, which are nowhere stored; opaque ones, for services that want
 * them; those of the first-party API and static ones, so that introspection and revocation know them all.
 */
export function createAccessTokenAdapter(
  deps: OauthDeps,
  model: Model,
  routeOf: () => string | undefined,
): ModelAdapter {
  const opaque = createArtifactAdapter(deps, model);

  async function look(token: string): Promise<AdapterPayload | undefined> {
    if (token.startsWith(refreshPrefix)) return undefined;
    if (token.startsWith(apiTokenPrefix)) return (await findApiToken(deps, token))?.payload;
    if (token.includes('.')) return findSigned(deps, token, routeOf());
    // An imported static token looks like an opaque token of somebody else.
    const imported = isDrfTokenText(token) ? await findApiToken(deps, token) : undefined;
    if (imported) return imported.payload;
    const stored = await opaque.find(token);
    return stored?.accountId === undefined ? stored : (await findLiveAccess(deps, stored))?.payload;
  }

  /** The engine asks for one text as several kinds of token at once. */
  function find(id: string): Promise<AdapterPayload | undefined> {
    const token = tokenBehind(id);
    const isOpaque = !token.includes('.') && !token.startsWith(apiTokenPrefix);
    if (isOpaque) return look(token);
    const { seen } = currentUnit();
    const key = `Token:${token}`;
    const known = seen.get(key) as Promise<AdapterPayload | undefined> | undefined;
    const looking = known ?? look(token);
    seen.set(key, looking);
    return looking;
  }

  return {
    ...opaque,
    async find(id) {
      const payload = await find(id);
      return payload?.kind === model ? payload : undefined;
    },
    async destroy(id) {
      const signed = notedSignedAccess(id);
      const unit = currentUnit();
      if (signed) return revokeSigned(deps, signed);
      if (id.startsWith(apiTokenPrefix) || isDrfTokenText(id)) {
        unit.inAnyCase((tx) => deps.tokens.revokeApiTokenText(tx, unit.act, id));
      }
      if (id.includes('.')) unit.inAnyCase((tx) => deps.tokens.revokeOldToken(tx, unit.act, id));
      else if (!id.startsWith(apiTokenPrefix)) await opaque.destroy?.(id);
    },
  };
}
