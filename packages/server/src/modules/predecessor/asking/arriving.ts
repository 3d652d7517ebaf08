import { countInWindow } from '#modules/limits';
import { loginKey, type NewUser } from '#modules/users';
import type { Act } from '#modules/audit';
import { isAppError } from '#platform/errors.ts';
import { hasCutoff } from '../cutoffs.store.ts';
import type { OldTokens } from '../old-tokens/old-tokens.ts';
import { cutoffKey, isOver } from '../overlap.ts';
import type { PredecessorDeps } from '../predecessor.deps.ts';
import type { Arrival, Visitor } from '../predecessor.types.ts';
import type { Turns } from './turns.ts';
import { vouch } from './vouching.ts';

type Newcomer = NewUser & { externalId: string };

export interface Asking extends PredecessorDeps {
  oldTokens: OldTokens;
  turns: Turns;
  /** Told of a failure, now and then. */
  tellFailure(reason: string): void;
}

const minuteMs = 60_000;
const maxPasswordBytes = 4_096;

/** Whether there can be such an account there, and such a password anywhere. */
function canBeKnown({ config }: Asking, { login, password }: Visitor): boolean {
  const { kind, key } = loginKey(login);
  if (key === '' || key.includes('\0') || !login.isWellFormed()) return false;
  if (config.loginField === 'email' && kind !== 'email') return false;
  const bytes = Buffer.byteLength(password);
  return password !== '' && password.isWellFormed() && bytes <= maxPasswordBytes;
}

async function mayAsk({ database, sealer, clock, config, isLimited }: Asking): Promise<boolean> {
  if (!isLimited) return true;
  const key = sealer.mac('predecessor-asks', 'all').toString('base64url');
  const window = { key, now: clock.nowMs(), windowMs: minuteMs, limit: config.asksPerMinute };
  return database.write((tx) => countInWindow(tx, window));
}

/** A name that does not do here is left out; what an account is known by is not. */
function readNewcomer({ users }: Asking, newcomer: Newcomer, login: string): Newcomer | undefined {
  const { user } = users.bulk.read(newcomer);
  const keys = users.bulk.keysOf(user);
  const { kind, key } = loginKey(login);
  const isFoundAgain = (kind === 'email' ? keys.emailKey : keys.usernameKey) === key;
  if (!isFoundAgain || keys.externalId !== newcomer.externalId) return undefined;
  try {
    return { ...users.check(user), externalId: newcomer.externalId };
  } catch (error) {
    if (isAppError(error, 'users.invalid')) return undefined;
    throw error;
  }
}

/** Somebody here is known by something of theirs, under another login: nothing is changed, and nobody let in. */
async function refuse(
  deps: Asking,
  act: Act,
  refused: { newcomer: Newcomer; reason: string; userId?: string },
): Promise<Arrival> {
  const { newcomer, reason, userId } = refused;
  await deps.database.write((tx) =>
    deps.audit.record(tx, act, {
      action: 'user.adopt',
      outcome: 'failure',
      ...(userId !== undefined && { target: { type: 'user', id: userId } }),
      details: { reason, external_id: newcomer.externalId },
    }),
  );
  return { outcome: 'refused', reason };
}

function goneKey({ sealer }: Asking, { externalId }: Newcomer): string {
  return cutoffKey(sealer, 'user', externalId);
}

/** Undefined when nobody and nothing is in the way. */
async function findObstacle(
  deps: Asking,
  act: Act,
  { newcomer, login }: { newcomer: Newcomer; login: string },
): Promise<Arrival | undefined> {
  const { db } = deps.database;
  const keys = deps.users.bulk.keysOf(newcomer);
  const found = await deps.users.bulk.findByKeys(db, [keys]);
  const asked = loginKey(login);
  const isByLogin = found.some(({ keys: known }) =>
    asked.kind === 'email' ? known.emailKey === asked.key : known.usernameKey === asked.key,
  );
  if (isByLogin) return { outcome: 'known' };
  const [other] = found;
  if (other) {
    const isSameId = other.keys.externalId === keys.externalId;
    const reason = isSameId ? 'external_id_known' : 'identifier_known';
    return refuse(deps, act, { newcomer, reason, userId: other.user.id });
  }
  return (await hasCutoff(db, [goneKey(deps, newcomer)]))
    ? refuse(deps, act, { newcomer, reason: 'deleted' })
    : undefined;
}

/** The account with its password, in one transaction; undefined when somebody else was quicker. */
async function adopt(
  deps: Asking,
  act: Act,
  adopted: { visitor: Visitor; newcomer: Newcomer; joinedAt: number | undefined },
): Promise<Arrival | undefined> {
  const { visitor, newcomer, joinedAt } = adopted;
  const hash = await visitor.hash();
  const times = joinedAt === undefined ? {} : { createdAt: joinedAt };
  try {
    const user = await deps.database.write(async (tx) => {
      // Whoever was deleted in the meantime stays away.
      if (await hasCutoff(tx, [goneKey(deps, newcomer)])) return undefined;
      const made = await deps.users.insert(tx, act, newcomer, 'user.adopt', times);
      await visitor.store(tx, made.id, hash);
      return made;
    });
    return user && { outcome: 'adopted', user, hash };
  } catch (error) {
    const taken = ['users.external_id_taken', 'users.email_taken', 'users.username_taken'] as const;
    if (taken.some((code) => isAppError(error, code))) return undefined;
    throw error;
  }
}

async function askAndAdopt(deps: Asking, act: Act, visitor: Visitor & { url: string }): Promise<Arrival> {
  const { login } = visitor;
  // Of many at once, those who waited find the account that the first of them has got.
  if (await deps.users.findByLogin(deps.database.db, login)) return { outcome: 'known' };
  if (!(await mayAsk(deps))) return { outcome: 'unanswered', reason: 'limited' };
  const vouched = await vouch(deps, deps.oldTokens, visitor);
  if (vouched.kind === 'no') return { outcome: 'refused', reason: vouched.reason };
  if (vouched.kind === 'nothing') {
    deps.tellFailure(vouched.reason);
    return { outcome: 'unanswered', reason: vouched.reason };
  }
  const newcomer = readNewcomer(deps, vouched.newcomer, login);
  if (!newcomer) return refuse(deps, act, { newcomer: vouched.newcomer, reason: 'unusable' });
  const obstacle = await findObstacle(deps, act, { newcomer, login });
  if (obstacle) return obstacle;
  const arrival = await adopt(deps, act, { visitor, newcomer, joinedAt: vouched.joinedAt });
  if (arrival) return arrival;
  const raced = await findObstacle(deps, act, { newcomer, login });
  return raced ?? { outcome: 'unanswered', reason: 'raced' };
}

/** See PredecessorService.arrive. */
export async function arrive(deps: Asking, act: Act, visitor: Visitor): Promise<Arrival> {
  const { tokenUrl: url } = deps.config;
  if (url === null || isOver(deps.config, deps.clock.nowMs()) || !canBeKnown(deps, visitor)) {
    return { outcome: 'not_asked' };
  }
  const arrival = await deps.turns.run(() => askAndAdopt(deps, act, { ...visitor, url }));
  return arrival ?? { outcome: 'unanswered', reason: 'busy' };
}
