import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { AppError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';
import { deleteExpiredNonces } from './challenges/nonces.store.ts';
import { addressBucket, delayAfterMs, quietMs, secondsUntil, windowRefusedUntil } from './limits.rules.ts';
import {
  countAttempt,
  countInWindow,
  deleteForgotten,
  deleteThrottles,
  findThrottles,
  takeBackAttempt,
  updateBlock,
} from './limits.store.ts';
import type { Limited, LimitService, Try } from './limits.types.ts';

export interface LimitDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  /** Off for load tools and tests. */
  isOn: boolean;
}

function keyOf(sealer: Sealer, { purpose, of }: Limited): string {
  return sealer.mac('limit', `${purpose}\n${of}`).toString('base64url');
}

function throttled(until: number, now: number): AppError {
  return new AppError('request.throttled', { retryAfterSeconds: secondsUntil(until, now) });
}

async function countUse(
  deps: LimitDeps,
  use: Limited & { limit: number; windowSeconds: number },
): Promise<void> {
  const { database, clock } = deps;
  const key = keyOf(deps.sealer, use);
  const now = clock.nowMs();
  const window = { limit: use.limit, windowMs: use.windowSeconds * 1000 };
  if (await database.write((tx) => countInWindow(tx, { key, now, ...window }))) return;
  const row = (await findThrottles(database.db, [key])).get(key);
  throw throttled(windowRefusedUntil(row, now, window), now);
}

async function beginTry(deps: LimitDeps, tried: Limited & { allowed: number }): Promise<Try> {
  const { database } = deps;
  const key = keyOf(deps.sealer, tried);
  const now = deps.clock.nowMs();
  const begun = await database.write(async (tx): Promise<Try | undefined> => {
    const times = { now, quietBefore: now - quietMs, forgetAt: now + quietMs };
    const failures = await countAttempt(tx, { key, ...times });
    if (failures === undefined) return undefined;
    const delayMs = delayAfterMs(failures, tried.allowed);
    const blockedUntil = delayMs === 0 ? 0 : now + delayMs;
    if (blockedUntil > 0) await updateBlock(tx, key, blockedUntil);
    return { key, blockedUntil };
  });
  if (begun) return begun;
  const row = (await findThrottles(database.db, [key])).get(key);
  throw throttled(row?.blocked_until ?? now, now);
}

export function createLimitService(deps: LimitDeps): LimitService {
  const { database, isOn } = deps;
  return {
    async countUse(use) {
      if (isOn) await countUse(deps, use);
    },
    async countAddress({ address, ...use }) {
      if (isOn && address !== null) await countUse(deps, { ...use, of: addressBucket(address) });
    },
    beginTry: async (tried) => (isOn ? beginTry(deps, tried) : undefined),
    succeed: (tx, { key }) => deleteThrottles(tx, [key]),
    takeBack: ({ key, blockedUntil }) => database.write((tx) => takeBackAttempt(tx, key, blockedUntil)),
    forget: (tx, limited) => deleteThrottles(tx, [keyOf(deps.sealer, limited)]),
    async prune(tx, now) {
      return (await deleteForgotten(tx, now)) + (await deleteExpiredNonces(tx, now));
    },
  };
}
