interface SpentNoncesTable {
  /** A keyed hash of the nonce and of what it was for. */
  nonce_hash: string;
  /** From then on it is refused for its age. */
  expires_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    spent_nonces: SpentNoncesTable;
  }
}

export type SpentNonceRow = SpentNoncesTable;
