import type { AnyService, Fetch, Now, Schema, ServiceAccess, ServiceShape } from '../types.ts';
import type {
  AccessTokenClaims,
  GroupRecord,
  JsonObject,
  RoleRecord,
  ServiceRecord,
  UserRecord,
} from '../wire.ts';

export interface TestIssuerOptions<Level extends string = string, Data = JsonObject> {
  /** The service's audience. */
  audience: string;
  /** The service's access levels, from the least to the most. */
  levels?: readonly Level[];
  /** Says what type the service's own data has; nothing is validated here. */
  data?: Schema<Data>;
  /** Default `everyone`. */
  entry?: ServiceRecord['entry'];
  /** Default `https://ostiary.test`. Nothing is listening there: all goes by `fetch` of the issuer. */
  url?: string;
  /** How long access tokens are good. Default 300. */
  accessTokenSeconds?: number;
  /** How often a stream of the feed says that all was told, in milliseconds. Default 500. */
  beatMs?: number;
  now?: Now;
}

/** What is left out is empty, and flags are as of an ordinary user. */
export interface NewUser<S extends ServiceShape = AnyService> extends Partial<
  Omit<UserRecord, 'access' | 'role_ids' | 'group_ids'>
> {
  /** Names of roles. One that there is not is made. */
  roles?: readonly string[];
  /** Names of groups. One that there is not is made. */
  groups?: readonly string[];
  /** Beside those of the roles; they come by a role of the user's own. */
  permissions?: readonly string[];
  /** What the user was given in the service. */
  access?: ServiceAccess<S> | null;
}

export interface NewRole<S extends ServiceShape = AnyService> {
  name: string;
  permissions?: readonly string[];
  level?: number | null;
  access?: ServiceAccess<S> | null;
}

export interface NewGroup<S extends ServiceShape = AnyService> {
  name: string;
  /** Names of roles. One that there is not is made. */
  roles?: readonly string[];
  access?: ServiceAccess<S> | null;
}

export interface TokenOptions {
  /** Of the browser session or device. Default: one of this token's own. */
  sessionId?: string;
  /** An OAuth application with these scopes, instead of the first-party API. */
  client?: { id: string; scope: string; grantId?: string };
  /** Instead of the user's own, such as for a narrowed token. */
  permissions?: readonly string[];
  lifetimeSeconds?: number;
  /** Take the place of what would be there; undefined leaves a claim out. */
  claims?: Partial<AccessTokenClaims>;
}

/** Whatever tells how far it has followed the feed, such as what `createOstiary` gives. */
export interface FeedFollower {
  status(): { cursor: string | null };
}

/**
 * An Ostiary that is not there: signs tokens with keys of its own, and answers what the kit asks for by `fetch`. What
 * is changed here is told by its feed, as the real one does.
 */
export interface TestIssuer<S extends ServiceShape = AnyService> {
  /** For `createOstiary`, with `audience`, `key` and `fetch`. */
  readonly url: string;
  readonly audience: string;
  /** The service key. */
  readonly key: string;
  readonly fetch: Fetch;
  /** Where the feed is. */
  readonly cursor: string;

  /** For a user by `sub`, or for one that is made of this. Errors: TypeError for an unknown `sub`. */
  tokenFor(user: string | NewUser<S>, options?: TokenOptions): Promise<string>;
  /** For an application that acts for itself. */
  clientToken(clientId: string, options?: Omit<TokenOptions, 'client'> & { scope?: string }): Promise<string>;
  /** A static API token (`Authorization: Token …`), which is known by introspection alone. */
  apiTokenFor(user: string | NewUser<S>): { id: string; token: string };

  /** Makes a user, or puts another record in the place of the one with its `sub`. */
  putUser(user: NewUser<S>): UserRecord;
  deleteUser(sub: string): void;
  /** By name. */
  putRole(role: NewRole<S>): RoleRecord;
  deleteRole(name: string): void;
  putGroup(group: NewGroup<S>): GroupRecord;
  deleteGroup(name: string): void;
  /** How the service is registered. */
  putService(changes: Partial<Omit<ServiceRecord, 'id' | 'audience'>>): ServiceRecord;

  revokeSession(sid: string): void;
  /** By `jti`, or by the id of an API token. */
  revokeToken(id: string): void;
  revokeGrant(id: string): void;

  /** Signs with a new key from now on. The old one is still told, or with `dropsOld` no longer. */
  rotateKey(options?: { dropsOld?: boolean }): Promise<void>;
  /** The service key is refused from now on. */
  refuseKey(): void;
  /** Nobody reaches the server, and streams break. */
  goAway(): void;
  comeBack(): void;
  /** No cursor is known any more, as after a backup was restored: followers need a snapshot. */
  forgetHistory(): void;
  /** Resolves when everything that was changed has been followed. Rejects after so long, by default 5 seconds. */
  delivered(follower: FeedFollower, timeoutMs?: number): Promise<void>;
}
