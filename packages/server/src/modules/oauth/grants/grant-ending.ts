import type { Act } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import { enqueueLogouts } from '../backchannel/backchannel.store.ts';
import { consumeConsent, deleteConsentsOfClient } from '../consents/consents.store.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { deleteArtifactsOfClient, deleteArtifactsOfGrants } from '../storage/artifacts.store.ts';
import { deleteGrants, deleteSessionClients, type Grant } from '../storage/grants.store.ts';
import { endOwnSessions } from './own-sessions.ts';

type Deps = Pick<
  OauthDeps,
  'database' | 'clock' | 'tokens' | 'sessions' | 'events' | 'audit' | 'applications' | 'logouts'
>;

/** Ids of one statement; PostgreSQL takes more, SQLite as well. */
const maxListed = 500;

async function emitEnded(
  deps: Deps,
  tx: Tx,
  { grants, reason }: { grants: Grant[]; reason: string },
): Promise<void> {
  const ended = grants.map(({ id, userId, clientId, sessionId }) => {
    const data = { user_id: userId, client_id: clientId, session_id: sessionId, reason };
    return { type: 'grant.ended' as const, subjectId: id, data };
  });
  await deps.events.emitMany(tx, ended);
}

const idsOf = (grants: readonly Grant[]): string[] => grants.map(({ id }) => id);

/** Ends one authorization with all that was issued under it. False when it had ended. */
export async function endGrant(
  deps: Deps,
  tx: Tx,
  ending: { act: Act; grantId: string; reason: string },
): Promise<boolean> {
  const { act, grantId, reason } = ending;
  const grants = await deleteGrants(tx, { id: grantId });
  if (grants.length === 0) return false;
  await deps.tokens.clientFamilies.endOf(tx, { grantId }, reason);
  await deleteArtifactsOfGrants(tx, [grantId]);
  await emitEnded(deps, tx, { grants, reason });
  await endOwnSessions(deps, tx, { act, grants, reason });
  for (const { userId, clientId } of grants) {
    await deps.audit.record(tx, act, {
      action: 'oauth.grant_end',
      outcome: 'success',
      target: { type: 'user', id: userId },
      details: { client_id: clientId, grant_id: grantId, reason },
    });
  }
  return true;
}

/** Takes a consent back and ends what was issued under it. False when there was none. */
export async function endConsent(
  deps: Deps,
  tx: Tx,
  ending: { act: Act; userId: string; clientId: string },
): Promise<boolean> {
  const { act, userId, clientId } = ending;
  const reason = 'consent_revoked';
  const hadConsent = await consumeConsent(tx, userId, clientId);
  const grants = await deleteGrants(tx, { clientId, userId });
  if (!hadConsent && grants.length === 0) return false;
  await deps.tokens.clientFamilies.endOf(tx, { clientId, userId }, reason);
  await deleteArtifactsOfGrants(tx, idsOf(grants));
  await emitEnded(deps, tx, { grants, reason });
  await endOwnSessions(deps, tx, { act, grants, reason });
  await deps.audit.record(tx, act, {
    action: 'oauth.consent_revoke',
    outcome: 'success',
    target: { type: 'user', id: userId },
    details: { client_id: clientId, grants: grants.length },
  });
  return true;
}

/** What follows from somebody else's act, which is audited where it happened. */
const ownAct: Act = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

/** A client is gone: nothing that it holds is good any more. */
export async function endClientGrants(
  deps: Deps,
  tx: Tx,
  { clientId, reason }: { clientId: string; reason: string },
): Promise<void> {
  await deleteConsentsOfClient(tx, clientId);
  const grants = await deleteGrants(tx, { clientId });
  await deleteSessionClients(tx, { clientId });
  await deps.tokens.clientFamilies.endOf(tx, { clientId }, reason);
  await deleteArtifactsOfClient(tx, clientId);
  await emitEnded(deps, tx, { grants, reason });
  await endOwnSessions(deps, tx, { act: ownAct, grants, reason });
}

/**
 * Sessions ended, and with them what clients were given in them, except what goes on without a browser. Each
 * client with an address for it is to be told (OpenID Connect Back-Channel Logout 1.0).
 */
export async function endSessionGrants(
  deps: Deps,
  tx: Tx,
  { sessionIds, reason }: { sessionIds: readonly string[]; reason: string },
): Promise<void> {
  for (let start = 0; start < sessionIds.length; start += maxListed) {
    const ids = sessionIds.slice(start, start + maxListed);
    const grants = await deleteGrants(tx, { sessionIds: ids });
    await deleteArtifactsOfGrants(tx, idsOf(grants));
    await emitEnded(deps, tx, { grants, reason });
    await tellClients(deps, tx, ids);
  }
}

async function tellClients(deps: Deps, tx: Tx, sessionIds: string[]): Promise<void> {
  const links = await deleteSessionClients(tx, { sessionIds });
  if (links.length === 0) return;
  const owners = await tx
    .selectFrom('sessions')
    .select(['id', 'user_id'])
    .where('id', 'in', [...new Set(links.map(({ sessionId }) => sessionId))])
    .execute();
  const userOf = new Map(owners.map(({ id, user_id }) => [id, user_id]));
  const clients = await deps.applications.findMany(tx, [...new Set(links.map(({ clientId }) => clientId))]);
  const notices = links.flatMap(({ sessionId, clientId }) => {
    const uri = clients.get(clientId)?.backchannelLogoutUri;
    const userId = userOf.get(sessionId);
    return uri && userId !== undefined ? [{ clientId, uri, userId, sessionId }] : [];
  });
  await enqueueLogouts(tx, notices, deps.clock.nowMs());
  if (notices.length > 0) deps.logouts.wake();
}
