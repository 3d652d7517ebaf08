import type { CreateUserInput } from '#modules/account';
import type { User } from '#modules/users';
import { askNewPassword, askText, readPassword, requireGiven } from './ask.ts';
import { wrongUsage, type CommandIo } from './command-io.ts';
import { operator, withServices } from './with-services.ts';

export interface CreateUserOptions {
  email?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
  phone?: string;
  role: string[];
  staff?: true;
  superuser?: true;
  passwordStdin?: true;
  withoutPassword?: true;
  json?: true;
}

/** Asks for what is missing, or names it; then creates. */
export async function createUser(io: CommandIo, options: CreateUserOptions): Promise<User> {
  if (options.passwordStdin && options.withoutPassword) {
    throw wrongUsage('--password-stdin and --without-password exclude each other.');
  }
  const hasName = options.email !== undefined || options.username !== undefined;
  const hasPassword = options.passwordStdin ?? options.withoutPassword ?? false;
  if (!io.isInteractive) {
    requireGiven([
      ...(hasName ? [] : ['--email or --username']),
      ...(hasPassword ? [] : ['--password-stdin or --without-password']),
    ]);
  }
  const email = hasName ? options.email : await askText(io, { label: 'Email', isRequired: true });
  const password = await choosePassword(io, options);
  const input: CreateUserInput = {
    ...(email !== undefined && { email }),
    ...(options.username !== undefined && { username: options.username }),
    ...(options.firstName !== undefined && { firstName: options.firstName }),
    ...(options.lastName !== undefined && { lastName: options.lastName }),
    ...(options.phone !== undefined && { phone: options.phone }),
    ...(options.staff && { isStaff: true }),
    ...(options.superuser && { isSuperuser: true }),
    ...(password !== undefined && { password }),
    roles: options.role,
  };
  return withServices(io, ({ account }) => account.createUser(operator(io), input));
}

async function choosePassword(io: CommandIo, options: CreateUserOptions): Promise<string | undefined> {
  if (options.withoutPassword) return undefined;
  return options.passwordStdin ? readPassword(io.stdin) : askNewPassword(io);
}
