import type { Command } from 'commander';
import type { Config } from '#config';
import type { AdministratorInput } from '#modules/account';
import type { Services } from '../app/build-services.ts';
import { askNewPassword, askText, readSecret, requireGiven } from './ask.ts';
import { CommandFailure, printLine, type CommandIo } from './command-io.ts';
import { loadOrFail } from './load-or-fail.ts';
import { printable, printJson } from './output.ts';
import type { CommandLine } from './program.ts';
import { operator, withServices } from './with-services.ts';

interface CreateAdminOptions {
  email?: string;
  username?: string;
  passwordStdin?: true;
  noinput?: true;
  /** False for `--no-input`, as Django spells it as well. */
  input: boolean;
  ifMissing?: true;
  json?: true;
}

const examples = `
Examples:
  ostiary create-admin --email me@example.org
  printf '%s' "$PASSWORD" | ostiary create-admin --email me@example.org --password-stdin
  ostiary create-admin --noinput --if-missing

With --noinput the account comes from OSTIARY_ADMIN_EMAIL, OSTIARY_ADMIN_USERNAME and
OSTIARY_ADMIN_PASSWORD, or from DJANGO_SUPERUSER_EMAIL, DJANGO_SUPERUSER_USERNAME and
DJANGO_SUPERUSER_PASSWORD.`;

export function addCreateAdminCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('create-admin')
    .alias('createsuperuser')
    .description('create an administrator')
    .option('--email <email>', 'email address')
    .option('--username <name>', 'username; at least one of the two')
    .option('--password-stdin', 'read the password from standard input')
    .option('--noinput', 'ask nothing; take everything from the environment')
    .option('--no-input', 'the same')
    .option('--if-missing', 'succeed when this administrator exists already')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((options: CreateAdminOptions) => createAdmin(io, options)));
}

async function createAdmin(io: CommandIo, options: CreateAdminOptions): Promise<void> {
  const isAsking = !options.noinput && options.input;
  const config = loadOrFail(io);
  const input = isAsking ? await fromTerminal(io, options) : await fromEnvironment(io, options, config);
  const name = printable(input.email ?? input.username ?? '');
  const createOnce = async (services: Services): Promise<{ id: string; isNew: boolean }> => {
    const existing = await findExisting(services, input);
    if (existing === undefined) {
      const user = await services.account.createAdministrator(operator(io).act, input);
      return { id: user.id, isNew: true };
    }
    if (!existing.isAdministrator) {
      throw new CommandFailure(`${name} exists already, but is not an active administrator.`, {
        hint: 'Nothing was changed. Choose another email and username.',
      });
    }
    if (!options.ifMissing) {
      throw new CommandFailure(`${name} exists already.`, {
        hint: 'Nothing was changed. --if-missing accepts that.',
      });
    }
    return { id: existing.id, isNew: false };
  };
  const { id, isNew } = await withServices(io, createOnce, config);
  if (options.json) return printJson(io, { id, is_new: isNew });
  printLine(
    io,
    isNew ? `Created the administrator ${name} (${id}).` : `${name} exists already; nothing was changed.`,
  );
}

async function findExisting(
  { users, database }: Services,
  input: AdministratorInput,
): Promise<{ id: string; isAdministrator: boolean } | undefined> {
  for (const login of [input.email, input.username]) {
    const user = login ? await users.findByLogin(database.db, login) : undefined;
    if (user) return { id: user.id, isAdministrator: user.isSuperuser && user.isActive };
  }
  return undefined;
}

/** The environment and `.env`; flags win. Names everything that is missing. */
async function fromEnvironment(
  io: CommandIo,
  options: CreateAdminOptions,
  { administrator }: Config,
): Promise<AdministratorInput> {
  const { env } = io;
  const email = options.email ?? administrator.email ?? (env.DJANGO_SUPERUSER_EMAIL || null);
  const username = options.username ?? administrator.username ?? (env.DJANGO_SUPERUSER_USERNAME || null);
  const password = options.passwordStdin
    ? await readSecret(io.stdin, 'password')
    : (administrator.password ?? (env.DJANGO_SUPERUSER_PASSWORD || null));
  requireGiven([
    ...(email === null && username === null ? ['OSTIARY_ADMIN_EMAIL or OSTIARY_ADMIN_USERNAME'] : []),
    ...(password === null ? ['OSTIARY_ADMIN_PASSWORD'] : []),
  ]);
  return { email, username, password: password ?? '' };
}

async function fromTerminal(io: CommandIo, options: CreateAdminOptions): Promise<AdministratorInput> {
  const hasName = options.email !== undefined || options.username !== undefined;
  if (!io.isInteractive) {
    requireGiven([
      ...(hasName ? [] : ['--email or --username']),
      ...(options.passwordStdin ? [] : ['--password-stdin (or --noinput, to take it from the environment)']),
    ]);
  }
  const email = hasName ? options.email : await askText(io, { label: 'Email', isRequired: true });
  const username = hasName
    ? options.username
    : await askText(io, { label: 'Username (may be empty)', isRequired: false });
  const password = options.passwordStdin ? await readSecret(io.stdin, 'password') : await askNewPassword(io);
  return { email: email || null, username: username || null, password };
}
