import type { Interaction as EngineInteraction } from 'oidc-provider';
import type { Act } from '#modules/audit';
import { acrOfSession, type Session } from '#modules/sessions';
import { epochSeconds } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { mergedScopes } from '../consents/consents.rules.ts';
import { findConsent, upsertConsent } from '../consents/consents.store.ts';
import type { Engine } from '../engine/engine.ts';
import { pathOf } from '../engine/paths.ts';
import { scopesAllowed } from '../engine/standard-scopes.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { OauthService } from '../oauth.types.ts';
import { commit } from '../storage/commit.ts';
import { inUnitOfWork, type UnitOfWork } from '../storage/unit-of-work.ts';
import { toInteraction, type FoundInteraction } from './interaction-view.ts';
import { agreedOf, askedOf, resourcesOf, textParam } from './requested.rules.ts';
import { scopesOfResources } from './scope-words.ts';

interface Deps extends Pick<
  OauthDeps,
  'database' | 'sessions' | 'clock' | 'audit' | 'services' | 'access' | 'config'
> {
  engine(): Promise<Engine>;
}

type InteractionUseCases = Pick<OauthService, 'findInteraction' | 'finishSignIn' | 'finishConsent' | 'abort'>;

interface SignedIn {
  sessionId: string;
  userId: string;
}

const nobody: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

async function find(deps: Deps, uid: string): Promise<FoundInteraction | undefined> {
  const { provider, clients } = await (await deps.engine()).current();
  const interaction = await provider.Interaction.find(uid);
  if (!interaction) return undefined;
  const sessionId = interaction.session?.uid;
  if (sessionId !== undefined && !(await deps.sessions.findLive(sessionId))) return undefined;
  const { params } = interaction;
  const client = await provider.Client.find(textParam(params, 'client_id') ?? '');
  if (!client) return undefined;
  const offered = await scopesOfResources(deps, scopesAllowed(clients, client), resourcesOf(params));
  const isFirstParty = clients.knownOf(client)?.application.isFirstParty === true;
  const { deviceCode = '' } = interaction;
  const { userCode = null } = (deviceCode !== '' && (await provider.DeviceCode.find(deviceCode))) || {};
  return { interaction, client, isFirstParty, userCode, scopes: askedOf(params, offered) };
}

/** AppError `oauth.interaction_gone`. */
async function get(deps: Deps, uid: string): Promise<FoundInteraction> {
  const found = await find(deps, uid);
  if (!found) throw new AppError('oauth.interaction_gone');
  return found;
}

/** AppError `oauth.interaction_gone` when the session has ended, or is somebody else's. */
async function getSession(deps: Deps, { sessionId, userId }: SignedIn): Promise<Session> {
  const live = await deps.sessions.findLive(sessionId);
  if (live?.user.id !== userId) throw new AppError('oauth.interaction_gone');
  return live.session;
}

/** Answers the interaction; the engine takes it up when the browser comes back. */
async function finish(
  deps: Deps,
  unit: UnitOfWork,
  { interaction, result }: { interaction: EngineInteraction; result: EngineInteraction['result'] },
): Promise<string> {
  interaction.result = result;
  await interaction.save(interaction.exp - epochSeconds(deps.clock.nowMs()));
  await commit(deps.database, unit, 'success');
  return pathOf(interaction.returnTo);
}

/** Whether the user has to prove once more who they are, although the browser has a session. */
function needsFreshProof({ prompt }: EngineInteraction): boolean {
  return prompt.name === 'login' && prompt.reasons.some((reason) => reason !== 'no_session');
}

async function finishSignIn(deps: Deps, unit: UnitOfWork, { uid, by }: { uid: string; by: SignedIn }) {
  const { interaction } = await get(deps, uid);
  const session = await getSession(deps, by);
  const isFresh = session.authenticatedAt >= (interaction.iat ?? 0) * 1000;
  if (needsFreshProof(interaction) && !isFresh) throw new AppError('access.unauthenticated');
  // Whoever began it may have been somebody else: from here on this session counts, and an authorization of
  // theirs, which ends with theirs, does not.
  for (const name of ['session', 'grantId']) Reflect.deleteProperty(interaction, name);
  const login = {
    ...{ accountId: by.userId, ts: epochSeconds(session.authenticatedAt), amr: session.amr },
    acr: acrOfSession(session),
  };
  const isChoice = interaction.prompt.name === 'select_account';
  // Whoever only chose has proved nothing: what asks for a proof asks again.
  const result = {
    ...interaction.lastSubmission,
    ...((isFresh || !isChoice) && { login }),
    ...(isChoice && { select_account: {} }),
  };
  return finish(deps, unit, { interaction, result });
}

async function finishConsent(
  deps: Deps,
  unit: UnitOfWork,
  { uid, by, names }: { uid: string; by: SignedIn; names: readonly string[] },
): Promise<string> {
  const { interaction, client, scopes } = await get(deps, uid);
  await getSession(deps, by);
  const { userId } = by;
  const isAsked = interaction.prompt.name === 'consent' && interaction.session?.accountId === userId;
  if (!isAsked) throw new AppError('oauth.interaction_gone');
  const { clientId } = client;
  const agreed = agreedOf(scopes, names);
  const before = await findConsent(deps.database.db, userId, clientId);
  const now = deps.clock.nowMs();
  unit.onSuccess(async (tx) => {
    await upsertConsent(tx, {
      ...{ userId, clientId, scopes: mergedScopes(before?.scopes ?? {}, agreed) },
      ...{ createdAt: before?.createdAt ?? now, updatedAt: now },
    });
    await deps.audit.record(tx, unit.act, {
      action: 'oauth.consent',
      outcome: 'success',
      target: { type: 'user', id: userId },
      details: { client_id: clientId, scopes: [...names].sort() },
    });
  });
  return finish(deps, unit, { interaction, result: { ...interaction.lastSubmission, consent: {} } });
}

async function abort(deps: Deps, unit: UnitOfWork, uid: string): Promise<string> {
  const { interaction, client } = await get(deps, uid);
  unit.onSuccess(async (tx) => {
    await deps.audit.record(tx, unit.act, {
      action: 'oauth.consent_refuse',
      outcome: 'denied',
      details: { client_id: client.clientId },
    });
  });
  const result = { error: 'access_denied', error_description: 'the user did not agree' };
  return finish(deps, unit, { interaction, result });
}

/** What pages do with an authorization request that waits for somebody. */
export function createInteractions(deps: Deps): InteractionUseCases {
  return {
    findInteraction: (uid) =>
      inUnitOfWork(nobody, async () => {
        const found = await find(deps, uid);
        return found && toInteraction(deps, found);
      }),
    finishSignIn: (uid, by) => inUnitOfWork(nobody, (unit) => finishSignIn(deps, unit, { uid, by })),
    finishConsent: (act, uid, { scopes: names, ...by }) =>
      inUnitOfWork(act, (unit) => finishConsent(deps, unit, { uid, by, names })),
    abort: (act, uid) => inUnitOfWork(act, (unit) => abort(deps, unit, uid)),
  };
}
