import type { Caller, Expectation, Listed } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import type { ServiceBulk } from './bulk/services.bulk.types.ts';
import type { AccessUseCases } from './grants/grants.types.ts';
import type { KeyUseCases } from './keys/keys.types.ts';

export type * from './bulk/services.bulk.types.ts';
export type * from './grants/grants.types.ts';
export type * from './keys/keys.types.ts';

/** A word that a token for a service may carry, and what it allows in words for the consent page. */
export interface ServiceScope {
  name: string;
  description: string;
}

/** A profile field that a service may be allowed to see. */
export type ServiceField =
  'email' | 'username' | 'first_name' | 'last_name' | 'phone' | 'external_id' | 'created_at';

/** A JSON Schema for an object. */
export type DataSchema = Record<string, unknown>;

/** A resource server: an API that accepts access tokens of Ostiary which are addressed to it. */
export interface Service {
  id: string;
  name: string;
  description: string;
  /** An absolute URI without fragment (RFC 8707 section 2): the `aud` of its tokens and the `resource` of requests. */
  audience: string;
  scopes: ServiceScope[];
  /** `jwt` (RFC 9068) is verified locally; `opaque` only by introspection. */
  tokenFormat: 'jwt' | 'opaque';
  /** Null for what the application or the configuration says. */
  accessTokenSeconds: number | null;
  /** Who may enter: everybody, or only those who were given access. The latter are then all that it sees. */
  entry: 'everyone' | 'granted';
  /** From the least to the most. */
  accessLevels: string[];
  /** What it may see of a profile; in the order of the catalogue. */
  fields: ServiceField[];
  /** What its own data about somebody must be; null when it has none. */
  dataSchema: DataSchema | null;
  createdAt: number;
  updatedAt: number;
  /** Counts the changes, from 1. */
  version: number;
}

/** What may be chosen beside the name and the audience. */
export type ServiceChoices = Pick<
  Service,
  | 'description'
  | 'scopes'
  | 'tokenFormat'
  | 'accessTokenSeconds'
  | 'entry'
  | 'accessLevels'
  | 'fields'
  | 'dataSchema'
>;

export type NewService = { name: string; audience: string } & Partial<ServiceChoices>;
/** The audience never changes. */
export type ServiceChanges = Partial<Omit<NewService, 'audience'>>;

export interface ServiceQuery {
  limit: number;
  order: 'name' | '-name' | 'created_at' | '-created_at';
  after?: string;
  /** The beginning of the name, in any case. Only in an order by name. */
  search?: string;
}

/** `services.read`, `services.manage` and `services.grant`. */
export interface ServiceService extends KeyUseCases, AccessUseCases {
  /** Errors: `request.invalid` with fields, `services.audience_taken`, `services.name_taken`. */
  create(caller: Caller, input: NewService): Promise<Service>;
  /** By id, name or audience. `services.not_found`. */
  get(db: Db, idOrName: string): Promise<Service>;
  list(query: ServiceQuery): Promise<Listed<Service>>;
  /** All of them, in order of id. */
  listAll(db: Db): Promise<Service[]>;
  /**
   * Errors: as `create`; `services.not_found`, `request.precondition_failed`; `services.level_in_use` and
   * `services.data_in_use` when what was given would not fit any more.
   */
  update(caller: Caller, id: string, changes: ServiceChanges & Expectation): Promise<Service>;
  delete(caller: Caller, id: string, expectation?: Expectation): Promise<void>;
  /** From memory, for at most a second after it was changed elsewhere. */
  findByAudience(audience: string): Promise<Service | undefined>;
  /** For imports and exports. */
  bulk: ServiceBulk;
}
