/**
 * What Ostiary tells a service: the records and items of its feed, and the claims of its tokens. The same as the
 * schemas of the server's contract, which a test of types compares them with.
 */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = Record<string, Json>;

/** What somebody was given in this service. */
export interface WireAccess {
  /** One of the service's access levels; null where it has none or none was given. */
  level: string | null;
  /** The service's own data, as its schema says. */
  data: JsonObject;
}

/** A user as this service may see them. A field that it may not see is absent. */
export interface UserRecord {
  /** The user's id: it never changes, and is not used again. */
  sub: string;
  is_active: boolean;
  is_staff: boolean;
  is_superuser: boolean;
  /** Ids of the roles given directly, in order. */
  role_ids: string[];
  /** Ids of the groups that the user is in, in order. */
  group_ids: string[];
  /** The user's own; what comes by roles and groups is with those. */
  access: WireAccess | null;
  email?: string | null;
  username?: string | null;
  first_name?: string;
  last_name?: string;
  phone?: string | null;
  external_id?: string | null;
  /** ISO 8601 in UTC. */
  created_at?: string;
}

export interface RoleRecord {
  id: string;
  name: string;
  /** Lower is more powerful; null for a role without one. */
  level: number | null;
  /** Names, in order. */
  permissions: string[];
  /** What everybody who holds it has in this service. */
  access: WireAccess | null;
}

export interface GroupRecord {
  id: string;
  name: string;
  role_ids: string[];
  /** What every member has in this service. */
  access: WireAccess | null;
}

/** How this service is registered. */
export interface ServiceRecord {
  id: string;
  name: string;
  audience: string;
  /** Who may enter: everybody, or only those who were given access. The latter are then all that it sees. */
  entry: 'everyone' | 'granted';
  /** From the least to the most. */
  access_levels: string[];
  /** The profile fields that it may see. */
  fields: string[];
}

interface ItemBase {
  /** Ascends within one history of the server; several items may share one. */
  position: number;
  /** Epoch milliseconds: when it happened. */
  at: number;
}

/** Each says how things are now, so that an item that comes again, or late, does no harm. */
export type FeedItem = ItemBase &
  (
    | { kind: 'user'; sub: string; user: UserRecord }
    /** `deleted`: the account is gone. `no_access`: this service may not see the user any more. */
    | { kind: 'user'; sub: string; user: null; reason: 'deleted' | 'no_access' }
    | { kind: 'role'; id: string; role: RoleRecord | null }
    | { kind: 'group'; id: string; group: GroupRecord | null }
    /** Refuse tokens with this `sid`, `jti` or `grant_id`; for a static API token `id` is its own. */
    | { kind: 'revoked'; what: 'session' | 'token' | 'grant'; id: string }
    | { kind: 'service'; service: ServiceRecord }
    /** Read the JWKS again. */
    | { kind: 'keys' }
    /** More changed than can be told one by one: take a snapshot again. */
    | { kind: 'reset' }
  );

export interface FeedPage {
  items: FeedItem[];
  /** Where to go on. */
  cursor: string;
  has_more: boolean;
}

/** One line of the snapshot. It begins with `start`, and is whole only with its `end`. */
export type SnapshotLine =
  | {
      kind: 'start';
      /** Follow the feed from here: nothing that the snapshot may have missed lies before. */
      cursor: string;
      /** The position that the records of the snapshot count as. */
      position: number;
      service: ServiceRecord;
    }
  | { kind: 'role'; role: RoleRecord }
  | { kind: 'group'; group: GroupRecord }
  | { kind: 'user'; user: UserRecord }
  | { kind: 'end'; users: number };

/** Claims of an access token (RFC 9068 section 2.2), all times in seconds since 1970. */
export interface AccessTokenClaims {
  iss: string;
  sub: string;
  aud: string | string[];
  exp: number;
  iat: number;
  jti: string;
  client_id?: string;
  scope?: string;
  sid?: string;
  auth_time?: number;
  /** How well the user has shown who they are: `aal1` by one factor, `aal2` by two. */
  acr?: string;
  /** By which methods (RFC 8176). */
  amr?: string[];
  grant_id?: string;
  roles?: string[];
  permissions?: string[];
  /** In tokens for a service: what its user was given there. */
  service_access?: WireAccess;
  /** Who acts for the subject (RFC 8693 section 4.1). */
  act?: { sub: string };
  /** The key that the token is bound to (RFC 9449). */
  cnf?: { jkt: string };
  [name: string]: unknown;
}
