import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';
import {
  claimKey,
  deleteClaim,
  deleteExpiredClaims,
  findClaim,
  updateAnswer,
  type ClaimId,
} from './idempotency.store.ts';
import type { Claim } from './idempotency.table.ts';

/** An answer as it is kept and given again. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request that is to be done once. */
export interface KeyedRequest {
  /** Who asks: nobody else shares their keys. */
  owner: string;
  key: string;
  /** Everything that makes it this request: the same text for the same request. */
  content: string;
}

export interface IdempotencyDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
}

export interface IdempotencyService {
  /**
   * Lets one request with a key go ahead, and tells all others what that one was answered.
   * Errors: `request.idempotency_reused`, `request.idempotency_in_progress` with retryAfterSeconds,
   * `request.idempotency_interrupted`.
   */
  begin(request: KeyedRequest): Promise<{ claim: ClaimId } | { answer: KeptAnswer }>;
  /** Keeps the answer for the day on which it may be asked for again. */
  keep(claim: ClaimId, answer: KeptAnswer): Promise<void>;
  /** The request did nothing: the key may be used anew. */
  release(claim: ClaimId): Promise<void>;
  /** Deletes a slice of what has expired; returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}

const keepMs = 24 * 60 * 60 * 1000;
/** Nobody works on one answer longer: the process that did is gone. */
const longestWorkMs = 60_000;
const purpose = 'idempotency';

/** Kept by code of ours, sealed: nobody else can have written it. */
function openAnswer(sealer: Sealer, sealed: string): KeptAnswer {
  return JSON.parse(sealer.open(purpose, sealed)) as KeptAnswer;
}

/** What is to be said to a request that comes after another with its key. */
function answerOfEarlier(
  { sealer, clock }: IdempotencyDeps,
  earlier: Claim,
  requestHash: string,
): KeptAnswer {
  if (earlier.requestHash !== requestHash) throw new AppError('request.idempotency_reused');
  if (earlier.responseSealed !== null) return openAnswer(sealer, earlier.responseSealed);
  const isInterrupted = clock.nowMs() - earlier.createdAt > longestWorkMs;
  if (isInterrupted) throw new AppError('request.idempotency_interrupted');
  throw new AppError('request.idempotency_in_progress', { retryAfterSeconds: 1 });
}

export function createIdempotencyService(deps: IdempotencyDeps): IdempotencyService {
  const { database, clock, sealer } = deps;
  // Keyed, since a request may hold a password that a plain hash would let somebody guess.
  const hash = (text: string): string => sealer.mac(purpose, text).toString('base64url');
  return {
    async begin({ owner, key, content }) {
      const idHash = hash(JSON.stringify(['key', owner, key]));
      const requestHash = hash(JSON.stringify(['request', content]));
      const now = clock.nowMs();
      const isFirst = await database.write((tx) =>
        claimKey(tx, { idHash, requestHash, now, expiresAt: now + keepMs }),
      );
      if (isFirst) return { claim: { idHash, createdAt: now } };
      const earlier = await findClaim(database.db, idHash);
      // Released since: what it tried may be tried again.
      if (!earlier) throw new AppError('request.idempotency_in_progress', { retryAfterSeconds: 1 });
      return { answer: answerOfEarlier(deps, earlier, requestHash) };
    },
    async keep(claim, answer) {
      const sealed = sealer.seal(purpose, JSON.stringify(answer));
      await database.write((tx) => updateAnswer(tx, claim, sealed));
    },
    release: (claim) => database.write((tx) => deleteClaim(tx, claim)),
    prune: deleteExpiredClaims,
  };
}
