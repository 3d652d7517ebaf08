import type { Act } from '#modules/audit';
import type { Try } from '#modules/limits';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import type { FactorKind } from '../mfa.types.ts';

/** What is tried, and under which count. */
export interface Tried {
  act: Act;
  user: User;
  kind: Exclude<FactorKind, 'passkey'>;
  purpose: 'factor-totp' | 'factor-recovery' | 'factor-confirm';
}

/** Uses up what was shown; undefined for one that somebody has used before. */
type Use<T> = (tx: Tx) => Promise<T | undefined>;

async function refuse(deps: MfaDeps, tried: Tried, why: { reason: string; isBlocking: boolean }) {
  const { act, user, kind } = tried;
  await deps.database.write((tx) =>
    deps.audit.record(tx, act, {
      action: 'factor.refuse',
      outcome: 'failure',
      target: { type: 'user', id: user.id },
      details: { kind, reason: why.reason, ...(why.isBlocking && { blocked: true }) },
    }),
  );
  return new AppError('mfa.invalid_code');
}

async function settle<T>(deps: MfaDeps, counted: Try | undefined, use: Use<T>): Promise<T | undefined> {
  return deps.database.write(async (tx) => {
    const used = await use(tx);
    if (used !== undefined && counted) await deps.limits.succeed(tx, counted);
    return used;
  });
}

/**
 * Tries something that can be guessed: counted as a failure first, so that guessing in parallel gets no more tries
 * than guessing one by one. `judge` looks at it and answers how it is used up, undefined when it is wrong.
 * Errors: `mfa.invalid_code`, `request.throttled`, and those of using it up.
 */
export async function attempt<T>(
  deps: MfaDeps,
  tried: Tried,
  judge: () => Promise<Use<T> | undefined>,
): Promise<T> {
  const { user, purpose } = tried;
  const allowed = deps.config.failuresAllowed;
  const counted = await deps.limits.beginTry({ purpose, of: user.id, allowed });
  const isBlocking = (counted?.blockedUntil ?? 0) > 0;
  let used: T | undefined;
  let use: Use<T> | undefined;
  try {
    use = await judge();
    used = use && (await settle(deps, counted, use));
  } catch (error) {
    // Nobody was told whether it was right.
    if (counted) await deps.limits.takeBack(counted);
    throw error;
  }
  if (used === undefined) throw await refuse(deps, tried, { reason: use ? 'replayed' : 'wrong', isBlocking });
  return used;
}
