import type { ImportedRefresh, ImportTarget, TakenOver } from '#modules/tokens';
import type { Db } from '#platform/db/schema.ts';

/** An opaque access token from elsewhere. Times in epoch milliseconds. */
export interface ImportedAccess {
  text: string;
  /** Null for one of the client for itself. */
  userId: string | null;
  clientId: string;
  scope: string;
  createdAt: number;
  expiresAt: number;
}

export interface ImportedConsent {
  userId: string;
  clientId: string;
  /** Of Ostiary itself, and standard ones. */
  scopes: readonly string[];
  /** Of services, by audience. */
  services?: Readonly<Record<string, readonly string[]>>;
  createdAt: number;
}

/** A refresh token of a client. */
export interface ImportedClientRefresh extends ImportedRefresh {
  clientId: string;
}

/**
 * For those who take over in one transaction what clients were given elsewhere; they authorise and audit themselves,
 * and have seen that users and clients exist. All tokens of one client in the name of one user are under one grant
 * and session. What ended here stays ended, and who took a consent back here is given nothing new for that client.
 */
export interface OauthBulk {
  /** Whether a text may be another system's opaque access token. */
  isForeignAccessText(text: string): boolean;
  importConsents(target: ImportTarget, consents: readonly ImportedConsent[]): Promise<TakenOver[]>;
  importAccessTokens(target: ImportTarget, tokens: readonly ImportedAccess[]): Promise<TakenOver[]>;
  importRefreshTokens(target: ImportTarget, tokens: readonly ImportedClientRefresh[]): Promise<TakenOver[]>;
  /** After this one (null for the first), by user and client. */
  listConsentsAfter(
    db: Db,
    after: { userId: string; clientId: string } | null,
    limit: number,
  ): Promise<ImportedConsent[]>;
}
