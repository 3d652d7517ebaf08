import type { Assignable, GroupWithRoles, Held, Role } from '#modules/access';
import { AppError, type FieldError } from '#platform/errors.ts';

/** Roles and groups that are given or taken. */
export interface Assigned {
  roles: Role[];
  groups: GroupWithRoles[];
}

/** What a line names; undefined where it says nothing. */
export interface Wanted {
  roles: Role[] | undefined;
  groups: GroupWithRoles[] | undefined;
}

export const nothing: Assigned = { roles: [], groups: [] };

function resolve<T>(
  names: readonly string[],
  find: (name: string) => T | undefined,
  refuse: (fields: FieldError[]) => AppError,
): T[] {
  const found = new Set<T>();
  const missing: number[] = [];
  for (const [index, name] of names.entries()) {
    const one = find(name);
    if (one === undefined) missing.push(index);
    else found.add(one);
  }
  if (missing.length > 0) throw refuse(missing.map((index) => ({ path: String(index), message: '' })));
  return [...found];
}

function missing(code: 'access.role_not_found' | 'access.group_not_found', list: string) {
  return (fields: FieldError[]): AppError => {
    const { message } = new AppError(code);
    return new AppError(code, { fields: fields.map(({ path }) => ({ path: `${list}.${path}`, message })) });
  };
}

/** AppError `access.role_not_found` and `access.group_not_found`, with the places of the unknown names. */
export function resolveWanted(
  names: { roles?: readonly string[]; groups?: readonly string[] },
  assignable: Assignable,
): Wanted {
  const { roles, groups } = names;
  const refuseRoles = missing('access.role_not_found', 'roles');
  const refuseGroups = missing('access.group_not_found', 'groups');
  return {
    roles: roles && resolve(roles, (name) => assignable.role(name), refuseRoles),
    groups: groups && resolve(groups, (name) => assignable.group(name), refuseGroups),
  };
}

/** What must be given so that somebody has all that is wanted. */
export function missingFrom(held: Held, wanted: Wanted): Assigned {
  const roles = new Set(held.roles.filter(({ group }) => group === null).map(({ name }) => name));
  const groups = new Set(held.groups);
  return {
    roles: (wanted.roles ?? []).filter((role) => !roles.has(role.name)),
    groups: (wanted.groups ?? []).filter(({ group }) => !groups.has(group.name)),
  };
}

/** What must be taken so that somebody has only what is wanted; of what the line says nothing about, nothing. */
export function beyond(held: Held, wanted: Wanted, assignable: Assignable): Assigned {
  const direct = held.roles.filter(({ group }) => group === null);
  const roles = wanted.roles && direct.flatMap(({ name }) => assignable.role(name) ?? []);
  const groups = wanted.groups && held.groups.flatMap((name) => assignable.group(name) ?? []);
  const kept = new Set(wanted.groups?.map(({ group }) => group.id));
  return {
    roles: (roles ?? []).filter((role) => wanted.roles?.includes(role) === false),
    groups: (groups ?? []).filter(({ group }) => !kept.has(group.id)),
  };
}

export function isNothing({ roles, groups }: Assigned): boolean {
  return roles.length === 0 && groups.length === 0;
}
