import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Act } from '#modules/audit';
import type { TokenPorts } from '#modules/tokens';
import type { Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { listConsents } from './consents/consents.store.ts';
import { createDirectAnswers, type AnswerDirectly } from './direct/direct-answers.ts';
import type { Engine } from './engine/engine.ts';
import { createRequestPreparation } from './engine/prepare-request.ts';
import { endClientGrants, endConsent, endSessionGrants } from './grants/grant-ending.ts';
import { createOauthBulk } from './bulk/oauth.bulk.ts';
import type { OauthBulk } from './bulk/oauth.bulk.types.ts';
import { findOwnStoredAccess } from './introspection/presented-access.ts';
import {
  introspectForService,
  type ServiceAnswer,
  type ServiceQuestion,
} from './introspection/service-introspection.ts';
import { createInteractions } from './interactions/interactions.service.ts';
import { describeScopes } from './interactions/scope-words.ts';
import type { OauthServiceDeps } from './oauth.deps.ts';
import type { ApplicationFace, GrantedApplication, OauthService } from './oauth.types.ts';
import { interactionCookieName } from './engine/paths.ts';
import { isRevoked } from './signed/signed-tokens.ts';
import { deleteExpiredArtifacts } from './storage/artifacts.store.ts';
import { deleteIdleGrants, deleteStrayLinks, hasGrant } from './storage/grants.store.ts';
import { pruneLogouts } from './backchannel/backchannel.store.ts';

/** Nothing but a refresh token lives longer than a day under a grant. */
const idleMs = 2 * 24 * 60 * 60 * 1000;

/** What the app mounts, beside what pages and lower rungs use. */
export interface OauthServiceForApp extends OauthService {
  /** The quick answer to a form that needs no judging; see direct/. */
  answerDirectly: AnswerDirectly;
  /** Introspection by a service with its key, which the engine does not know. */
  introspectForService(question: ServiceQuestion): Promise<ServiceAnswer>;
  /**
   * Answers one request of the engine's paths, from its first byte to its last. `body` is what was read of it
   * already, null when nothing was. Never throws for what the client did.
   */
  answer(
    act: Act,
    exchange: { request: IncomingMessage; response: ServerResponse; body: Buffer | null },
  ): Promise<void>;
  isClientTokenLive: TokenPorts['isClientTokenLive'];
  /** Tokens and consents of other systems. */
  bulk: OauthBulk;
  findStoredAccess: TokenPorts['findStoredAccess'];
  endSessions(tx: Tx, sessionIds: readonly string[], reason: string): Promise<void>;
}

async function prune(tx: Tx, now: number): Promise<number> {
  const before = now - idleMs;
  const logouts = await pruneLogouts(tx, now);
  const artifacts = await deleteExpiredArtifacts(tx, now, pruneSlice);
  const grants = await deleteIdleGrants(tx, { before, now, limit: pruneSlice });
  return logouts + artifacts + grants + (await deleteStrayLinks(tx, { before, limit: pruneSlice }));
}

/** The face of an application that may be gone. */
function faceFrom(
  clientId: string,
  application: Awaited<ReturnType<OauthServiceDeps['applications']['find']>>,
): ApplicationFace {
  return {
    clientId,
    name: application?.name ?? clientId,
    logoUri: application?.logoUri ?? null,
    homepageUri: application?.homepageUri ?? null,
    policyUri: application?.policyUri ?? null,
    termsUri: application?.termsUri ?? null,
    isFirstParty: application?.isFirstParty ?? false,
  };
}

/** A quarter of a second and ten megabytes that most starts and commands never need. */
function loadedOnDemand({ loadPages, ...deps }: OauthServiceDeps): () => Promise<Engine> {
  let engine: Promise<Engine> | undefined;
  const load = async (): Promise<Engine> => {
    const [{ createEngine }, pages] = await Promise.all([import('./engine/engine.ts'), loadPages()]);
    return createEngine({ ...deps, pages });
  };
  return () => (engine ??= load());
}

/** OAuth 2 and OpenID Connect. The engine behind it is imported in this module and nowhere else. */
export function createOauthService(deps: OauthServiceDeps): OauthServiceForApp {
  const { database } = deps;
  const engine = loadedOnDemand(deps);
  const prepare = createRequestPreparation(deps.config.publicUrl);

  const listGranted: OauthService['listGranted'] = async (db, userId) => {
    const consents = await listConsents(db, userId);
    const applications = await deps.applications.findMany(
      db,
      consents.map(({ clientId }) => clientId),
    );
    return Promise.all(
      consents.map(async ({ clientId, scopes, createdAt, updatedAt }): Promise<GrantedApplication> => {
        const named = await describeScopes(deps, scopes);
        return {
          application: faceFrom(clientId, applications.get(clientId)),
          scopes: named.map(({ audience: _audience, ...scope }) => ({ ...scope, isGranted: true })),
          grantedAt: createdAt,
          updatedAt,
        };
      }),
    );
  };

  return {
    interactionCookieName: interactionCookieName(deps.config.cookies.isSecure),
    ...createInteractions({ ...deps, engine }),
    listGranted,
    revokeGranted: (act, userId, clientId) =>
      database.write((tx) => endConsent(deps, tx, { act, userId, clientId })),
    endClient: (tx, clientId, reason) => endClientGrants(deps, tx, { clientId, reason }),
    endSessions: (tx, sessionIds, reason) => endSessionGrants(deps, tx, { sessionIds, reason }),
    async isClientTokenLive({ clientId, grantId, isOfOtherGrant, tokenId }) {
      if (grantId !== undefined && !(await hasGrant(database.db, grantId))) return false;
      if (grantId !== undefined && !isOfOtherGrant) return true;
      const client = await deps.applications.findClient(clientId);
      return client !== undefined && !(await isRevoked(deps, tokenId));
    },
    findStoredAccess: (token) => findOwnStoredAccess(deps, token),
    bulk: createOauthBulk(deps),
    prune,
    answerDirectly: createDirectAnswers(deps),
    introspectForService: (question) => introspectForService(deps, question),
    async answer(act, { request, response, body }) {
      await (await engine()).answer(act, response, () => prepare(request, body));
    },
  };
}
