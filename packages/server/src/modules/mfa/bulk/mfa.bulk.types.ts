import type { AppError } from '#platform/errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';

/** An authenticator app with its secret in clear (base32). Times in epoch milliseconds. */
export interface MovedTotp {
  name: string;
  secret: string;
  /** The time step of the newest code that was accepted: none is accepted twice. */
  lastStep: number;
  createdAt: number;
  lastUsedAt: number | null;
}

export interface MovedPasskey {
  /** The credential id, base64url. */
  id: string;
  name: string;
  /** A COSE key, base64url. */
  publicKey: string;
  signCount: number;
  transports: string[];
  aaguid: string;
  isSynced: boolean;
  createdAt: number;
  lastUsedAt: number | null;
  clonedAt: number | null;
}

/** Everything that somebody can show beside a password. */
export interface MovedFactors {
  userId: string;
  totp: MovedTotp[];
  passkeys: MovedPasskey[];
  /** Keyed hashes of those that are unused, sorted. */
  recoveryCodes: string[];
}

/** For those who move the factors of many users; they authorise and audit themselves. */
export interface MfaBulk {
  /** Of users behind this one (empty for the first) who have any, in order of user, with secrets in clear. */
  listAfter(db: Db, after: string, limit: number): Promise<MovedFactors[]>;
  /**
   * Gives factors to users who have none. Whoever has some, or was rid of one here, keeps what they have: that is
   * `unchanged`. Errors, in the place of one: `request.invalid`, `mfa.passkey_taken`.
   */
  importAll(
    target: { db: Db; tx: Tx | null },
    factors: readonly MovedFactors[],
  ): Promise<('created' | 'unchanged' | AppError)[]>;
}
