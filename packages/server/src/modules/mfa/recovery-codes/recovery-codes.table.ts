interface RecoveryCodesTable {
  user_id: string;
  /** Keyed hash. */
  code_hash: string;
  created_at: number;
  used_at: number | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    recovery_codes: RecoveryCodesTable;
  }
}

export type RecoveryCodeRow = RecoveryCodesTable;
