import { accessOf, carriedByGroup, inheritedAccess, reaches, type Access } from './service-access.ts';

/** Who may give what to whom, said as plainly as possible: lists and sets, and nothing of the real thing. */

export interface RoleModel {
  permissions: Set<string>;
  level: number | null;
  isRenamed: boolean;
  access: Access;
}

export interface GroupModel {
  roles: Set<number>;
  members: Set<number>;
  access: Access;
}

export interface UserModel {
  roles: Set<number>;
  /** Their own; null leaves them with what comes by groups and roles. */
  access: Access;
  isStaff: boolean;
  isSuperuser: boolean;
}

/** Roles, groups and users are known by their place. */
export interface Model {
  permissions: Set<string>;
  roles: Map<number, RoleModel>;
  groups: Map<number, GroupModel>;
  users: UserModel[];
}

export interface Worth {
  permissions: ReadonlySet<string>;
  level: number | null;
}

export interface Power extends Worth {
  roles: ReadonlySet<number>;
  isStaff: boolean;
  isSuperuser: boolean;
  access: Access;
}

/** `impossible`: there is no such thing, or there is one already. */
export type Outcome = 'done' | 'refused' | 'impossible';

export type HolderType = 'user' | 'group' | 'role';

export type Command =
  | { do: 'define' | 'undefine'; permission: string }
  | { do: 'createRole'; role: number; permissions: string[]; level: number | null }
  | { do: 'editRole'; role: number; permissions?: string[]; level?: number | null; isRenamed?: boolean }
  | { do: 'deleteRole'; role: number }
  | { do: 'createGroup' | 'renameGroup' | 'deleteGroup'; group: number }
  | { do: 'grant' | 'revoke'; role: number; user: number }
  | { do: 'grantGroup' | 'revokeGroup'; role: number; group: number }
  | { do: 'join' | 'leave'; group: number; user: number }
  | { do: 'createUser'; roles: number[]; isStaff: boolean; isSuperuser: boolean }
  | { do: 'setFlags'; user: number; isStaff?: boolean; isSuperuser?: boolean }
  | { do: 'resetPassword'; user: number }
  | { do: 'giveAccess'; holder: HolderType; place: number; level: number }
  | { do: 'takeAccess'; holder: HolderType; place: number };

export function powerOf(model: Model, user: number): Power {
  const { roles: direct, isStaff, isSuperuser } = model.users[user]!;
  const roles = new Set(direct);
  for (const group of model.groups.values()) {
    if (group.members.has(user)) for (const role of group.roles) roles.add(role);
  }
  const held = [...roles].map((role) => model.roles.get(role)!);
  const levels = held.flatMap(({ level }) => level ?? []);
  return {
    roles,
    permissions: new Set(held.flatMap(({ permissions }) => [...permissions])),
    level: levels.length === 0 ? null : Math.min(...levels),
    isStaff,
    isSuperuser,
    access: accessOf(model, user),
  };
}

function areAllIn(few: ReadonlySet<string>, many: ReadonlySet<string>): boolean {
  return [...few].every((one) => many.has(one));
}

function holds(power: Power, worth: Worth): boolean {
  if (power.isSuperuser) return true;
  const isLevelHeld = worth.level === null || (power.level !== null && power.level <= worth.level);
  return isLevelHeld && areAllIn(worth.permissions, power.permissions);
}

function may(power: Power, ...permissions: string[]): boolean {
  return holds(power, { permissions: new Set(permissions), level: null });
}

/** Is at least as strong as the target, whatever the target is. */
function isAtLeast(power: Power, target: Power): boolean {
  if (power.isSuperuser) return true;
  return !target.isSuperuser && (!target.isStaff || power.isStaff) && holds(power, target);
}

function isStronger(before: RoleModel, after: RoleModel): boolean {
  const isMorePowerful = after.level !== null && (before.level === null || after.level < before.level);
  return (
    isMorePowerful || !areAllIn(after.permissions, before.permissions) || after.isRenamed !== before.isRenamed
  );
}

function rolesOf(model: Model, group: GroupModel): RoleModel[] {
  return [...group.roles].map((role) => model.roles.get(role)!);
}

/** Checks in turn; the first that is not met decides. */
function first(...checks: [isMet: boolean, otherwise: Outcome][]): Outcome {
  return checks.find(([isMet]) => !isMet)?.[1] ?? 'done';
}

function areDefined(model: Model, permissions: Iterable<string>): boolean {
  return [...permissions].every(
    (name) => /^(users|roles|services)\./.test(name) || model.permissions.has(name),
  );
}

type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

export function edited(before: RoleModel, command: Of<'editRole'>): RoleModel {
  return {
    permissions: command.permissions ? new Set(command.permissions) : before.permissions,
    level: command.level === undefined ? before.level : command.level,
    isRenamed: command.isRenamed ?? before.isRenamed,
    access: before.access,
  };
}

function outcomeForRole(
  model: Model,
  power: Power,
  command: Of<'createRole' | 'editRole' | 'deleteRole'>,
): Outcome {
  const mayManage: [boolean, Outcome] = [may(power, 'roles.manage'), 'refused'];
  const role = model.roles.get(command.role);
  if (command.do === 'createRole') {
    const { permissions, level } = command;
    return first(
      mayManage,
      [holds(power, { permissions: new Set(permissions), level }), 'refused'],
      [areDefined(model, permissions) && role === undefined, 'impossible'],
    );
  }
  if (!role) return first(mayManage, [false, 'impossible']);
  if (command.do === 'deleteRole') return first(mayManage, [holds(power, role), 'refused']);
  const after = edited(role, command);
  const isOwnGain = power.roles.has(command.role) && !power.isSuperuser && isStronger(role, after);
  return first(
    mayManage,
    [holds(power, role) && holds(power, after) && !isOwnGain, 'refused'],
    [areDefined(model, command.permissions ?? []), 'impossible'],
  );
}

function outcomeForGroup(
  model: Model,
  power: Power,
  command: Of<'createGroup' | 'renameGroup' | 'deleteGroup' | 'join' | 'leave'>,
): Outcome {
  const group = model.groups.get(command.group);
  const needed = {
    createGroup: ['roles.manage'],
    renameGroup: ['roles.manage'],
    deleteGroup: ['roles.manage', 'roles.grant'],
    join: ['roles.grant'],
    leave: ['roles.grant'],
  };
  const mayAct: [boolean, Outcome] = [may(power, ...needed[command.do]), 'refused'];
  if (command.do === 'createGroup') return first(mayAct, [group === undefined, 'impossible']);
  if (!group) return first(mayAct, [false, 'impossible']);
  const carried = command.do === 'join' ? carriedByGroup(model, command.group) : [];
  return first(
    mayAct,
    [rolesOf(model, group).every((role) => holds(power, role)), 'refused'],
    [reaches(power, ...carried), 'refused'],
  );
}

/** Where a group or role has access; undefined when there is no such thing. */
export function holderOf(model: Model, holder: HolderType, place: number): { access: Access } | undefined {
  if (holder === 'user') return model.users[place];
  return holder === 'group' ? model.groups.get(place) : model.roles.get(place);
}

function outcomeForAccess(model: Model, power: Power, command: Of<'giveAccess'> | Of<'takeAccess'>): Outcome {
  const holder = holderOf(model, command.holder, command.place);
  const behind = command.holder === 'user' ? inheritedAccess(model, command.place) : null;
  const before = holder?.access ?? behind;
  const after = command.do === 'giveAccess' ? command.level : behind;
  const isThere = holder !== undefined && (command.do === 'giveAccess' || holder.access !== null);
  // Without anything there nobody gives or takes, not even nothing.
  const hasStanding = power.access !== null || reaches(power, -1);
  return first(
    [may(power, 'services.grant'), 'refused'],
    [isThere, 'impossible'],
    [hasStanding && reaches(power, before, after), 'refused'],
  );
}

function outcomeForUser(
  model: Model,
  power: Power,
  command: Of<'createUser' | 'setFlags' | 'resetPassword'>,
): Outcome {
  if (command.do === 'createUser') {
    const roles = command.roles.map((role) => model.roles.get(role));
    const isWithin = roles.every(
      (role) =>
        role === undefined ||
        (may(power, 'roles.grant') && holds(power, role) && reaches(power, role.access)),
    );
    return first(
      [may(power, 'users.create'), 'refused'],
      [roles.every((role) => role !== undefined), 'impossible'],
      [isWithin, 'refused'],
      [power.isSuperuser || (!command.isSuperuser && (!command.isStaff || power.isStaff)), 'refused'],
    );
  }
  const target = powerOf(model, command.user);
  if (command.do === 'resetPassword') {
    return first([may(power, 'users.reset_password') && isAtLeast(power, target), 'refused']);
  }
  const isStaff = target.isStaff || command.isStaff === true;
  const isSuperuser = target.isSuperuser || command.isSuperuser === true;
  const isWithin = isAtLeast(power, { ...target, isStaff, isSuperuser });
  return first([may(power, 'users.update') && isWithin, 'refused']);
}

/** What must come of a command when somebody of this power gives it. */
export function outcomeOf(model: Model, power: Power, command: Command): Outcome {
  switch (command.do) {
    case 'define':
      return first(
        [may(power, 'roles.manage'), 'refused'],
        [!model.permissions.has(command.permission), 'impossible'],
      );
    case 'undefine': {
      const holders = [...model.roles.values()].filter((role) => role.permissions.has(command.permission));
      return first(
        [may(power, 'roles.manage'), 'refused'],
        [model.permissions.has(command.permission), 'impossible'],
        [holders.every((role) => holds(power, role)), 'refused'],
      );
    }
    case 'createRole':
    case 'editRole':
    case 'deleteRole':
      return outcomeForRole(model, power, command);
    case 'grant':
    case 'revoke':
    case 'grantGroup':
    case 'revokeGroup': {
      const role = model.roles.get(command.role);
      const isThere = 'user' in command || model.groups.has(command.group);
      const isGiven = command.do === 'grant' || command.do === 'grantGroup';
      return first(
        [may(power, 'roles.grant'), 'refused'],
        [role !== undefined, 'impossible'],
        [role !== undefined && holds(power, role), 'refused'],
        [!isGiven || reaches(power, role?.access ?? null), 'refused'],
        [isThere, 'impossible'],
      );
    }
    case 'createUser':
    case 'setFlags':
    case 'resetPassword':
      return outcomeForUser(model, power, command);
    case 'giveAccess':
    case 'takeAccess':
      return outcomeForAccess(model, power, command);
    default:
      return outcomeForGroup(model, power, command);
  }
}
