import type { Caller, Expectation, Listed } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';

/** A word that a token for a service may carry, and what it allows in words for the consent page. */
export interface ServiceScope {
  name: string;
  description: string;
}

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
  createdAt: number;
  updatedAt: number;
  /** Counts the changes, from 1. */
  version: number;
}

export type NewService = { name: string; audience: string } & Partial<
  Pick<Service, 'description' | 'scopes' | 'tokenFormat' | 'accessTokenSeconds'>
>;

export interface ServiceQuery {
  limit: number;
  order: 'name' | '-name' | 'created_at' | '-created_at';
  after?: string;
  /** The beginning of the name, in any case. Only in an order by name. */
  search?: string;
}

/** `services.read` and `services.manage`. */
export interface ServiceService {
  /** Errors: `request.invalid` with fields, `services.audience_taken`, `services.name_taken`. */
  create(caller: Caller, input: NewService): Promise<Service>;
  /** By id, name or audience. `services.not_found`. */
  get(db: Db, idOrName: string): Promise<Service>;
  list(query: ServiceQuery): Promise<Listed<Service>>;
  /** The audience never changes. Errors: as `create`; `services.not_found`, `request.precondition_failed`. */
  update(
    caller: Caller,
    id: string,
    changes: Partial<Omit<NewService, 'audience'>> & Expectation,
  ): Promise<Service>;
  delete(caller: Caller, id: string, expectation?: Expectation): Promise<void>;
  /** From memory, for at most a second after it was changed elsewhere. */
  findByAudience(audience: string): Promise<Service | undefined>;
}
