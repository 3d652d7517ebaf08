interface PendingSignInsTable {
  /** Keyed hash of the secret that the browser keeps. */
  secret_hash: string;
  user_id: string;
  /** JSON array. */
  amr: string;
  created_at: number;
  expires_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    pending_sign_ins: PendingSignInsTable;
  }
}

export interface PendingRecord {
  userId: string;
  /** What was shown so far. */
  amr: string[];
}

export function toPending(row: Pick<PendingSignInsTable, 'user_id' | 'amr'>): PendingRecord {
  const amr: unknown = JSON.parse(row.amr);
  return { userId: row.user_id, amr: Array.isArray(amr) ? amr.map(String) : [] };
}
