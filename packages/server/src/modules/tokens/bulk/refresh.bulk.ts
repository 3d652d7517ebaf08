import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import { importedHashOf, importedRefreshToken } from '../refresh/imported/imported-token.ts';
import {
  findImportedTokens,
  insertImportedTokens,
  type ImportedRefreshToken,
} from '../refresh/imported/imported-tokens.store.ts';
import { consumeFamily } from '../refresh/families.store.ts';
import { refreshHashOf } from '../refresh/refresh-token.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { takenByAnother } from './api-tokens.bulk.ts';
import {
  findFamilies,
  insertFamilies,
  type ImportedFamily,
  type KnownFamily,
} from './families.bulk.store.ts';
import type { FamilyOrigin, ImportedRefresh, ImportTarget, TakenOver } from './tokens.bulk.types.ts';

/** What expired longer ago is not kept: its text is refused as one that nobody knows. */
const keepMs = 30 * 24 * 60 * 60 * 1000;
const revokedReason = 'revoked_elsewhere';
const inactiveReason = 'user_deactivated';

export type BeginFamilies = (tx: Tx, begun: readonly ImportedRefresh[]) => Promise<FamilyOrigin[]>;

interface Keyed extends ImportedRefresh {
  hash: string;
}

/** What is here of the tokens of a batch, by the hashes of their texts. */
interface KnownTokens {
  byHash: Map<string, ImportedRefreshToken>;
  families: Map<string, KnownFamily>;
}

async function findKnown(db: Db, tokens: readonly Keyed[]): Promise<KnownTokens> {
  const found = await findImportedTokens(
    db,
    tokens.map(({ hash }) => hash),
  );
  const ids = found.flatMap(({ familyId }) => familyId ?? []);
  return {
    byHash: new Map(found.map((token) => [token.tokenHash, token])),
    families: await findFamilies(db, ids),
  };
}

/** What is to be done about each token. */
interface Plan {
  outcomes: TakenOver[];
  begun: Keyed[];
  /** No good any more, and known as such from now on. */
  dead: Keyed[];
  ending: KnownFamily[];
}

function planOne(plan: Plan, token: Keyed, at: { known: KnownTokens; now: number }): TakenOver {
  const { byHash, families } = at.known;
  const known = byHash.get(token.hash);
  if (!known) {
    if (token.expiresAt < at.now - keepMs) return 'unchanged';
    const isDead = token.isRevoked || token.expiresAt <= at.now;
    (isDead ? plan.dead : plan.begun).push(token);
    byHash.set(token.hash, { tokenHash: token.hash, familyId: null, expiresAt: token.expiresAt });
    return 'created';
  }
  const family = known.familyId === null ? undefined : families.get(known.familyId);
  if (!family) return 'unchanged';
  if (family.userId !== token.userId || family.clientId !== token.clientId) return takenByAnother();
  if (!token.isRevoked || family.isEnded) return 'unchanged';
  plan.ending.push(family);
  families.set(family.id, { ...family, isEnded: true });
  return 'updated';
}

/** Ended as it would have been here: of the first-party API with its session, of a client by itself. */
async function endRevoked(deps: TokenDeps, tx: Tx, { act, ending }: { act: Act; ending: KnownFamily[] }) {
  const now = deps.clock.nowMs();
  for (const { id, clientId, sessionId } of ending) {
    const isEnded = await consumeFamily(tx, id, { now, reason: revokedReason });
    if (isEnded && clientId === null) await deps.sessions.end(tx, act, sessionId, revokedReason);
  }
}

/** A session for each, which outlives its token by one access token. */
async function beginOwnSessions(
  deps: TokenDeps,
  tx: Tx,
  begun: readonly ImportedRefresh[],
): Promise<FamilyOrigin[]> {
  const accessMs = deps.config.accessSeconds * 1000;
  const sessionIds = await deps.sessions.bulk.openAll(
    tx,
    begun.map(({ userId, createdAt, expiresAt }) => ({ userId, createdAt, expiresAt: expiresAt + accessMs })),
  );
  return sessionIds.map((sessionId) => ({ sessionId, grantId: null, payload: null }));
}

function familyOf(deps: TokenDeps, token: Keyed, origin: FamilyOrigin | undefined): ImportedFamily {
  const id = deps.newId();
  const secretHash = refreshHashOf(deps.sealer, importedRefreshToken(deps.sealer, token.text, id));
  const { userId, clientId, scope, createdAt, expiresAt } = token;
  const family = { id, userId, clientId, scope, createdAt, expiresAt, secretHash };
  if (origin) return { ...family, ...origin, endedAt: null, endReason: null };
  // Without a session, as after its user was closed here: the account that is opened again begins anew.
  const ended = { sessionId: deps.newId(), grantId: null, payload: null, endReason: inactiveReason };
  return { ...family, ...ended, endedAt: deps.clock.nowMs() };
}

async function write(
  deps: TokenDeps,
  tx: Tx,
  { plan, begin }: { plan: Plan; begin: BeginFamilies },
): Promise<void> {
  const { begun, dead } = plan;
  const active = await deps.users.bulk.holdActive(
    tx,
    begun.map(({ userId }) => userId),
  );
  const live = begun.filter(({ userId }) => active.has(userId));
  const origins = live.length === 0 ? [] : await begin(tx, live);
  const originOf = new Map(live.map((token, index) => [token, origins[index]]));
  const families = begun.map((token) => familyOf(deps, token, originOf.get(token)));
  await insertFamilies(tx, families);
  await insertImportedTokens(tx, [
    ...begun.map(({ hash, expiresAt }, index) => {
      return { tokenHash: hash, familyId: families[index]?.id ?? null, expiresAt };
    }),
    ...dead.map(({ hash, expiresAt }) => ({ tokenHash: hash, familyId: null, expiresAt })),
  ]);
}

/** See TokenBulk.importRefreshTokens. */
export async function importRefreshTokens(
  deps: TokenDeps,
  { db, tx, act }: ImportTarget,
  { tokens, begin }: { tokens: readonly ImportedRefresh[]; begin: BeginFamilies | undefined },
): Promise<TakenOver[]> {
  const keyed = tokens.map((token) => ({ ...token, hash: importedHashOf(deps.sealer, token.text) }));
  const at = { known: await findKnown(db, keyed), now: deps.clock.nowMs() };
  const plan: Plan = { outcomes: [], begun: [], dead: [], ending: [] };
  plan.outcomes = keyed.map((token) => planOne(plan, token, at));
  if (tx) {
    await write(deps, tx, { plan, begin: begin ?? ((...args) => beginOwnSessions(deps, ...args)) });
    await endRevoked(deps, tx, { act, ending: plan.ending });
  }
  return plan.outcomes;
}
