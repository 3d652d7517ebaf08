interface PasswordsTable {
  user_id: string;
  hash: string;
  changed_at: number;
  /** Of the hash that an import brought last; null when none did. */
  imported_digest: string | null;
}

interface SignInThrottlesTable {
  /** A keyed hash of an account, of an address, or of both. */
  key: string;
  failures: number;
  /** Until then no attempt is made; of accounts only. */
  blocked_until: number;
  /** When counting began (addresses), or when it last went up (accounts). */
  counted_from: number;
  /** From then on the row means nothing. */
  forget_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    passwords: PasswordsTable;
    sign_in_throttles: SignInThrottlesTable;
  }
}

export type PasswordRow = PasswordsTable;
export type ThrottleRow = SignInThrottlesTable;
