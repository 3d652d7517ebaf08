import type { Db, Tx } from '#platform/db/schema.ts';

export interface StoredPassword {
  hash: string;
  /** Of the hash that was imported last, which may have been replaced since. */
  importedDigest: string | null;
}

/** For those who move the hashes of many users; they authorise, audit and emit themselves. */
export interface PasswordBulk {
  /** Whether it is a hash in a format that can be verified, and within what one may cost. Pure. */
  isReadable(encoded: string): boolean;
  findAll(db: Db, userIds: readonly string[]): Promise<Map<string, StoredPassword>>;
  /**
   * Whether importing this hash changes nothing: it is the present one, or the one that was imported last.
   * A user who signed in since has a newer hash of the same password, or another password, and keeps it; so does
   * whoever was taken over from the service before this one, at their sign-in.
   */
  isSame(stored: StoredPassword, encoded: string): boolean;
  /** Of users who have none. */
  insertAll(tx: Tx, passwords: readonly { userId: string; hash: string }[]): Promise<void>;
  /** Whatever it was. Ends nothing: that is the caller's part. */
  replace(tx: Tx, userId: string, hash: string): Promise<void>;
}
