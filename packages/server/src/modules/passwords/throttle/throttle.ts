import type { Config } from '#config';
import {
  countAttempt,
  countInWindow,
  delayAfterMs,
  deleteThrottles,
  findThrottles,
  knownAddressMs,
  quietMs,
  secondsUntil,
  takeBackAttempt,
  updateBlock,
  upsertClean,
  windowRefusedUntil,
  type Window,
} from '#modules/limits';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';
import { signUpKey, throttleKeys, userCodeKey, type ThrottleKeys } from './throttle-keys.ts';

export interface ThrottleDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  limits: Config['limits'];
}

/** One attempt, counted as a failure before anything is known about it. */
export interface Reservation {
  keys: ThrottleKeys;
  /** Under which the account's failures are counted for this attempt. */
  accountKey: string;
  /** Until when this attempt, should it fail, has blocked the account; 0 for not at all. */
  blockedUntil: number;
}

/**
 * Limits guessing per account and per address, in the database so that it holds across processes.
 * An attempt is counted before the password is checked, so that guessing in parallel gets no more tries
 * than guessing one by one.
 *
 * An address from which the account signed in before has a count of its own: whoever guesses from
 * elsewhere cannot keep the owner out. The texts themselves are never stored, and an account that does
 * not exist is counted like any other.
 */
export interface Throttle {
  /** Undefined when limits are off. Errors: AppError `request.throttled` with retryAfterSeconds. */
  reserve(login: string, address: string | null): Promise<Reservation | undefined>;
  /** The attempt succeeded: forgets the failures before it, and knows the address from now on. */
  succeed(tx: Tx, reservation: Reservation): Promise<void>;
  /** The attempt was not made after all. */
  takeBack(reservation: Reservation): Promise<void>;
  /** Counts a sign-up from an address. Errors: AppError `request.throttled` with retryAfterSeconds. */
  countSignUp(address: string | null): Promise<void>;
  /** Counts a code of a device that is entered (RFC 8628 section 5.1). Errors: as `countSignUp`. */
  countUserCode(address: string | null): Promise<void>;
  /** Forgets the failures of an account known by these texts. */
  forget(tx: Tx, logins: string[]): Promise<void>;
}

interface Look {
  accountKey: string;
  /** Until when attempts are refused; in the past for not at all. */
  until: number;
}

function failureWindow(limits: Config['limits']): Window {
  return { limit: limits.addressFailures, windowMs: limits.addressWindowSeconds * 1000 };
}

function throttled(until: number, now: number): AppError {
  return new AppError('request.throttled', { retryAfterSeconds: secondsUntil(until, now) });
}

/** What is known before counting; a refusal here costs no write. */
async function look(deps: ThrottleDeps, keys: ThrottleKeys, now: number): Promise<Look> {
  const wanted = [keys.account, keys.pair, keys.address].filter((key) => key !== null);
  const rows = await findThrottles(deps.database.db, wanted);
  const isKnown = keys.pair !== null && (rows.get(keys.pair)?.forget_at ?? 0) > now;
  const accountKey = isKnown && keys.pair !== null ? keys.pair : keys.account;
  const address = keys.address === null ? undefined : rows.get(keys.address);
  const until = Math.max(
    rows.get(accountKey)?.blocked_until ?? 0,
    windowRefusedUntil(address, now, failureWindow(deps.limits)),
  );
  return { accountKey, until };
}

/** Counts the attempt for both, the address first: always in one order, so that two never deadlock. */
async function count(
  { limits }: ThrottleDeps,
  tx: Tx,
  attempt: { keys: ThrottleKeys; accountKey: string; now: number },
): Promise<Reservation | undefined> {
  const { keys, accountKey, now } = attempt;
  const window = { now, ...failureWindow(limits) };
  if (keys.address !== null && !(await countInWindow(tx, { key: keys.address, ...window }))) return undefined;
  const times = { now, quietBefore: now - quietMs, forgetAt: now + quietMs };
  const failures = await countAttempt(tx, { key: accountKey, ...times });
  if (failures === undefined) {
    // What a blocked account is asked for must not use up the address, which others may share.
    if (keys.address !== null) await takeBackAttempt(tx, keys.address, 0);
    return undefined;
  }
  const delayMs = delayAfterMs(failures, limits.accountFailures);
  const blockedUntil = delayMs === 0 ? 0 : now + delayMs;
  if (blockedUntil > 0) await updateBlock(tx, accountKey, blockedUntil);
  return { keys, accountKey, blockedUntil };
}

async function reserve(deps: ThrottleDeps, keys: ThrottleKeys): Promise<Reservation> {
  const now = deps.clock.nowMs();
  const { accountKey, until } = await look(deps, keys, now);
  if (until > now) throw throttled(until, now);
  const reservation = await deps.database.write((tx) => count(deps, tx, { keys, accountKey, now }));
  // Others were counted in between: look again for how long that blocks.
  if (!reservation) throw throttled((await look(deps, keys, now)).until, now);
  return reservation;
}

async function countAgainst(
  deps: ThrottleDeps,
  { key, limit }: { key: string; limit: number },
): Promise<void> {
  const now = deps.clock.nowMs();
  const window = { limit, windowMs: deps.limits.addressWindowSeconds * 1000 };
  if (await deps.database.write((tx) => countInWindow(tx, { key, now, ...window }))) return;
  const row = (await findThrottles(deps.database.db, [key])).get(key);
  throw throttled(windowRefusedUntil(row, now, window), now);
}

export function createThrottle(deps: ThrottleDeps): Throttle {
  const { database, clock, sealer } = deps;
  return {
    reserve: async (login, address) =>
      deps.limits.isOn ? reserve(deps, throttleKeys(sealer, login, address)) : undefined,
    async countSignUp(address) {
      if (!deps.limits.isOn || address === null) return;
      await countAgainst(deps, { key: signUpKey(sealer, address), limit: deps.limits.addressSignUps });
    },
    async countUserCode(address) {
      if (!deps.limits.isOn || address === null) return;
      await countAgainst(deps, { key: userCodeKey(sealer, address), limit: deps.limits.addressFailures });
    },
    async succeed(tx, { keys, accountKey }) {
      const now = clock.nowMs();
      if (keys.address !== null) await takeBackAttempt(tx, keys.address, 0);
      if (accountKey === keys.account) await deleteThrottles(tx, [keys.account]);
      if (keys.pair !== null) await upsertClean(tx, { key: keys.pair, now, forgetAt: now + knownAddressMs });
    },
    takeBack: ({ keys, accountKey, blockedUntil }) =>
      database.write(async (tx) => {
        if (keys.address !== null) await takeBackAttempt(tx, keys.address, 0);
        await takeBackAttempt(tx, accountKey, blockedUntil);
      }),
    forget: (tx, logins) =>
      deleteThrottles(
        tx,
        logins.map((login) => throttleKeys(sealer, login, null).account),
      ),
  };
}
