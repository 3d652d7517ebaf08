interface PredecessorCutoffsTable {
  /** A keyed hash of an external id, or of one token. */
  key_hash: string;
  /** Epoch milliseconds. */
  cut_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    predecessor_cutoffs: PredecessorCutoffsTable;
  }
}

export {};
