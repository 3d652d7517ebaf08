import type { Service, ServiceAccess } from '#modules/services';

/** A user as far as any service may see them. */
export interface UserFacts {
  id: string;
  email: string | null;
  username: string | null;
  firstName: string;
  lastName: string;
  phone: string | null;
  externalId: string | null;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
}

export interface RoleFacts {
  id: string;
  name: string;
  level: number | null;
  permissions: string[];
}

export interface GroupFacts {
  id: string;
  name: string;
}

export type GrantKey = `${string} ${string} ${string}`;

/** Everything that the records of some users, roles and groups are made of, for every service alike. */
export interface Facts {
  users: ReadonlyMap<string, UserFacts>;
  roles: ReadonlyMap<string, RoleFacts>;
  groups: ReadonlyMap<string, GroupFacts>;
  /** Ids of the roles that a user holds directly, in order. */
  rolesOfUser: ReadonlyMap<string, string[]>;
  groupsOfUser: ReadonlyMap<string, string[]>;
  rolesOfGroup: ReadonlyMap<string, string[]>;
  /** By `grantKey`. */
  grants: ReadonlyMap<GrantKey, ServiceAccess>;
  services: ReadonlyMap<string, Service>;
}

/** Ids of what is wanted. */
export interface Wanted {
  users: ReadonlySet<string>;
  roles: ReadonlySet<string>;
  groups: ReadonlySet<string>;
}
