import type { Tx } from '#platform/db/schema.ts';

/** What is limited: of which kind of act, and whose. Neither is stored in clear. */
export interface Limited {
  /** Such as `recovery-mail` or `totp`. Each purpose counts by itself. */
  purpose: string;
  /** A user id, an address, a typed login: what the count is kept of. */
  of: string;
}

/** One try, counted as a failure before anything is known about it. */
export interface Try {
  key: string;
  /** Until when this try, should it fail, has blocked the next; 0 for not at all. Epoch milliseconds. */
  blockedUntil: number;
}

/** How often, in the database, so that it holds across processes. Nothing is counted where limits are off. */
export interface LimitService {
  /** Counts one use in a fixed window. Errors: AppError `request.throttled` with `retryAfterSeconds`. */
  countUse(use: Limited & { limit: number; windowSeconds: number }): Promise<void>;
  /** The same for an address, by what one customer is given of them; nothing for one that is not known. */
  countAddress(
    use: Omit<Limited, 'of'> & { address: string | null; limit: number; windowSeconds: number },
  ): Promise<void>;
  /**
   * Counts a try as failed before it is judged, so that guessing in parallel gets no more tries than guessing one
   * by one. After `allowed` failures each next one waits longer: 1, 2, 4 … seconds, at most 15 minutes; an hour
   * without any forgets them. Undefined when limits are off. Errors: `request.throttled`.
   */
  beginTry(tried: Limited & { allowed: number }): Promise<Try | undefined>;
  /** The try succeeded: forgets the failures before it. */
  succeed(tx: Tx, tried: Try): Promise<void>;
  /** The try was not made after all. */
  takeBack(tried: Try): Promise<void>;
  /** Forgets the failures of somebody. */
  forget(tx: Tx, limited: Limited): Promise<void>;
  /** Removes what has been quiet long enough, and spent challenges that have expired. */
  prune(tx: Tx, now: number): Promise<number>;
}
