interface PasswordsTable {
  user_id: string;
  hash: string;
  changed_at: number;
  /** Of the hash that an import brought last; null when none did. */
  imported_digest: string | null;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    passwords: PasswordsTable;
  }
}

export type PasswordRow = PasswordsTable;
