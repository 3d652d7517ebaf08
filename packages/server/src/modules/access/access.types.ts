import type { Act } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';

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
}

export interface AddressBlock {
  id: string;
  /** A CIDR range in canonical form, such as 203.0.113.0/24 or 2001:db8::/32. */
  range: string;
  reason: string;
  createdAt: number;
  expiresAt: number | null;
}

export type Holder = { userId: string } | { groupId: string };

export interface AccessService {
  /** The five roles of the tutorial, made when they are missing. Safe to call at every start. */
  ensureBuiltinRoles(): Promise<void>;
  accessOf(db: Db, userId: string): Promise<Access>;
  /** Names of the roles a user holds directly, sorted. */
  listDirectRoles(db: Db, userId: string): Promise<string[]>;
  /** Names of the groups a user is in, sorted. */
  listGroupsOf(db: Db, userId: string): Promise<string[]>;

  /** AppError `access.unauthenticated` or `access.denied`; a denial is audited. */
  requirePermission(caller: Caller, permission: string): Promise<void>;
  /**
   * Refuses (`access.denied`, audited) unless the caller holds at least what the target user holds:
   * otherwise resetting an owner's password would be a way to become one.
   */
  requireAtLeast(caller: Caller, target: Subject): Promise<void>;
  /** AppError `access.cannot_grant` unless the caller has `roles.grant` and holds all of the role. */
  requireMayGrant(caller: Caller, role: Role): Promise<void>;

  listRoles(): Promise<Role[]>;
  getRole(nameOrId: string): Promise<Role>;
  /** The role with this level, by the tutorial's numbering; undefined when there is none. */
  findRoleByLevel(level: number): Promise<Role | undefined>;
  createRole(caller: Caller, role: NewRole): Promise<Role>;
  updateRole(caller: Caller, nameOrId: string, changes: Partial<NewRole>): Promise<Role>;
  deleteRole(caller: Caller, nameOrId: string): Promise<void>;

  /** Checks, gives, audits, emits. Idempotent. */
  grantRole(caller: Caller, holder: Holder, roleNameOrId: string): Promise<void>;
  revokeRole(caller: Caller, holder: Holder, roleNameOrId: string): Promise<void>;
  /** For use cases that make a user in a transaction of their own and have checked already. */
  giveRole(tx: Tx, act: Act, userId: string, role: Role): Promise<void>;
  /** Active users who hold a role, for the rule that one administrator must remain. */
  countHolders(db: Db, roleName: string): Promise<number>;

  listGroups(): Promise<Group[]>;
  /** AppError `access.group_not_found`. */
  getGroup(nameOrId: string): Promise<Group>;
  /** Ids of members in order, after the id `after`. */
  listMembers(groupNameOrId: string, page: { after?: string; limit: number }): Promise<string[]>;
  createGroup(caller: Caller, group: { name: string; description?: string }): Promise<Group>;
  deleteGroup(caller: Caller, nameOrId: string): Promise<void>;
  addMember(caller: Caller, groupNameOrId: string, userId: string): Promise<void>;
  removeMember(caller: Caller, groupNameOrId: string, userId: string): Promise<void>;

  listBlocks(): Promise<AddressBlock[]>;
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
