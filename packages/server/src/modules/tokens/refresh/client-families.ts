import type { Db, Tx } from '#platform/db/schema.ts';
import { randomBuffer } from '#platform/random.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import type { ClientFamilies, NewClientFamily, PresentedRefresh } from './client-families.types.ts';
import {
  consumeFamily,
  consumeRotation,
  findFamily,
  insertFamily,
  updateClientFamiliesToEnded,
  type FoundFamily,
} from './families.store.ts';
import { expiryAfterRotation, judgeRefresh, type FamilyVerdict } from './refresh-family.rules.ts';
import { readPresented } from './presented-token.ts';
import {
  decodeRefreshToken,
  encodeRefreshToken,
  refreshHashOf,
  successorOf,
  type RefreshToken,
} from './refresh-token.ts';
import { recordReplay } from './replay.ts';

function decoded({ sealer }: TokenDeps, text: string): RefreshToken {
  const token = decodeRefreshToken(sealer, text);
  if (!token) throw new TypeError('This is no refresh token of ours: begin() comes first');
  return token;
}

/** The token of a text that `find` knew: one of ours, or an imported one. */
async function tokenOf(deps: TokenDeps, db: Db, text: string): Promise<RefreshToken> {
  const reading = await readPresented(deps, db, text);
  if (reading.kind !== 'token') throw new TypeError('This is no refresh token: find() comes first');
  return reading.token;
}

function verdictOf(deps: TokenDeps, token: RefreshToken, { family }: FoundFamily): FamilyVerdict {
  const presented = { generation: token.generation, hash: refreshHashOf(deps.sealer, token) };
  const windowMs = deps.config.reuseWindowSeconds * 1000;
  return judgeRefresh(family, presented, { now: deps.clock.nowMs(), windowMs });
}

/** What is known of a presented token beside what others need of it: nobody decodes it twice. */
interface Known {
  token: RefreshToken;
  found: FoundFamily;
}

const known = new WeakMap<PresentedRefresh, Known>();

function knownOf(presented: PresentedRefresh): Known {
  const one = known.get(presented);
  if (!one) throw new TypeError('This was not presented: find() comes first');
  return one;
}

async function find(deps: TokenDeps, text: string): Promise<PresentedRefresh | undefined> {
  const reading = await readPresented(deps, deps.database.db, text);
  if (reading.kind !== 'token') return undefined;
  const { token } = reading;
  const found = await findFamily(deps.database.db, token.familyId);
  if (!found) return undefined;
  const { family, user, session } = found;
  const verdict = verdictOf(deps, token, found);
  if (verdict === 'unknown' || verdict === 'ended' || verdict === 'expired') return undefined;
  const isSessionLive = session?.endedAt === null && session.expiresAt > deps.clock.nowMs();
  if (!user?.isActive || !isSessionLive) return undefined;
  const { clientId, sessionId, scope, grantId, payload, expiresAt } = family;
  const presented: PresentedRefresh = {
    ...{ verdict, familyId: family.id, generation: token.generation },
    ...{ clientId, user, sessionId, scope, grantId, payload, expiresAt },
    ...{ authenticatedAt: session.authenticatedAt, amr: session.amr, acr: session.acr },
  };
  known.set(presented, { token, found });
  return presented;
}

async function insert(deps: TokenDeps, tx: Tx, begun: { text: string; family: NewClientFamily }) {
  const token = decoded(deps, begun.text);
  const family = {
    ...begun.family,
    ...{ id: token.familyId, generation: token.generation, secretHash: refreshHashOf(deps.sealer, token) },
    ...{ previousHash: null, rotatedAt: null, endedAt: null },
  };
  await insertFamily(tx, family, deps.clock.nowMs());
}

async function rotate(
  deps: TokenDeps,
  tx: Tx,
  { presented, seconds }: { presented: PresentedRefresh; seconds: number },
): Promise<boolean> {
  if (presented.verdict !== 'current') return presented.verdict === 'successor';
  const { token, found } = knownOf(presented);
  const now = deps.clock.nowMs();
  const secretHash = refreshHashOf(deps.sealer, successorOf(deps.sealer, token));
  const maxAgeSeconds = deps.config.refreshMaxAgeSeconds;
  const expiresAt = expiryAfterRotation(presented, { now, seconds, maxAgeSeconds });
  if (await consumeRotation(tx, { family: found.family, secretHash, now, expiresAt })) return true;
  // Somebody was quicker: whoever came within the window is given what they were given.
  const again = await findFamily(tx, token.familyId);
  return again !== undefined && verdictOf(deps, token, again) === 'successor';
}

/** See ClientFamilies. */
export function createClientFamilies(deps: TokenDeps): ClientFamilies {
  const { sealer, clock, newId } = deps;
  return {
    begin: () => encodeRefreshToken(sealer, { familyId: newId(), generation: 0, secret: randomBuffer(32) }),
    successorOf: (presented) => encodeRefreshToken(sealer, successorOf(sealer, knownOf(presented).token)),
    find: (text) => find(deps, text),
    insert: (tx, text, family) => insert(deps, tx, { text, family }),
    rotate: (tx, presented, { seconds }) => rotate(deps, tx, { presented, seconds }),
    async end(tx, text, reason) {
      const { familyId } = await tokenOf(deps, tx, text);
      return consumeFamily(tx, familyId, { now: clock.nowMs(), reason });
    },
    async endReplayed(tx, act, text) {
      const token = await tokenOf(deps, tx, text);
      const found = await findFamily(tx, token.familyId);
      if (found) await recordReplay(deps, tx, { act, family: found.family, token });
    },
    endOf: (tx, of, reason) => updateClientFamiliesToEnded(tx, of, { now: clock.nowMs(), reason }),
  };
}
