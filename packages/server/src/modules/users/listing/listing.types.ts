import type { User } from '../users.types.ts';

/**
 * What a list goes by. `match` is the order of a search: by the smaller of somebody's keys that begin
 * with what is searched.
 */
export type UserSort = 'created_at' | 'email' | 'username' | 'match';

export interface UserOrdering {
  by: UserSort;
  /** Only where there is a column to go by, so never of `match`. */
  isDescending: boolean;
}

/** Where a page ended: what the list goes by of the last user looked at, and their id. */
export interface UserPosition {
  key: string;
  id: string;
}

/** What is not given does not narrow the list. */
export interface UserFilter {
  /** One of these; at most 200. */
  ids?: readonly string[];
  /** The beginning of an email or username. */
  search?: string;
  /** Exactly this email or username. */
  login?: string;
  externalId?: string;
  isActive?: boolean;
  isStaff?: boolean;
  isSuperuser?: boolean;
  /** Id of a role held directly. */
  roleId?: string;
  /** Id of a group. */
  groupId?: string;
}

export interface UserListQuery {
  ordering: UserOrdering;
  /** Users after this position. */
  after?: UserPosition;
  /** How many at most. */
  limit: number;
  filter: UserFilter;
}

export interface UserPage {
  /** May be fewer than asked for although there are more: only so many rows are looked at for one page. */
  users: User[];
  /** Where to go on; null at the end of the list. */
  next: UserPosition | null;
}
