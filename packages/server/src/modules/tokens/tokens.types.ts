import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { Claims } from '#modules/keys';
import type { Service } from '#modules/services';
import type { User } from '#modules/users';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { TokenBulk } from './bulk/tokens.bulk.types.ts';
import type { ClientFamilies } from './refresh/client-families.types.ts';

export type * from './bulk/tokens.bulk.types.ts';
export type * from './refresh/client-families.types.ts';

export interface TokenPair {
  access: string;
  refresh: string;
}

/** Who a token speaks for. */
export interface TokenIdentity {
  user: User;
  sessionId: string | null;
  /** Space-separated (RFC 6749 section 3.3); empty means everything the user may do. */
  scope: string;
  /** The application that the token was issued to; null for one of Ostiary's own. */
  clientId: string | null;
  claims: Claims;
  /** The service that the token is addressed to; null for one for Ostiary itself. */
  service: Service | null;
  /** Of a static token; null for a signed one. */
  apiTokenId: string | null;
}

export interface ApiToken {
  id: string;
  userId: string;
  name: string;
  kind: 'named' | 'login';
  scope: string;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** A refresh family as people see it: never its hashes. */
export interface RefreshFamilyInfo {
  id: string;
  sessionId: string;
  userId: string;
  /** Null for Ostiary's own token API. */
  clientId: string | null;
  scope: string;
  /** How often it was rotated. */
  generation: number;
  createdAt: number;
  rotatedAt: number | null;
  expiresAt: number;
  endedAt: number | null;
  endReason: string | null;
}

export interface FamilyListing {
  limit: number;
  /** The last one of the page before. */
  before?: { sessionId: string; id: string };
}

/** What somebody proves who they are with, where there are no pages. */
export interface Credentials {
  /** Email or username. */
  login: string;
  password: string;
  /** A code of an authenticator app, or a recovery code: for whoever has a second factor. */
  otp?: string | undefined;
}

export interface TokenService {
  /**
   * Proves who somebody is by all that they have to show, without starting anything; what it returns beside them are
   * the methods (RFC 8176). Errors of `passwords.authenticate`; `users.email_unverified`; `mfa.required`,
   * `mfa.invalid_code`, `mfa.enrolment_required`, `request.throttled`.
   */
  prove(act: Act, credentials: Credentials): Promise<{ user: User; amr: string[] }>;
  /**
   * Sign-in of the token API: one session, one refresh family. Errors of `prove`. With a service the access token is
   * addressed to it, says what the user has there, and lives as long as the service wants.
   */
  signIn(
    act: Act,
    credentials: Credentials,
    service?: Service | null,
  ): Promise<{ user: User; pair: TokenPair }>;
  /** An access token for a session that exists, for instance a role-service cookie. */
  issueAccess(user: User, sessionId: string, lifetimeSeconds?: number): Promise<string>;
  /**
   * Errors: `tokens.invalid`, `tokens.expired`, `tokens.wrong_type`, `tokens.blacklisted`,
   * `tokens.no_active_account`. `refresh` is absent when rotation is off. `service` as for `signIn`: the refresh
   * token is bound to none.
   */
  refresh(
    act: Act,
    refreshToken: string,
    service?: Service | null,
  ): Promise<{ access: string; refresh?: string }>;
  /**
   * Accepts access, refresh and sliding tokens of live sessions and active users. Errors:
   * `tokens.invalid` (also for a JWT whose session has ended), `tokens.expired`, `tokens.no_id`,
   * `tokens.no_user_claim`, `tokens.no_active_account`, and `tokens.blacklisted` for a refresh token
   * that is used up or whose family has ended. A token for a service is good where that service asks, and
   * nowhere else: whoever asks without saying who it is takes what it is told for its own.
   */
  verify(token: string, service?: Service | null): Promise<void>;
  /** Ends the refresh token's session. Errors as `refresh`. */
  blacklist(act: Act, refreshToken: string): Promise<void>;
  /**
   * For the authentication chain: an access or sliding token of ours, live session, active user. Errors:
   * `tokens.invalid`, `tokens.expired`, `tokens.no_id`, `tokens.wrong_type`, `tokens.no_user_claim`,
   * `tokens.user_not_found`, `tokens.user_inactive`. A token for a service is `tokens.invalid`, except where those
   * of any are taken.
   */
  authenticate(accessToken: string, options?: { isForAnyService?: boolean }): Promise<TokenIdentity>;
  /** Who an access token of the service before this one speaks for; undefined for any other, and one that is not good. */
  findOldIdentity(token: string): Promise<TokenIdentity | undefined>;
  /** Revokes such a token that is presented whole (RFC 7009): whoever holds it may. Nothing for one that is none. */
  revokeOldToken(tx: Tx, act: Act, token: string): Promise<void>;
  /** `service` as for `signIn`. */
  signInSliding(act: Act, credentials: Credentials, service?: Service | null): Promise<string>;
  /**
   * A later expiry for the same token id, until its end of refreshing. Errors: `tokens.invalid`,
   * `tokens.expired`, `tokens.no_id`, `tokens.wrong_type`, `tokens.no_active_account`. A token for a service stays
   * one for that service; one for Ostiary itself becomes one for `service`.
   */
  refreshSliding(act: Act, token: string, service?: Service | null): Promise<string>;

  /** `token` is shown once. Scope and expiry optional. Own tokens only. */
  createApiToken(
    caller: Caller,
    input: { userId: string; name: string; scope?: string; expiresAt?: number | null },
  ): Promise<{ token: string; info: ApiToken }>;
  /** The one token that `/api/login` gives again and again until it is revoked (seeds: DRF authtoken). */
  obtainLoginToken(act: Act, user: User): Promise<string>;
  /** Errors: `tokens.invalid` (unknown or revoked), `tokens.expired`, `tokens.user_inactive`. */
  authenticateApiToken(token: string): Promise<TokenIdentity>;
  /** Not revoked, newest first; `before` is the id that ended the page before. At most `limit` (1,000). */
  listApiTokens(db: Db, userId: string, page?: { before?: string; limit?: number }): Promise<ApiToken[]>;
  /** In whatever state. */
  findApiToken(db: Db, id: string): Promise<ApiToken | undefined>;
  /** Own token, or `sessions.manage` and at least what its user holds. `tokens.api_token_not_found`. */
  revokeApiToken(caller: Caller, id: string): Promise<void>;

  /** Revokes a token that is presented whole (RFC 7009): whoever holds it may. Nothing for one that is none. */
  revokeApiTokenText(tx: Tx, act: Act, token: string): Promise<void>;

  /** The refresh families of a user's sessions, those of the newest session first. */
  listFamilies(db: Db, userId: string, page: FamilyListing): Promise<RefreshFamilyInfo[]>;
  /**
   * Ends the refresh family of a user; the session stays. One's own, or `sessions.manage` and at least what
   * its user holds. Errors: `tokens.family_not_found`, also when it had ended already.
   */
  endFamily(caller: Caller, family: { userId: string; id: string }): Promise<void>;

  /** Tokens of other systems, and exports. */
  bulk: TokenBulk;

  /** The refresh tokens of OAuth clients. */
  clientFamilies: ClientFamilies;

  /** Ports for lower rungs. */
  endFamilies(tx: Tx, sessionIds: string[], reason: string, now: number): Promise<void>;
  revokeApiTokensOf(tx: Tx, act: Act, userId: string): Promise<void>;
  /** Deletes a slice of what expired or was revoked more than 30 days ago. */
  prune(tx: Tx, now: number): Promise<number>;
}
