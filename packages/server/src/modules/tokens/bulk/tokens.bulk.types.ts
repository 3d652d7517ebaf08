import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { AppError, FieldError } from '#platform/errors.ts';

/** Where an import writes. Without a transaction it only finds out what would become of everything. */
export interface ImportTarget {
  /** What is read with: the transaction, if there is one. */
  db: Db;
  tx: Tx | null;
  /** Who imports. */
  act: Act;
}

/** What became of one token: `request.invalid` for one that somebody else has. */
export type TakenOver = 'created' | 'updated' | 'unchanged' | AppError;

/** A static token from elsewhere. Times in epoch milliseconds. */
export interface ImportedApiToken {
  userId: string;
  name: string;
  /** Its text, or what an export of ours has of it. */
  token: { text: string } | { hash: string };
  scope: string;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
}

/** A static token as an export has it: without its text, which nobody knows. */
export interface ExportedApiToken extends Omit<ImportedApiToken, 'token'> {
  id: string;
  /** Of use only under the same master key. */
  hash: string;
}

/** A refresh token from elsewhere. */
export interface ImportedRefresh {
  text: string;
  userId: string;
  /** Null for Ostiary's own token API. */
  clientId: string | null;
  scope: string;
  createdAt: number;
  expiresAt: number;
  /** It was blacklisted or revoked there, and is kept so that it is refused as such. */
  isRevoked: boolean;
}

/** What a family is begun under: a session, and for a client the authorization with what the engine wants back. */
export interface FamilyOrigin {
  sessionId: string;
  grantId: string | null;
  payload: string | null;
}

/**
 * For those who take many tokens over in one transaction; they authorise and audit themselves. A token that is known
 * here, in whatever state, is not touched, except that one that was revoked elsewhere meanwhile ends here, too.
 * What belongs to somebody who is not active is taken over as ended.
 */
export interface TokenBulk {
  /** One sentence for each that is not acceptable. */
  problemsOf(input: { name?: string; scope: string }): FieldError[];
  isApiTokenText(text: string): boolean;
  /** Whether a text may be another system's refresh token: none that looks like one of ours. */
  isForeignRefreshText(text: string): boolean;
  importApiTokens(target: ImportTarget, tokens: readonly ImportedApiToken[]): Promise<TakenOver[]>;
  /** Those that are good, after this id (empty for the first), in the order of their ids. */
  listApiTokensAfter(db: Db, after: string, limit: number): Promise<ExportedApiToken[]>;
  /** `begin` makes what the new ones are issued under; without it each gets a session of its own. */
  importRefreshTokens(
    target: ImportTarget,
    tokens: readonly ImportedRefresh[],
    begin?: (tx: Tx, begun: readonly ImportedRefresh[]) => Promise<FamilyOrigin[]>,
  ): Promise<TakenOver[]>;
}
