import type { Act } from '#modules/audit';
import { mustVerifyFirst, type User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Verification } from './hashing/password-hasher.ts';
import type { Core } from './passwords.deps.ts';
import { findHash, replaceHash } from './passwords.store.ts';
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

async function verify(
  core: Core,
  password: string,
  { hash, reservation }: { hash: string | null; reservation: Reservation | undefined },
): Promise<Verification> {
  try {
    return await core.hasher.verify(password, hash);
  } catch (error) {
    // Not tried, so not a failure of whoever asked.
    if (reservation) await core.throttle.takeBack(reservation);
    throw error;
  }
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
  refused: { candidate: Candidate; action: Attempt['action']; isBlocking: boolean },
): Promise<AppError> {
  const { candidate, action, isBlocking } = refused;
  await core.database.write((tx) =>
    core.audit.record(tx, act, {
      action,
      outcome: 'failure',
      ...(candidate.user && { target: { type: 'user', id: candidate.user.id } }),
      details: { reason: reasonOf(core, candidate), ...(isBlocking && { blocked: true }) },
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
 * Proves who somebody is, in the same shape and time whether or not the account exists.
 * Errors: `passwords.invalid_credentials`; `request.throttled` and `passwords.busy` with
 * retryAfterSeconds.
 */
export async function provePassword(core: Core, act: Act, attempt: Attempt): Promise<Proof> {
  const { login, password, action } = attempt;
  const reservation = await reserve(core, act, attempt);
  const candidate = await findCandidate(core, login);
  const { user, hash } = candidate;
  const { isCorrect, isOutdated } = await verify(core, password, { hash, reservation });
  const isBlocking = (reservation?.blockedUntil ?? 0) > 0;
  if (!isCorrect || !user || hash === null) throw await refuse(core, act, { candidate, action, isBlocking });
  // A password that is being changed is hashed anew anyway.
  const newHash = isOutdated && action === 'session.sign_in' ? await rehash(core, password) : undefined;
  const hasWrites = newHash !== undefined || reservation !== undefined;
  const proof = hasWrites
    ? await core.database.write((tx) => settle(core, tx, { user, hash, newHash, reservation }))
    : await isStillProof(core, core.database.db, { user, hash });
  if (!proof) throw await refuse(core, act, { candidate, action, isBlocking: false });
  return proof;
}
