import type { Caller } from '#modules/access';
import type { AppError } from '#platform/errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { HolderType, KeptGrant, ServiceAccess } from '../grants/grants.types.ts';
import type { NewService, Service } from '../services.types.ts';

/** A key of which only the keyed hash is known, made under the secret of this server. */
export interface ImportedServiceKey {
  hash: string;
  /** The last characters. */
  hint: string;
  /** Epoch milliseconds. */
  createdAt?: number;
  expiresAt?: number | null;
}

export interface ImportedService {
  /** What it is found by. */
  audience: string;
  /** What is not given stays, or gets its default. A new service needs a name. */
  fields: Partial<Omit<NewService, 'audience'>>;
  /** Epoch milliseconds; taken when the service is made. */
  createdAt?: number;
  /** Taken when the service is made: keys that were deleted here do not come back. */
  keys: readonly ImportedServiceKey[];
}

/** Access of a user, group or role, by id, in a service by its audience. */
export interface ImportedAccess extends ServiceAccess {
  service: string;
  holder: HolderType;
  id: string;
  /** Epoch milliseconds; taken when nothing was given before. */
  createdAt?: number;
}

export interface ExportedServiceKey extends ImportedServiceKey {
  serviceId: string;
  createdAt: number;
  expiresAt: number | null;
}

/** Where it is written; a dry run only looks. */
export interface ServiceTarget {
  db: Db;
  tx: Tx | null;
}

export interface ServiceOrder {
  caller: Caller;
  existing: 'update' | 'skip' | 'refuse';
}

type Outcome = 'created' | 'updated' | 'unchanged';

/** For imports and exports of many. What is wrong with one is returned in its place. */
export interface ServiceBulk {
  /**
   * Makes or changes services; audited and told one by one. Errors: `access.denied`, `request.invalid`,
   * `services.name_taken`, `services.audience_taken`, `services.level_in_use`, `services.data_in_use`.
   */
  importAll(
    target: ServiceTarget,
    order: ServiceOrder,
    services: readonly ImportedService[],
  ): Promise<(Outcome | AppError)[]>;
  /**
   * Gives access or changes it; audited and told one by one. Errors: `access.denied`, `services.not_found`,
   * `services.cannot_grant`, `request.invalid`.
   */
  importAccess(
    target: ServiceTarget,
    order: ServiceOrder,
    access: readonly ImportedAccess[],
  ): Promise<(Outcome | AppError)[]>;
  /** Of these services, the oldest first. */
  listKeysOf(db: Db, serviceIds: readonly string[]): Promise<ExportedServiceKey[]>;
  /** Of users, behind this one (null for the first), in order of user and service. */
  listUserAccessAfter(
    db: Db,
    after: { holderId: string; serviceId: string } | null,
    limit: number,
  ): Promise<KeptGrant[]>;
  /** Of all groups or all roles. */
  listAccessOf(db: Db, holder: 'group' | 'role'): Promise<KeptGrant[]>;
  /** In order of id. */
  list(db: Db): Promise<Service[]>;
}
