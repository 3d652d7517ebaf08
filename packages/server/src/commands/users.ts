import type { Command } from 'commander';
import type { Access } from '#modules/access';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import { wholeNumber } from './audit.ts';
import { printLine, type CommandIo } from './command-io.ts';
import { printable, printDetails, printJson, printTable, type Json } from './output.ts';
import type { CommandLine } from './program.ts';
import { createUser, type CreateUserOptions } from './users.create.ts';
import { withServices } from './with-services.ts';

interface ListOptions {
  limit: number;
  search?: string;
  after?: string;
  json?: true;
}

const examples = `
Examples:
  ostiary users create --email anna@example.org --role read-write
  printf '%s' "$PASSWORD" | ostiary users create --email bot@example.org --password-stdin --json
  ostiary users show anna@example.org
  ostiary users list --search anna --json`;

export function addUsersCommand(program: Command, commandLine: CommandLine): void {
  const users = program
    .command('users')
    .description('create and look up users')
    .addHelpText('after', examples);
  addCreate(users, commandLine);
  users
    .command('show')
    .description('show one user with roles and permissions')
    .argument('<user>', 'id, email or username')
    .option('--json', 'print JSON')
    .action(commandLine.does((who: string, options: { json?: true }) => show(commandLine.io, who, options)));
  users
    .command('list')
    .description('list users in order of creation')
    .option('--search <text>', 'only those whose email or username begins with it')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--after <id>', 'the page after this user')
    .option('--json', 'print JSON')
    .action(commandLine.does((options: ListOptions) => list(commandLine.io, options)));
}

function addCreate(users: Command, { io, does }: CommandLine): void {
  const collect = (value: string, earlier: string[]): string[] => [...earlier, value];
  users
    .command('create')
    .description('create a user; asks for what is missing when there is a terminal')
    .option('--email <email>', 'email address')
    .option('--username <name>', 'username; at least one of the two')
    .option('--first-name <name>', 'first name')
    .option('--last-name <name>', 'last name')
    .option('--phone <number>', 'telephone number')
    .option('--role <name>', 'a role to give; may be repeated', collect, [])
    .option('--staff', 'a member of staff')
    .option('--superuser', 'may do everything')
    .option('--password-stdin', 'read the password from standard input')
    .option('--without-password', 'cannot sign in by password until one is set')
    .option('--json', 'print JSON')
    .action(
      does(async (options: CreateUserOptions) => {
        const user = await createUser(io, options);
        if (options.json) printJson(io, userJson(user));
        else printLine(io, `Created ${printable(user.email ?? user.username ?? '')} (${user.id}).`);
      }),
    );
}

async function show(io: CommandIo, who: string, options: { json?: true }): Promise<void> {
  const { user, access } = await withServices(io, async (services) => {
    const { db } = services.database;
    const found = await services.users.resolve(db, who);
    return { user: found, access: await services.access.accessOf(db, found.id) };
  });
  if (options.json) return printJson(io, { ...userJson(user), ...accessJson(access) });
  printDetails(io, {
    id: user.id,
    email: user.email,
    username: user.username,
    name: `${user.firstName} ${user.lastName}`.trim(),
    phone: user.phone,
    active: user.isActive,
    staff: user.isStaff,
    superuser: user.isSuperuser,
    created: isoTime(user.createdAt),
    'last sign-in': user.lastSignInAt === null ? null : isoTime(user.lastSignInAt),
    roles: access.roles.join(', '),
    level: access.level,
    permissions: access.permissions.join(', '),
  });
}

async function list(io: CommandIo, options: ListOptions): Promise<void> {
  const { limit, search, after } = options;
  // One more than asked for tells whether there is another page.
  const query = {
    limit: limit + 1,
    ...(search !== undefined && { search }),
    ...(after !== undefined && { after }),
  };
  const found = await withServices(io, ({ users, database }) => users.list(database.db, query));
  const page = found.slice(0, limit);
  const next = found.length > limit ? (page.at(-1)?.id ?? null) : null;
  if (options.json) return printJson(io, { users: page.map(userJson), next });
  printTable(
    io,
    ['ID', 'EMAIL', 'USERNAME', 'ACTIVE', 'STAFF', 'SUPERUSER', 'CREATED'],
    page.map((user) => [
      user.id,
      user.email,
      user.username,
      user.isActive,
      user.isStaff,
      user.isSuperuser,
      isoTime(user.createdAt),
    ]),
  );
  if (next !== null) printLine(io, `More: --after ${next}`);
}

function userJson(user: User): { [key: string]: Json } {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    phone: user.phone,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    created_at: isoTime(user.createdAt),
    last_sign_in_at: user.lastSignInAt === null ? null : isoTime(user.lastSignInAt),
  };
}

function accessJson({ roles, permissions, level }: Access): { [key: string]: Json } {
  return { roles, permissions, level };
}
