interface PasswordsTable {
  user_id: string;
  hash: string;
  changed_at: number;
  /** Of the hash that an import brought last, or `adoptedMark`; null when none did. */
  imported_digest: string | null;
}

/**
 * In place of a digest, for good: the password was proved to the service before this one, whose hash of it nobody has
 * seen. So whatever an import brings from there is that one, or an older one.
 */
export const adoptedMark = 'adopted';

declare module '#platform/db/schema.ts' {
  interface Tables {
    passwords: PasswordsTable;
  }
}

export type PasswordRow = PasswordsTable;
