import type { AdapterPayload } from 'oidc-provider';
import { takenByAnother, type ImportTarget, type TakenOver } from '#modules/tokens';
import { epochSeconds } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { OauthServiceDeps } from '../oauth.deps.ts';
import { artifactHash, toArtifact } from '../storage/artifacts.adapter.ts';
import type { Artifact } from '../storage/artifacts.store.ts';
import type { Grant } from '../storage/grants.store.ts';
import { findArtifacts, insertArtifacts } from './imported-artifacts.store.ts';
import { findKnownConsents, pairOf } from './imported-consents.store.ts';
import { holdGrants, type GrantWish } from './imported-grants.ts';
import type { ImportedAccess } from './oauth.bulk.types.ts';

type Deps = Pick<
  OauthServiceDeps,
  'applications' | 'clock' | 'config' | 'database' | 'sealer' | 'sessions' | 'users'
>;

/**
 * That a token was imported is kept until it would have expired: it is deleted when it is revoked, and must not come
 * back.
 */
const importedModel = 'ImportedAccessToken';

type OfUser = ImportedAccess & { userId: string };

function isOfUser(token: ImportedAccess): token is OfUser {
  return token.userId !== null;
}

/** The pairs whose consent was imported and then taken back here. */
export async function findWithdrawn(
  db: ImportTarget['db'],
  pairs: readonly { userId: string; clientId: string }[],
): Promise<ReadonlySet<string>> {
  const { imported, consents } = await findKnownConsents(
    db,
    pairs.map(({ userId }) => userId),
  );
  return new Set(pairs.map(pairOf).filter((pair) => imported.has(pair) && !consents.has(pair)));
}

/** What the engine would keep of it: for Ostiary itself, so no audience is named. */
function payloadOf(token: ImportedAccess, grant: Grant | undefined): AdapterPayload {
  const { text, userId, clientId, scope, createdAt, expiresAt } = token;
  const common = {
    ...{ jti: text, clientId, iat: epochSeconds(createdAt), exp: epochSeconds(expiresAt) },
    ...(scope !== '' && { scope }),
  };
  if (userId === null || !grant) return { ...common, kind: 'ClientCredentials' };
  const { id: grantId, sessionId: sid } = grant;
  return {
    ...{ ...common, kind: 'AccessToken', accountId: userId, grantId, sessionUid: sid, sid },
    ...{ gty: 'authorization_code', extra: {} },
  };
}

/** Used up from the beginning: it stays when client, grant and token have ended. */
function traceOf(deps: Deps, { text, userId, clientId, expiresAt }: ImportedAccess): Artifact {
  const payload = {
    exp: Math.ceil(expiresAt / 1000),
    clientId,
    ...(userId !== null && { accountId: userId }),
  };
  const trace = toArtifact(deps, importedModel, { id: text, payload, expiresIn: undefined });
  return { ...trace, consumedAt: deps.clock.nowMs() };
}

function artifactOf(deps: Deps, token: ImportedAccess, grant: Grant | undefined): Artifact {
  const payload = payloadOf(token, grant);
  const model = payload.kind ?? '';
  return toArtifact(deps, model, { id: token.text, payload, expiresIn: undefined });
}

export function wishOf({ userId, clientId, scope, createdAt, expiresAt }: OfUser): GrantWish {
  const scopes = scope.split(' ').filter((name) => name !== '');
  return { userId, clientId, scopes, createdAt, expiresAt };
}

/**
 * With no more scope than the application may have here, as at a refresh: a word that meant something there may be
 * the name of a permission here.
 */
async function withinApplications(
  { applications }: Deps,
  tx: Tx,
  tokens: readonly ImportedAccess[],
): Promise<ImportedAccess[]> {
  const known = await applications.findMany(tx, [...new Set(tokens.map(({ clientId }) => clientId))]);
  return tokens.map((token) => {
    const allowed = known.get(token.clientId)?.scopes ?? [];
    const words = token.scope.split(' ').filter((name) => allowed.includes(name));
    return { ...token, scope: words.join(' ') };
  });
}

async function write(deps: Deps, tx: Tx, made: readonly ImportedAccess[]): Promise<void> {
  const ofUsers = made.filter(isOfUser);
  const active = await deps.users.bulk.holdActive(
    tx,
    ofUsers.map(({ userId }) => userId),
  );
  const good = made.filter(({ userId }) => userId === null || active.has(userId));
  const live = await withinApplications(deps, tx, good);
  const grants = await holdGrants(deps, tx, live.filter(isOfUser).map(wishOf));
  await insertArtifacts(tx, [
    ...live.map((token) => artifactOf(deps, token, isOfUser(token) ? grants.get(pairOf(token)) : undefined)),
    ...made.map((token) => traceOf(deps, token)),
  ]);
}

/** See OauthBulk.importAccessTokens. One that has expired is not kept. */
export async function importAccessTokens(
  deps: Deps,
  { db, tx }: ImportTarget,
  tokens: readonly ImportedAccess[],
): Promise<TakenOver[]> {
  const now = deps.clock.nowMs();
  const hashes = tokens.map(({ text }) => artifactHash(deps, importedModel, text));
  const known = new Map((await findArtifacts(db, hashes)).map((trace) => [trace.idHash, trace]));
  const withdrawn = await findWithdrawn(db, tokens.filter(isOfUser));
  const made: ImportedAccess[] = [];
  const outcomes = tokens.map((token, index): TakenOver => {
    const { userId, clientId } = token;
    const hash = hashes[index] ?? '';
    const trace = known.get(hash);
    if (trace) return trace.userId === userId && trace.clientId === clientId ? 'unchanged' : takenByAnother();
    if (token.expiresAt <= now || (isOfUser(token) && withdrawn.has(pairOf(token)))) return 'unchanged';
    known.set(hash, { idHash: hash, userId, clientId });
    made.push(token);
    return 'created';
  });
  if (tx && made.length > 0) await write(deps, tx, made);
  return outcomes;
}
