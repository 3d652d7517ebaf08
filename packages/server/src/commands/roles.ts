import type { Command } from 'commander';
import type { Holder } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import type { Services } from '../app/build-services.ts';
import { printLine, type CommandIo } from './command-io.ts';
import { printable, printJson, printTable } from './output.ts';
import type { CommandLine } from './program.ts';
import { operator, withServices } from './with-services.ts';

interface HolderOptions {
  group?: true;
}

const examples = `
Examples:
  ostiary roles list
  ostiary roles grant anna@example.org admin
  ostiary roles revoke --group editors read-write`;

export function addRolesCommand(program: Command, { io, does }: CommandLine): void {
  const roles = program
    .command('roles')
    .description('see roles, give and take them')
    .addHelpText('after', examples);
  roles
    .command('list')
    .description('list roles with their level and permissions')
    .option('--json', 'print JSON')
    .action(does((options: { json?: true }) => list(io, options)));
  for (const act of ['grant', 'revoke'] as const) {
    roles
      .command(act)
      .description(act === 'grant' ? 'give a role to a user or group' : 'take a role from a user or group')
      .argument('<holder>', 'id, email or username; with --group, the name or id of a group')
      .argument('<role>', 'name or id')
      .option('--group', 'the holder is a group')
      .action(
        does((holder: string, role: string, options: HolderOptions) =>
          change(io, { act, holder, role, options }),
        ),
      );
  }
}

async function list(io: CommandIo, options: { json?: true }): Promise<void> {
  const roles = await withServices(io, ({ access }) => access.listRoles());
  if (options.json) {
    const toJson = ({ id, name, level, description, isBuiltin, permissions }: (typeof roles)[number]) => {
      return { id, name, level, description, is_builtin: isBuiltin, permissions };
    };
    return printJson(io, roles.map(toJson));
  }
  printTable(
    io,
    ['NAME', 'LEVEL', 'BUILT IN', 'PERMISSIONS', 'DESCRIPTION'],
    roles.map((role) => [role.name, role.level, role.isBuiltin, role.permissions.length, role.description]),
  );
}

interface Change {
  act: 'grant' | 'revoke';
  holder: string;
  role: string;
  options: HolderOptions;
}

async function change(io: CommandIo, { act, holder, role, options }: Change): Promise<void> {
  await withServices(io, async (services) => {
    const found = options.group ? await findGroup(services, holder) : await findUser(services, holder);
    if (act === 'grant') await services.access.grantRole(operator(io), found, role);
    else await services.access.revokeRole(operator(io), found, role);
  });
  const done = act === 'grant' ? 'has' : 'does not have';
  printLine(io, `${printable(holder)} ${done} the role ${printable(role)} now.`);
}

async function findUser({ users, database }: Services, idOrLogin: string): Promise<Holder> {
  const user = await users.resolve(database.db, idOrLogin);
  return { userId: user.id };
}

async function findGroup({ access }: Services, nameOrId: string): Promise<Holder> {
  const groups = await access.listGroups();
  const group = groups.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (!group) throw new AppError('access.group_not_found');
  return { groupId: group.id };
}
