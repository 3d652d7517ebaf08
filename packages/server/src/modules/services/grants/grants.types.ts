import type { AccessPorts, Caller, Listed } from '#modules/access';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { Service } from '../services.types.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };
export type JsonObject = Record<string, JsonValue>;

/** What somebody has in a service. */
export interface ServiceAccess {
  /** One of the service's access levels; null where it has none or none was given. */
  level: string | null;
  /** The service's own data, as its schema says. */
  data: JsonObject;
}

export type HolderType = 'user' | 'group' | 'role';

/** Access as it was given to one holder in one service. */
export interface Grant extends ServiceAccess {
  serviceId: string;
  holder: HolderType;
  holderId: string;
}

/** A grant as it is kept. Times are epoch milliseconds. */
export interface KeptGrant extends Grant {
  createdAt: number;
  updatedAt: number;
}

/** Whom access is given to: a user by id, a group or role by name or id. */
export interface GrantHolder {
  holder: HolderType;
  id: string;
}

/** Access to a service, by its id, name or audience. */
export interface ServiceGift {
  service: string;
  level?: string | null;
  data?: JsonObject;
}

/** What somebody has in a service, all told, and why. */
export interface EffectiveAccess {
  serviceId: string;
  serviceName: string;
  mayEnter: boolean;
  /** Null: nothing was given. */
  access: ServiceAccess | null;
  /** Which grant decides; null when there is none. */
  by: { holder: HolderType; id: string } | null;
}

export interface AccessUseCases extends AccessPorts {
  /** What the user has in the service, all told: the nearest grant decides, as a whole. One query. */
  accessOf(db: Db, ids: { serviceId: string; userId: string }): Promise<ServiceAccess | null>;
  /** In all services, in no order. `ids` absent: of all holders, which users are too many for. */
  listGrants(
    db: Db,
    of: { holder: 'group' | 'role'; ids?: readonly string[] } | { holder: 'user'; ids: readonly string[] },
  ): Promise<Grant[]>;
  /**
   * What each of these users has in every service, in order of the service's name; four queries however
   * many they are. Whoever is inactive enters none. At most 10,000 users.
   */
  accessOfMany(
    db: Db,
    users: readonly { id: string; isActive: boolean }[],
  ): Promise<Map<string, EffectiveAccess[]>>;
  /** As `accessOfMany`, in these services and in their order. */
  accessIn(
    db: Db,
    users: readonly { id: string; isActive: boolean }[],
    services: readonly Service[],
  ): Promise<Map<string, EffectiveAccess[]>>;
  /** One page of all services in order of name, with what the user has in each; nothing included. */
  listServicesOf(
    user: { id: string; isActive: boolean },
    query: { limit: number; after?: string },
  ): Promise<Listed<EffectiveAccess>>;

  /**
   * Gives access or changes it. Idempotent. Needs `services.grant`, and `services.manage` or own access in the
   * service at a level at least as high. Errors: `services.cannot_grant`, `services.not_found`,
   * `request.invalid` with fields for a level or data that the service does not know, `users.not_found`,
   * `access.group_not_found`, `access.role_not_found`.
   */
  grantAccess(
    caller: Caller,
    service: string,
    grant: GrantHolder & { level?: string | null; data?: JsonObject },
  ): Promise<KeptGrant>;
  /**
   * Makes somebody in the one transaction, and gives them access, all or nothing. Errors: those of `make`, and as
   * above; the path of a field begins with the place in the list: `services.0.level`.
   */
  makeWithAccess<T extends { id: string }>(
    caller: Caller,
    given: readonly ServiceGift[],
    make: (tx: Tx) => Promise<T>,
  ): Promise<T>;
  /** Errors: as above; `services.access_not_found` when nothing was given there. */
  revokeAccess(caller: Caller, service: string, holder: GrantHolder): Promise<void>;
  /** What they are called, by id: email or username, name. Those who are gone are not there. */
  holderNames(holders: readonly GrantHolder[]): Promise<ReadonlyMap<string, string>>;
  /** In order of the holder's id. `services.not_found`. */
  listAccess(
    service: string,
    query: { holder: HolderType; limit: number; after?: string },
  ): Promise<Listed<KeptGrant>>;
}
