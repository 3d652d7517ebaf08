import type { Db, Tx } from '#platform/db/schema.ts';
import type { Group, Role, Subject } from '../access.types.ts';

/** A group with what it is worth. */
export interface GroupWithRoles {
  group: Group;
  roles: Role[];
}

/** Roles and groups by name in any case. */
export interface Assignable {
  role(name: string): Role | undefined;
  group(name: string): GroupWithRoles | undefined;
}

export interface Assignment {
  userId: string;
  roles: readonly Role[];
  groups: readonly GroupWithRoles[];
}

/** For those who give roles to many users in one transaction; they authorise, audit and emit themselves. */
export interface Assignments {
  /** Every role, and the groups of these names. */
  load(db: Db, groupNames: readonly string[]): Promise<Assignable>;
  /** None of which the users have yet: nobody is asked what they have. */
  add(tx: Tx, assignments: readonly Assignment[]): Promise<void>;
  remove(tx: Tx, assignments: readonly Assignment[]): Promise<void>;
}

/** What somebody may do about one subject or role, as a question that costs no query. */
export interface Authority {
  /** Give or take every one of these. */
  mayGrant(roles: readonly Role[]): boolean;
  /** Decide what roles are worth this much. */
  mayDefine(...versions: readonly Pick<Role, 'permissions' | 'level'>[]): boolean;
  /** Act upon somebody who holds this. */
  isAtLeast(target: Subject): boolean;
}
