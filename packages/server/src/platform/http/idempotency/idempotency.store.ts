import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { toClaim, type Claim } from './idempotency.table.ts';

/** True for the one request that may go ahead with this key. What has expired counts as never used. */
export async function claimKey(
  tx: Tx,
  claim: { idHash: string; requestHash: string; now: number; expiresAt: number },
): Promise<boolean> {
  const { now } = claim;
  const fresh = {
    request_hash: claim.requestHash,
    created_at: now,
    expires_at: claim.expiresAt,
    response_sealed: null,
  };
  const claimed = await tx
    .insertInto('idempotency_keys')
    .values({ id_hash: claim.idHash, ...fresh })
    .onConflict((conflict) =>
      conflict.column('id_hash').doUpdateSet(fresh).where('idempotency_keys.expires_at', '<=', now),
    )
    .returning('id_hash')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function findClaim(db: Db, idHash: string): Promise<Claim | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'created_at', 'response_sealed'])
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
  return row && toClaim(row);
}

/** Which claim of a key: a later one of the same key must not be touched. */
export interface ClaimId {
  idHash: string;
  createdAt: number;
}

export async function updateAnswer(tx: Tx, claim: ClaimId, responseSealed: string): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ response_sealed: responseSealed })
    .where('id_hash', '=', claim.idHash)
    .where('created_at', '=', claim.createdAt)
    .where('response_sealed', 'is', null)
    .execute();
}

export async function deleteClaim(tx: Tx, claim: ClaimId): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('id_hash', '=', claim.idHash)
    .where('created_at', '=', claim.createdAt)
    .where('response_sealed', 'is', null)
    .execute();
}

export async function deleteExpiredClaims(tx: Tx, now: number): Promise<number> {
  const due = tx
    .selectFrom('idempotency_keys')
    .select('id_hash')
    .where('expires_at', '<=', now)
    .limit(pruneSlice);
  const deleted = await tx
    .deleteFrom('idempotency_keys')
    .where('id_hash', 'in', due)
    .returning('id_hash')
    .execute();
  return deleted.length;
}
