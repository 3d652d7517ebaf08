import { Provider, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { Tx } from '#platform/db/schema.ts';
import { createClientAdapter } from '../registration/client.adapter.ts';
import { endGrant } from '../grants/grant-ending.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { createAccessTokenAdapter } from '../signed/access-token.adapter.ts';
import { completeAdapter, type ModelAdapter } from './adapter.types.ts';
import { createArtifactAdapter, createReplayAdapter } from './artifacts.adapter.ts';
import { createGrantAdapter } from './grants.adapter.ts';
import { createRefreshAdapter } from './refresh.adapter.ts';
import { createSessionAdapter } from './sessions.adapter.ts';
import { currentUnit } from './unit-of-work.ts';

/** Which endpoint is being answered; undefined outside one. */
function currentRoute(): string | undefined {
  return Provider.ctx?.oidc?.route;
}

/** Used twice at once: as after any second use, what was issued under it ends (RFC 6749 section 4.1.2). */
function endReplayed(deps: OauthDeps) {
  return async (tx: Tx, { grantId, accountId, clientId }: AdapterPayload): Promise<void> => {
    const { act } = currentUnit();
    if (grantId === undefined) return;
    await endGrant(deps, tx, { act, grantId, reason: 'code_replayed' });
    await deps.audit.record(tx, act, {
      action: 'oauth.code_replayed',
      outcome: 'failure',
      target: { type: 'user', id: accountId ?? '' },
      details: { client_id: clientId ?? null, grant_id: grantId },
    });
  };
}

/** As other codes, but that people type what they are found by: few enough characters to be guessed. */
function createDeviceCodeAdapter(deps: OauthDeps, codes: ModelAdapter): ModelAdapter {
  return {
    ...codes,
    async findByUserCode(userCode) {
      await deps.passwords.countUserCode(currentUnit().act);
      return codes.findByUserCode?.(userCode);
    },
  };
}

/** Where each of the engine's models is kept. */
export function createEngineAdapter(deps: OauthDeps): (model: string) => Adapter {
  const race = { onLost: endReplayed(deps) };
  const special: Record<string, () => ModelAdapter> = {
    Session: () => createSessionAdapter(deps, currentRoute),
    Grant: () => createGrantAdapter(deps),
    RefreshToken: () => createRefreshAdapter(deps, currentRoute),
    AccessToken: () => createAccessTokenAdapter(deps, 'AccessToken', currentRoute),
    ClientCredentials: () => createAccessTokenAdapter(deps, 'ClientCredentials', currentRoute),
    Client: () => createClientAdapter(deps),
    ReplayDetection: () => createReplayAdapter(deps),
    AuthorizationCode: () => createArtifactAdapter(deps, 'AuthorizationCode', race),
    DeviceCode: () => createDeviceCodeAdapter(deps, createArtifactAdapter(deps, 'DeviceCode', race)),
  };
  return (model) => {
    const create = special[model] ?? (() => createArtifactAdapter(deps, model));
    return completeAdapter(model, create());
  };
}
