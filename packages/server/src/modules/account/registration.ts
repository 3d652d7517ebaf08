import type { AccessService, Caller, Role, Subject } from '#modules/access';
import type { Act } from '#modules/audit';
import type { PasswordService } from '#modules/passwords';
import type { NewUser, User, UserService } from '#modules/users';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { AdministratorInput, CreateUserInput } from './account.types.ts';

export interface RegistrationDeps {
  database: Database;
  access: AccessService;
  users: UserService;
  passwords: PasswordService;
}

export const defaultRole = 'read-only';

/** A new account, when everything about it is checked. */
export interface Registration {
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
export async function prepare(
  deps: RegistrationDeps,
  input: NewUser,
  password: string | undefined,
): Promise<NewUser> {
  const user = deps.users.check(input);
  if (password !== undefined) await deps.passwords.check(password, user);
  return user;
}

/** An account for somebody else, when the caller may make it. Needs `users.create`, and what giving its roles needs. */
export async function prepareUser(
  deps: RegistrationDeps,
  caller: Caller,
  input: CreateUserInput,
): Promise<Registration> {
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
  return { user, hash, roles, action: 'user.create' };
}

export async function createUser(
  deps: RegistrationDeps,
  caller: Caller,
  input: CreateUserInput,
): Promise<User> {
  const registration = await prepareUser(deps, caller, input);
  return deps.database.write((tx) => insertAccount(deps, tx, { ...registration, act: caller.act }));
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
