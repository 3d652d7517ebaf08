import { accessFrom, type Authority, type Held, type HeldRole, type Subject } from '#modules/access';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import type { Assigned } from './assignments.rules.ts';

/** Whoever may make accounts gives this one with them, as everywhere. */
const defaultRole = 'read-only';

function cannotGrant(path: string): AppError {
  const error = new AppError('access.cannot_grant');
  return new AppError(error.code, { fields: [{ path, message: error.message }] });
}

export interface Giver {
  authority: Authority;
  /** Ids of roles and groups that carry more access to services than the caller may give. */
  beyondReach: ReadonlySet<string>;
}

/**
 * AppError `access.cannot_grant` unless the caller may give each of these. What comes with a new account needs no
 * permission to give it, but nobody makes an account that has more access to a service than they have.
 */
export function requireMayGive(giver: Giver, assigned: Assigned, { isNew }: { isNew: boolean }): void {
  const { authority, beyondReach } = giver;
  const held = assigned.roles.filter(({ name }) => !(isNew && name === defaultRole));
  requireHeld(authority, { ...assigned, roles: held });
  const isWithin = ({ id }: { id: string }): boolean => !beyondReach.has(id);
  if (!assigned.roles.every(isWithin)) throw cannotGrant('roles');
  const areWithin = assigned.groups.every(({ group, roles }) => isWithin(group) && roles.every(isWithin));
  if (!areWithin) throw cannotGrant('groups');
}

/** AppError `access.cannot_grant` unless the caller may give and take roles, and holds what each of these is worth. */
export function requireHeld(authority: Authority, assigned: Assigned): void {
  for (const role of assigned.roles) {
    if (!authority.mayGrant([role])) throw cannotGrant('roles');
  }
  for (const { roles } of assigned.groups) {
    if (!authority.mayGrant(roles)) throw cannotGrant('groups');
  }
}

function subjectOf(user: User, roles: readonly HeldRole[]): Subject {
  const { id: userId, isStaff, isSuperuser } = user;
  return { ...accessFrom(roles), userId, isStaff, isSuperuser };
}

function requireAtLeast(authority: Authority, target: Subject, path: string): void {
  if (authority.isAtLeast(target)) return;
  const error = new AppError('access.denied');
  const message = 'This account holds, or would hold, more than you do.';
  throw new AppError(error.code, { fields: [{ path, message }] });
}

/** AppError `access.denied` when the account would hold more than the caller. */
export function requireMayCreate(authority: Authority, user: User, assigned: Assigned): void {
  const given = [...assigned.roles, ...assigned.groups.flatMap(({ roles }) => roles)];
  const held = given.map(({ name, level, permissions }) => ({ name, level, permissions, group: null }));
  requireAtLeast(authority, subjectOf(user, held), user.isSuperuser ? 'is_superuser' : 'roles');
}

/** AppError `access.denied` when the account holds more than the caller, or would by its flags. */
export function requireMayChange(
  authority: Authority,
  { before, after, held }: { before: User; after: User; held: Held },
): void {
  const target = subjectOf(before, held.roles);
  const isStaff = before.isStaff || after.isStaff;
  const isSuperuser = before.isSuperuser || after.isSuperuser;
  requireAtLeast(authority, { ...target, isStaff, isSuperuser }, '');
}
