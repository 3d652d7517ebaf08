import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';
import type { Tx } from '#platform/db/schema.ts';
import { consumePending, findPending, insertPending } from './pending-sign-ins.store.ts';
import type { PendingRecord } from './pending-sign-ins.table.ts';
import type { SignInDeps } from './sign-in.deps.ts';

/** Long enough to fetch a telephone from another room. */
const lifetimeMs = 10 * 60 * 1000;

export interface OpenPending {
  user: User;
  amr: string[];
}

/** Sign-ins that wait for a second factor, each bound to the browser that keeps its secret. */
export interface PendingSignIns {
  /** Returns the secret for the browser. */
  open(userId: string, amr: string[]): Promise<string>;
  /** Uses nothing up. Undefined when it is over, or its account is closed. */
  find(secret: string): Promise<OpenPending | undefined>;
  /** As `find`. Errors: `login.sign_in_gone`. */
  get(secret: string): Promise<OpenPending>;
  /** Uses it up; undefined for all callers but one. */
  consume(tx: Tx, secret: string): Promise<PendingRecord | undefined>;
}

export function createPendingSignIns({ database, clock, sealer, users }: SignInDeps): PendingSignIns {
  const hashOf = (secret: string): string => sealer.mac('pending-sign-in', secret).toString('base64url');

  const find: PendingSignIns['find'] = async (secret) => {
    if (secret === '') return undefined;
    const pending = await findPending(database.db, hashOf(secret), clock.nowMs());
    const user = pending && (await users.find(database.db, pending.userId));
    return user?.isActive ? { user, amr: pending?.amr ?? [] } : undefined;
  };

  return {
    async open(userId, amr) {
      const secret = randomSecret();
      const now = clock.nowMs();
      const pending = { secretHash: hashOf(secret), userId, amr, now, expiresAt: now + lifetimeMs };
      await database.write((tx) => insertPending(tx, pending));
      return secret;
    },
    find,
    async get(secret) {
      const pending = await find(secret);
      if (!pending) throw new AppError('login.sign_in_gone');
      return pending;
    },
    consume: (tx, secret) => consumePending(tx, hashOf(secret), clock.nowMs()),
  };
}
