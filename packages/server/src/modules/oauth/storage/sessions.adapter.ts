import type { AdapterPayload } from 'oidc-provider';
import { acrOfSession, type Session } from '#modules/sessions';
import { epochSeconds } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { createArtifactAdapter } from './artifacts.adapter.ts';
import type { ModelAdapter } from './adapter.types.ts';
import { isGrantPending } from './grants.adapter.ts';
import { deleteSessionClients, listSessionClients, upsertSessionClient } from './grants.store.ts';
import { currentUnit, type UnitOfWork } from './unit-of-work.ts';

/** What the engine notes for a form: its token, and where to go afterwards. Kept for those who are signed in. */
const stateModel = 'SessionState';
const anonymousModel = 'AnonymousSession';

type Authorizations = NonNullable<AdapterPayload['authorizations']>;

interface Known {
  session: Session;
  authorizations: Authorizations;
  hasState: boolean;
}

/** The requests that show or take a form of the engine. */
const formRoutes = /^(end_session|code_verification|device_resume)/;

async function authorizationsOf(deps: OauthDeps, sessionId: string): Promise<Authorizations> {
  const links = await listSessionClients(deps.database.db, sessionId);
  return Object.fromEntries(
    links.map(({ clientId, grantId }) => [
      clientId,
      // Ours to end, not the engine's.
      { sid: sessionId, grantId, persistsLogout: true },
    ]),
  );
}

async function saveLinks(
  deps: OauthDeps,
  tx: Tx,
  links: { unit: UnitOfWork; sessionId: string; before: Authorizations; after: Authorizations },
): Promise<void> {
  const { sessionId, before, after } = links;
  const now = deps.clock.nowMs();
  for (const [clientId, { grantId }] of Object.entries(after)) {
    if (grantId === undefined || grantId === before[clientId]?.grantId) continue;
    if (isGrantPending(links.unit, grantId)) continue;
    await upsertSessionClient(tx, { sessionId, clientId, grantId, now });
  }
  for (const clientId of Object.keys(before)) {
    if (!after[clientId]) await deleteSessionClients(tx, { sessionId, clientId });
  }
}

/**
 * The engine's session is the browser's session of ours, found by the same cookie: signing in or out in one
 * is signing in or out in the other. Only a browser in which nobody is signed in gets one that the engine
 * makes, for the token of a form.
 */
export function createSessionAdapter(deps: OauthDeps, routeOf: () => string | undefined): ModelAdapter {
  const states = createArtifactAdapter(deps, stateModel);
  const anonymous = createArtifactAdapter(deps, anonymousModel);
  const knownIn = (id: string): Known | undefined =>
    currentUnit().seen.get(`Session:${id}`) as Known | undefined;

  async function findOurs(id: string): Promise<AdapterPayload | undefined> {
    const found = await deps.sessions.findBySecret(id);
    if (!found) return undefined;
    const { session, user } = found;
    const authorizations = await authorizationsOf(deps, session.id);
    const kept = formRoutes.test(routeOf() ?? '') ? await states.find(session.id) : undefined;
    currentUnit().seen.set(`Session:${id}`, {
      session,
      authorizations,
      hasState: kept !== undefined,
    } satisfies Known);
    return {
      ...{ jti: id, kind: 'Session', uid: session.id, accountId: user.id, amr: session.amr },
      acr: acrOfSession(session),
      ...{ loginTs: epochSeconds(session.authenticatedAt), exp: epochSeconds(session.expiresAt) },
      // A copy: the engine writes into it.
      authorizations: structuredClone(authorizations),
      ...(kept?.state && { state: kept.state }),
    };
  }

  async function saveState(known: Known, payload: AdapterPayload): Promise<void> {
    const { id } = known.session;
    if (payload.state) await states.upsert?.(id, { state: payload.state, exp: payload.exp });
    else if (known.hasState) await states.destroy?.(id);
  }

  return {
    find: async (id) => (await findOurs(id)) ?? anonymous.find(id),
    async findByUid(uid) {
      const found = await deps.sessions.findLive(uid);
      return found && { kind: 'Session', uid, accountId: found.user.id };
    },
    async upsert(id, payload, expiresIn) {
      const known = knownIn(id);
      if (!known) {
        if (payload.accountId !== undefined) throw new TypeError('Only our own pages sign people in');
        await anonymous.upsert?.(id, payload, expiresIn);
        return;
      }
      const { session, authorizations: before } = known;
      const after = payload.authorizations ?? {};
      await saveState(known, payload);
      const unit = currentUnit();
      unit.onSuccess((tx) => saveLinks(deps, tx, { unit, sessionId: session.id, before, after }));
    },
    async destroy(id) {
      const unit = currentUnit();
      const known = knownIn(id);
      if (!known) return anonymous.destroy?.(id);
      const act = { ...unit.act, actor: { type: 'user', id: known.session.userId } } as const;
      unit.inAnyCase(async (tx) => {
        await deps.sessions.end(tx, act, known.session.id, 'signed_out');
      });
    },
  };
}
