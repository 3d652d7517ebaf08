import { edited, holderOf, type Command, type Model } from './model.ts';

/** Takes a deleted role from everybody and every group. */
function forgetRole(model: Model, role: number): void {
  model.roles.delete(role);
  for (const user of model.users) user.roles.delete(role);
  for (const group of model.groups.values()) group.roles.delete(role);
}

/** What a command that is done changes. */
export function apply(model: Model, command: Command): void {
  switch (command.do) {
    case 'define':
      model.permissions.add(command.permission);
      break;
    case 'undefine':
      model.permissions.delete(command.permission);
      for (const role of model.roles.values()) role.permissions.delete(command.permission);
      break;
    case 'createRole':
      model.roles.set(command.role, {
        permissions: new Set(command.permissions),
        level: command.level,
        isRenamed: false,
        access: null,
      });
      break;
    case 'editRole':
      model.roles.set(command.role, edited(model.roles.get(command.role)!, command));
      break;
    case 'deleteRole':
      forgetRole(model, command.role);
      break;
    case 'createUser':
      model.users.push({
        roles: new Set(command.roles),
        isStaff: command.isStaff,
        isSuperuser: command.isSuperuser,
        access: null,
      });
      break;
    case 'setFlags': {
      const user = model.users[command.user]!;
      user.isStaff = command.isStaff ?? user.isStaff;
      user.isSuperuser = command.isSuperuser ?? user.isSuperuser;
      break;
    }
    case 'grant':
      model.users[command.user]!.roles.add(command.role);
      break;
    case 'revoke':
      model.users[command.user]!.roles.delete(command.role);
      break;
    case 'resetPassword':
      break;
    case 'giveAccess':
      holderOf(model, command.holder, command.place)!.access = command.level;
      break;
    case 'takeAccess':
      holderOf(model, command.holder, command.place)!.access = null;
      break;
    default:
      applyToGroup(model, command);
  }
}

type GroupCommand = Extract<
  Command,
  { do: 'createGroup' | 'renameGroup' | 'deleteGroup' | 'join' | 'leave' | 'grantGroup' | 'revokeGroup' }
>;

function applyToGroup(model: Model, command: GroupCommand): void {
  if (command.do === 'createGroup')
    model.groups.set(command.group, { roles: new Set(), members: new Set(), access: null });
  const group = model.groups.get(command.group)!;
  if (command.do === 'deleteGroup') model.groups.delete(command.group);
  if (command.do === 'join') group.members.add(command.user);
  if (command.do === 'leave') group.members.delete(command.user);
  if (command.do === 'grantGroup') group.roles.add(command.role);
  if (command.do === 'revokeGroup') group.roles.delete(command.role);
}
