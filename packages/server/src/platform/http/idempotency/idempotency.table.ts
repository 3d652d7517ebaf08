interface IdempotencyKeysTable {
  /** Keyed hash of who asks and of their key. */
  id_hash: string;
  /** Keyed hash of the request that used the key first. */
  request_hash: string;
  created_at: number;
  expires_at: number;
  /** Null while the first request is being answered. */
  response_sealed: string | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    idempotency_keys: IdempotencyKeysTable;
  }
}

/** What the first request with a key left behind. */
export interface Claim {
  requestHash: string;
  createdAt: number;
  responseSealed: string | null;
}

export type ClaimRow = Omit<IdempotencyKeysTable, 'id_hash' | 'expires_at'>;

export function toClaim(row: ClaimRow): Claim {
  return {
    requestHash: row.request_hash,
    createdAt: row.created_at,
    responseSealed: row.response_sealed,
  };
}
