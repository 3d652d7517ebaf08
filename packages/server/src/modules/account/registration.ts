import {
  decide,
  permission,
  type AccessService,
  type Caller,
  type Role,
  type Subject,
} from '#modules/access';
import type { Act } from '#modules/audit';
import type { PasswordService } from '#modules/passwords';
import type { NewUser, User, UserService } from '#modules/users';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { EmailService } from './own-accounts.types.ts';
import type { AdministratorInput, CreateUserInput, SignUpInput } from './account.types.ts';

export interface RegistrationDeps {
  database: Database;
  access: AccessService;
  users: UserService;
  passwords: PasswordService;
  isSignUpOpen: boolean;
  email: EmailService;
  emailVerification: 'off' | 'optional' | 'required';
}

const defaultRole = 'read-only';

interface Registration {
  user: NewUser;
  hash: string | null;
  roles: Role[];
  action: 'user.sign_up' | 'user.create' | 'setup.administrator';
}

/** Everything about a new account in one transaction: half an account never exists. */
export async function insertAccount(
  deps: RegistrationDeps,
  tx: Tx,
  registration: Registration & { act: Act },
): Promise<User> {
  const { act, hash } = registration;
  const user = await deps.users.insert(tx, act, registration.user, registration.action);
  if (hash !== null) await deps.passwords.store(tx, user.id, hash);
  for (const role of registration.roles) await deps.access.giveRole(tx, act, user.id, role);
  return user;
}

/** Checks everything that can be checked before the costly hash. */
async function prepare(
  deps: RegistrationDeps,
  input: NewUser,
  password: string | undefined,
): Promise<NewUser> {
  const user = deps.users.check(input);
  if (password !== undefined) await deps.passwords.check(password, user);
  return user;
}

async function requestedRole(
  deps: RegistrationDeps,
  caller: Caller,
  level: number | undefined,
): Promise<Role> {
  const role =
    level === undefined ? await deps.access.getRole(defaultRole) : await deps.access.findRoleByLevel(level);
  if (!role)
    throw new AppError('access.role_not_found', {
      fields: [{ path: 'level', message: 'level does not exist' }],
    });
  if (role.name !== defaultRole) await deps.access.requireMayGrant(caller, role);
  return role;
}

export async function signUp(deps: RegistrationDeps, caller: Caller, input: SignUpInput): Promise<User> {
  if (!deps.isSignUpOpen) await requireMayCreateDespiteClosedSignUp(deps, caller);
  const { password, level, ...profile } = input;
  const user = await prepare(deps, profile, password);
  const role = await requestedRole(deps, caller, level);
  // Only those who make accounts for others by right are not counted.
  if (!mayCreateUsers(caller)) await deps.passwords.countSignUp(caller.act);
  const hash = await deps.passwords.hash(password);
  return deps.database.write((tx) =>
    insertAccount(deps, tx, { act: caller.act, user, hash, roles: [role], action: 'user.sign_up' }),
  );
}

function mayCreateUsers({ subject }: Caller): boolean {
  return (
    subject === 'operator' || (subject !== null && decide(permission('users.create'), { subject }).isAllowed)
  );
}

async function requireMayCreateDespiteClosedSignUp(deps: RegistrationDeps, caller: Caller): Promise<void> {
  if (caller.subject === null) throw new AppError('users.sign_up_closed');
  await deps.access.requirePermission(caller, 'users.create');
}

export async function createUser(
  deps: RegistrationDeps,
  caller: Caller,
  input: CreateUserInput,
): Promise<User> {
  await deps.access.requirePermission(caller, 'users.create');
  const { password, roles: roleNames, ...profile } = input;
  const user = await prepare(deps, profile, password);
  const roles = await Promise.all((roleNames ?? [defaultRole]).map((name) => deps.access.getRole(name)));
  const { requireMayGrant, requireWithinReach } = deps.access;
  for (const role of roles) {
    await (role.name === defaultRole ? requireWithinReach(caller, role) : requireMayGrant(caller, role));
  }
  await deps.access.requireAtLeast(caller, subjectToBe(user, roles));
  const hash = password === undefined ? null : await deps.passwords.hash(password);
  return deps.database.write((tx) =>
    insertAccount(deps, tx, { act: caller.act, user, hash, roles, action: 'user.create' }),
  );
}

/** What the new user will be allowed, so that nobody makes an account stronger than their own. */
function subjectToBe(user: NewUser, roles: Role[]): Subject {
  const levels = roles.flatMap((role) => (role.level === null ? [] : [role.level]));
  return {
    userId: '',
    isStaff: user.isStaff ?? false,
    isSuperuser: user.isSuperuser ?? false,
    roles: roles.map((role) => role.name),
    permissions: roles.flatMap((role) => role.permissions),
    level: levels.length > 0 ? Math.min(...levels) : null,
  };
}

export async function prepareAdministrator(
  deps: RegistrationDeps,
  input: AdministratorInput,
): Promise<Registration> {
  const { password, ...identifiers } = input;
  const user = await prepare(deps, { ...identifiers, isStaff: true, isSuperuser: true }, password);
  const owner = await deps.access.getRole('owner');
  return { user, hash: await deps.passwords.hash(password), roles: [owner], action: 'setup.administrator' };
}
