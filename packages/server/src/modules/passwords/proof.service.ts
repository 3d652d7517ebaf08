import type { Act } from '#modules/audit';
import { mustVerifyFirst, type User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Core } from './passwords.deps.ts';
import { insertPasswords } from './passwords.bulk.store.ts';
import { findHash, replaceHash } from './passwords.store.ts';
import { adoptedMark } from './passwords.table.ts';
import type { Arrival } from './passwords.types.ts';
import type { Reservation } from './throttle/throttle.ts';

export interface Proof {
  user: User;
  /** The hash that the password was proved against. */
  hash: string;
}

export interface Attempt {
  login: string;
  password: string;
  /** What the password is proved for; a refusal is audited under it. */
  action: 'session.sign_in' | 'password.change';
}

interface Candidate {
  user: User | undefined;
  /** Null for nobody, for whoever may not sign in (yet) and for those without a password. */
  hash: string | null;
}

async function findCandidate(core: Core, login: string): Promise<Candidate> {
  const { db } = core.database;
  const user = await core.users.findByLogin(db, login);
  // The same queries for everybody: the time must not tell who exists.
  const hash = await findHash(db, user?.id ?? '');
  return { user, hash: user && isOpen(core, user) ? hash : null };
}

/**
 * An address that is not confirmed where it has to be is like a wrong password, also in what it counts: whoever has
 * just signed up with somebody's address would else learn here whether it had an account.
 */
function isOpen({ emailVerification }: Core, user: User): boolean {
  return user.isActive && !mustVerifyFirst(user, emailVerification);
}

/** What is not tried is no failure of whoever asked. */
async function orTakeBack<T>(
  core: Core,
  reservation: Reservation | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (reservation) await core.throttle.takeBack(reservation);
    throw error;
  }
}

interface Trial {
  candidate: Candidate;
  isCorrect: boolean;
  /** Of a correct password: it is to be hashed anew. */
  isOutdated: boolean;
  /** What another service had to say about somebody who is unknown here. */
  elsewhere?: Extract<Arrival, { reason: string }>;
}

async function tryHere(core: Core, { login, password }: Attempt): Promise<Trial> {
  const candidate = await findCandidate(core, login);
  return { candidate, ...(await core.hasher.verify(password, candidate.hash)) };
}

/** Somebody unknown may come from elsewhere; before that, everything is done that is done for anybody. */
async function tryEverywhere(core: Core, act: Act, attempt: Attempt): Promise<Trial> {
  const here = await tryHere(core, attempt);
  const { arrive } = core.ports;
  if (here.candidate.user || !arrive || attempt.action !== 'session.sign_in') return here;
  const { login, password } = attempt;
  const arrival = await arrive(act, {
    ...{ login, password, hash: () => core.hasher.hash(password) },
    store: (tx, userId, hash) =>
      insertPasswords(tx, [
        { user_id: userId, hash, changed_at: core.clock.nowMs(), imported_digest: adoptedMark },
      ]),
  });
  if (arrival.outcome === 'not_asked') return here;
  if (arrival.outcome === 'known') return tryHere(core, attempt);
  if (arrival.outcome !== 'adopted') return { ...here, elsewhere: arrival };
  const { user, hash } = arrival;
  return { candidate: { user, hash }, isCorrect: true, isOutdated: false };
}

function reasonOf(core: Core, { user, hash }: Candidate): string {
  if (!user) return 'unknown_account';
  if (!user.isActive) return 'inactive';
  if (!isOpen(core, user)) return 'unverified';
  return hash === null ? 'no_password' : 'wrong_password';
}

/** The typed login is never recorded: people type passwords there. */
async function refuse(
  core: Core,
  act: Act,
  refused: Pick<Trial, 'candidate' | 'elsewhere'> & { action: Attempt['action']; isBlocking: boolean },
): Promise<AppError> {
  const { candidate, elsewhere, action, isBlocking } = refused;
  await core.database.write((tx) =>
    core.audit.record(tx, act, {
      action,
      outcome: 'failure',
      ...(candidate.user && { target: { type: 'user', id: candidate.user.id } }),
      details: {
        reason: reasonOf(core, candidate),
        ...(elsewhere && { predecessor: elsewhere.reason }),
        ...(isBlocking && { blocked: true }),
      },
    }),
  );
  return new AppError('passwords.invalid_credentials');
}

/** A new hash when the stored one is outdated; a busy pool only puts that off to the next sign-in. */
async function rehash(core: Core, password: string): Promise<string | undefined> {
  try {
    return await core.hasher.hash(password);
  } catch (error) {
    if (isAppError(error, 'passwords.busy')) return undefined;
    throw error;
  }
}

/** Whether the proof still holds: hashing took long enough for the account to change. */
async function settle(
  core: Core,
  tx: Tx,
  proved: Proof & { newHash: string | undefined; reservation: Reservation | undefined },
): Promise<Proof | undefined> {
  const { user, hash, newHash, reservation } = proved;
  if (reservation) await core.throttle.succeed(tx, reservation);
  const isUpgraded =
    newHash !== undefined && (await replaceHash(tx, { userId: user.id, oldHash: hash, hash: newHash }));
  return isStillProof(core, tx, { user, hash: isUpgraded ? newHash : hash });
}

async function isStillProof(core: Core, db: Db, { user, hash }: Proof): Promise<Proof | undefined> {
  const current = await core.users.find(db, user.id);
  const currentHash = await findHash(db, user.id);
  return current?.isActive && currentHash === hash ? { user: current, hash } : undefined;
}

/** A sign-in that is not tried is in no log: it costs next to nothing, so that guessing costs us nothing. */
async function reserve(core: Core, act: Act, { login, action }: Attempt): Promise<Reservation | undefined> {
  try {
    return await core.throttle.reserve(login, act.origin.address);
  } catch (error) {
    if (action === 'session.sign_in' && isAppError(error, 'request.throttled')) {
      core.usage?.count('sign_in.limited');
    }
    throw error;
  }
}

/**
 * Proves who somebody is, in the same shape and time whether or not the account exists; where there is a service that
 * is asked about those who are unknown, that takes its time, and shows. What it says, or that it says nothing, is
 * answered alike.
 * Errors: `passwords.invalid_credentials`; `request.throttled` and `passwords.busy` with
 * retryAfterSeconds.
 */
export async function provePassword(core: Core, act: Act, attempt: Attempt): Promise<Proof> {
  const { password, action } = attempt;
  const reservation = await reserve(core, act, attempt);
  const trial = await orTakeBack(core, reservation, () => tryEverywhere(core, act, attempt));
  const { candidate, isCorrect, isOutdated, elsewhere } = trial;
  const { user, hash } = candidate;
  if (!isCorrect || !user || hash === null) {
    const isTakenBack = reservation !== undefined && elsewhere?.outcome === 'unanswered';
    if (isTakenBack) await core.throttle.takeBack(reservation);
    const isBlocking = !isTakenBack && (reservation?.blockedUntil ?? 0) > 0;
    throw await refuse(core, act, { ...trial, action, isBlocking });
  }
  // A password that is being changed is hashed anew anyway.
  const newHash = isOutdated && action === 'session.sign_in' ? await rehash(core, password) : undefined;
  const hasWrites = newHash !== undefined || reservation !== undefined;
  const proof = hasWrites
    ? await core.database.write((tx) => settle(core, tx, { user, hash, newHash, reservation }))
    : await isStillProof(core, core.database.db, { user, hash });
  if (!proof) throw await refuse(core, act, { candidate, action, isBlocking: false });
  return proof;
}
