import type { Model, Power } from './model.ts';

/** There is one service. A level is its place in this list; -1 is access without a level, null is none. */
export const levels = ['reader', 'editor'];

export type Access = number | null;

function strongest(...found: Access[]): Access {
  const given = found.filter((access) => access !== null);
  return given.length === 0 ? null : Math.max(...given);
}

/** What a group carries: its own access and that of all its roles. */
export function carriedByGroup(model: Model, group: number): Access[] {
  const { access, roles } = model.groups.get(group)!;
  return [access, ...[...roles].map((role) => model.roles.get(role)!.access)];
}

/** What somebody has without anything of their own. */
export function inheritedAccess(model: Model, user: number): Access {
  const groups = [...model.groups].filter(([, { members }]) => members.has(user));
  const roles = [...model.users[user]!.roles].map((role) => model.roles.get(role)!.access);
  return strongest(...roles, ...groups.flatMap(([group]) => carriedByGroup(model, group)));
}

export function accessOf(model: Model, user: number): Access {
  return model.users[user]!.access ?? inheritedAccess(model, user);
}

/** Whether somebody may give or take every one of these. */
export function reaches(power: Power, ...carried: Access[]): boolean {
  if (power.isSuperuser || power.permissions.has('services.manage')) return true;
  const { access: own } = power;
  return carried.every((access) => access === null || (own !== null && access <= own));
}
