import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { Assignments, Authority } from './assignments/assignments.types.ts';
import type { Held } from './holdings.types.ts';
import type { Expectation, Listed, NameQuery, PermissionQuery, RoleQuery } from './lists.types.ts';
import type { DefinedPermission, NewPermission } from './permissions/permissions.types.ts';

export type * from './assignments/assignments.types.ts';
export type * from './holdings.types.ts';
export type * from './lists.types.ts';
export type * from './permissions/permissions.types.ts';

/** What somebody holds, directly and through groups. */
export interface Access {
  /** Role names, sorted. */
  roles: string[];
  /** Permission names, sorted. */
  permissions: string[];
  /** The most powerful level among the roles; lower is more powerful; null when no role has one. */
  level: number | null;
}

/** A user as decisions see them. */
export interface Subject extends Access {
  userId: string;
  isStaff: boolean;
  isSuperuser: boolean;
}

/** Who asks for something to be done. `operator` is the command line: whoever holds the database. */
export interface Caller {
  act: Act;
  subject: Subject | 'operator' | null;
}

export interface Role {
  id: string;
  name: string;
  level: number | null;
  description: string;
  isBuiltin: boolean;
  permissions: string[];
  createdAt: number;
  updatedAt: number;
  /** Counts the changes, from 1. */
  version: number;
}

export interface NewRole {
  name: string;
  level?: number | null;
  description?: string;
  permissions?: string[];
}

export interface Group {
  id: string;
  name: string;
  description: string;
  roles: string[];
  createdAt: number;
  updatedAt: number;
  /** Counts the changes, from 1; which roles it has and what they are called is part of it, its members are not. */
  version: number;
}

export interface NewGroup {
  name: string;
  description?: string;
}

export interface AddressBlock {
  id: string;
  /** A CIDR range in canonical form, such as 203.0.113.0/24 or 2001:db8::/32. */
  range: string;
  reason: string;
  createdAt: number;
  expiresAt: number | null;
}

/** A page of the blocks in force. */
export interface BlockListing {
  limit: number;
  order: 'created_at' | '-created_at' | 'range';
  /** Where the page before ended: a range in the order of ranges, an id otherwise. */
  after?: string;
  /** The beginning of a range. Only in the order of ranges. */
  search?: string;
}

export type Holder = { userId: string } | { groupId: string };

/** Roles and groups that somebody is to have. */
export interface Gift {
  roleIds: readonly string[];
  groupIds: readonly string[];
}

/** What the module of services says: roles and groups may carry access to them. */
export interface AccessPorts {
  /**
   * The ids of those of these roles and groups that carry more access to some service than the caller has
   * there or may give. At most two queries when none of them carries any, and none for a caller who
   * manages services.
   */
  beyondReach(db: Db, caller: Caller, gift: Gift): Promise<ReadonlySet<string>>;
}

export interface AccessService extends AccessPorts {
  /** The five roles of the tutorial, made when they are missing. Safe to call at every start. */
  ensureBuiltinRoles(): Promise<void>;
  accessOf(db: Db, userId: string): Promise<Access>;
  /** Names of the roles a user holds directly, sorted. */
  listDirectRoles(db: Db, userId: string): Promise<string[]>;
  /** Names of the groups a user is in, sorted. */
  listGroupsOf(db: Db, userId: string): Promise<string[]>;
  /**
   * What each of these users holds and by which role and group, in three queries however many they are.
   * Who holds nothing is not in the map. At most 10,000 ids.
   */
  holdingsOf(db: Db, userIds: readonly string[]): Promise<Map<string, Held>>;

  /** AppError `access.unauthenticated` or `access.denied`; a denial is audited. */
  requirePermission(caller: Caller, permission: string): Promise<void>;
  /** The same, unless the caller is a superuser or the operator. */
  requireSuperuser(caller: Caller): Promise<void>;
  /**
   * Refuses (`access.denied`, audited) unless the caller holds at least what the target user holds:
   * otherwise resetting an owner's password would be a way to become one.
   */
  requireAtLeast(caller: Caller, target: Subject): Promise<void>;
  /**
   * AppError `access.cannot_grant` unless the caller has `roles.grant` and holds all of the role, the access to
   * services that it carries included.
   */
  requireMayGrant(caller: Caller, role: Role): Promise<void>;
  /** AppError `access.cannot_grant` when the role carries more access to a service than the caller may give. */
  requireWithinReach(caller: Caller, role: Role): Promise<void>;

  /** The same rules as answers that cost no query, for those who work on many users at once. */
  authorityOf(caller: Caller): Authority;
  /** For imports. */
  assignments: Assignments;

  /** All of them, the most powerful first: for the command line. */
  listRoles(): Promise<Role[]>;
  /** AppError `request.invalid` for a position that no page gave, or a search in another order than by name. */
  listRolePage(query: RoleQuery): Promise<Listed<Role>>;
  getRole(nameOrId: string): Promise<Role>;
  /** The role with this level, by the tutorial's numbering; undefined when there is none. */
  findRoleByLevel(level: number): Promise<Role | undefined>;
  createRole(caller: Caller, role: NewRole): Promise<Role>;
  /** `request.precondition_failed` here and below when the version is not the one expected. */
  updateRole(caller: Caller, nameOrId: string, changes: Partial<NewRole> & Expectation): Promise<Role>;
  deleteRole(caller: Caller, nameOrId: string, expectation?: Expectation): Promise<void>;

  /** Ostiary's own and those that were defined for services, by name. */
  listPermissions(query: PermissionQuery): Promise<Listed<DefinedPermission>>;
  /** AppError `access.permission_not_found`. */
  getPermission(name: string): Promise<DefinedPermission>;
  /** Needs `roles.manage`; nobody holds it yet. Errors: `request.invalid`, `access.permission_taken`. */
  createPermission(caller: Caller, permission: NewPermission): Promise<DefinedPermission>;
  /** Errors: `access.permission_not_found`, `access.permission_builtin`. */
  updatePermission(
    caller: Caller,
    name: string,
    changes: { description?: string } & Expectation,
  ): Promise<DefinedPermission>;
  /** Takes it from every role, which the caller must therefore be allowed to change. Errors: as above. */
  deletePermission(caller: Caller, name: string, expectation?: Expectation): Promise<void>;

  /** Checks, also what access to services comes with it; gives, audits, emits. Idempotent. */
  grantRole(caller: Caller, holder: Holder, roleNameOrId: string): Promise<void>;
  revokeRole(caller: Caller, holder: Holder, roleNameOrId: string): Promise<void>;
  /** For use cases that make a user in a transaction of their own and have checked already. */
  giveRole(tx: Tx, act: Act, userId: string, role: Role): Promise<void>;
  /** Active users who hold a role, for the rule that one administrator must remain. */
  countHolders(db: Db, roleName: string): Promise<number>;

  /** All of them by name: for the command line. */
  listGroups(): Promise<Group[]>;
  /** As `listRolePage`. */
  listGroupPage(query: NameQuery): Promise<Listed<Group>>;
  /** AppError `access.group_not_found`. */
  getGroup(nameOrId: string): Promise<Group>;
  /** Ids of members in order, after the id `after`. */
  listMembers(groupNameOrId: string, page: { after?: string; limit: number }): Promise<string[]>;
  createGroup(caller: Caller, group: NewGroup): Promise<Group>;
  /** Needs `roles.manage` and all that the group's roles are worth. */
  updateGroup(caller: Caller, nameOrId: string, changes: Partial<NewGroup> & Expectation): Promise<Group>;
  deleteGroup(caller: Caller, nameOrId: string, expectation?: Expectation): Promise<void>;
  /** As `grantRole`, for the group's access and all of its roles. */
  addMember(caller: Caller, groupNameOrId: string, userId: string): Promise<void>;
  removeMember(caller: Caller, groupNameOrId: string, userId: string): Promise<void>;

  /** All in force, oldest first. */
  listBlocks(): Promise<AddressBlock[]>;
  listBlockPage(listing: BlockListing): Promise<AddressBlock[]>;
  blockAddress(
    caller: Caller,
    block: { range: string; reason?: string; expiresAt?: number | null },
  ): Promise<AddressBlock>;
  unblockAddress(caller: Caller, range: string): Promise<void>;
  /** From a list kept in memory for at most a second, so that every process sees a change that soon. */
  isBlocked(address: string): Promise<boolean>;
  /** Deletes blocks that have expired; returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}
